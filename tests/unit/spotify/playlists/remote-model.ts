import { AppError } from "../../../../common/errors.ts";
import type { Page, RemoteItem, SpotifyApi } from "../../../../main/spotify/api.ts";

type Playlist = {
  id: string;
  name: string;
  description: string;
  public: boolean;
  ownerId: string;
  items: string[];
  snapshot: number;
  listed: boolean;
};

type Fault = (request: {
  readonly kind: string;
  readonly write: boolean;
}) => "before" | "after" | null;

/**
 * Playlists as Spotify keeps them, in memory: quick enough for thousands of runs. `interrupt` is called before each
 * request and may change things as somebody else would; `fault` lets a request fail before it takes effect or after.
 */
export class RemoteModel {
  readonly playlists = new Map<string, Playlist>();
  readonly requests: string[] = [];
  fault: Fault = () => null;
  interrupt: () => void = () => undefined;
  /** The code that a request fails with. */
  code: "unavailable" | "quota_exceeded" | "offline" = "unavailable";
  #next = 1;

  add(told: Partial<Playlist> & { readonly items: string[] }): Playlist {
    const id = `list${this.#next}`;
    this.#next += 1;
    const playlist = {
      id,
      name: id,
      description: "",
      public: false,
      ownerId: "me",
      snapshot: this.#next,
      listed: true,
      ...told,
    };
    this.playlists.set(id, playlist);
    return playlist;
  }

  /** Somebody changes a playlist by hand. */
  edit(id: string, change: (items: string[]) => string[]): void {
    const playlist = this.require(id);
    playlist.items = change(playlist.items);
    playlist.snapshot += 1;
  }

  require(id: string): Playlist {
    const playlist = this.playlists.get(id);
    if (playlist) return playlist;
    throw new AppError("not_found", "Spotify has no such playlist.");
  }

  get writes(): string[] {
    return this.requests.filter((kind) => !/^(list|items)$/.test(kind));
  }

  #request<Answer>(kind: string, work: () => Answer): Promise<Answer> {
    this.interrupt();
    this.requests.push(kind);
    const when = this.fault({ kind, write: !/^(list|items)$/.test(kind) });
    const failure = new AppError(this.code, "The connection was lost.");
    if (when === "before") return Promise.reject(failure);
    try {
      const answer = work();
      return when === "after" ? Promise.reject(failure) : Promise.resolve(answer);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #write(kind: string, id: string, change: (items: string[]) => string[]) {
    return this.#request(kind, () => {
      this.edit(id, change);
      return { snapshotId: `s${this.require(id).snapshot}` };
    });
  }

  readonly api: SpotifyApi = {
    me: () => Promise.resolve({ id: "me", name: null }),
    myPlaylists: (start) =>
      this.#request("list", () => {
        const listed = [...this.playlists.values()].filter((playlist) => playlist.listed);
        return page(
          listed.map((playlist) => ({
            id: playlist.id,
            name: playlist.name,
            description: playlist.description,
            ownerId: playlist.ownerId,
            ownerName: null,
            collaborative: false,
            snapshotId: `s${playlist.snapshot}`,
            total: playlist.items.length,
          })),
          start,
          50,
        );
      }),
    playlist: () => Promise.reject(new Error("not used")),
    likedTracks: () => Promise.reject(new Error("not used")),
    audioFeatures: () => Promise.reject(new Error("not used")),
    playlistItems: (id, { start, limit }) =>
      this.#request("items", () => page(this.require(id).items.map(toRemote), start, limit)),
    createPlaylist: (about) =>
      this.#request("create", () => {
        const { id, snapshot } = this.add({ ...about, items: [] });
        return { id, snapshotId: `s${snapshot}` };
      }),
    describePlaylist: (id, about) =>
      this.#request("describe", () => {
        Object.assign(this.require(id), about);
        this.require(id).snapshot += 1;
      }),
    addItems: (id, uris, position) =>
      this.#write("add", id, (items) => {
        if (uris.length > 100) throw new AppError("bad_input", "Too many items.");
        if (position !== null && position > items.length)
          throw new AppError("unavailable", "Index out of bounds.");
        return items.toSpliced(position ?? items.length, 0, ...uris);
      }),
    replaceItems: (id, uris) => this.#write("replace", id, () => [...uris]),
    moveItems: (id, { start, length, before }) =>
      this.#write("move", id, (items) => {
        if (start + length > items.length || before > items.length)
          throw new AppError("unavailable", "Index out of bounds.");
        const range = items.slice(start, start + length);
        const rest = items.toSpliced(start, length);
        return rest.toSpliced(before > start ? before - length : before, 0, ...range);
      }),
    removeItems: (id, uris) =>
      this.#write("remove", id, (items) => items.filter((item) => !uris.includes(item))),
    unfollowPlaylist: (id) =>
      this.#request("unfollow", () => {
        this.require(id).listed = false;
      }),
    quota: () => ({ used: this.requests.length, limit: 600, blockedUntil: null }),
    onWait: () => () => undefined,
  };
}

function page<Item>(items: readonly Item[], start: number, limit: number): Page<Item> {
  return { items: items.slice(start, start + limit), total: items.length };
}

function toRemote(uri: string): RemoteItem {
  if (uri.startsWith("spotify:local:")) return { kind: "local", addedAt: null, title: "Mine", uri };
  return {
    kind: "track",
    addedAt: null,
    track: {
      uri,
      linkedUri: null,
      title: `Title of ${uri}`,
      artists: ["Somebody"],
      album: null,
      releaseDate: null,
      durationMs: 1000,
      isrc: null,
      playable: true,
    },
  };
}
