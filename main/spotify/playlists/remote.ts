import { AppError } from "../../../common/errors.ts";
import type { PlaylistAbout, SeenContent } from "../../library/mood-playlists.ts";
import type { ListedPlaylist, RemoteItem, SpotifyApi, WriteAnswer } from "../api.ts";
import { toItem } from "./content/items.ts";
import type { Operation } from "./content/operation.ts";

/** What Spotify gives at a time. */
const PAGE = 50;
/** How often a list that changes under our eyes is read anew. */
const READS = 3;

/** Requests that reading so many items takes. */
export function readRequests(items: number): number {
  return Math.max(1, Math.ceil(items / PAGE));
}

/** Spotify for one plan, apply or undo: bound to its signal, and counting. */
export type Remote = {
  /** Those of the user's playlists that are asked for; stops when all are found. */
  readonly list: (wanted: ReadonlySet<string>) => Promise<Map<string, ListedPlaylist>>;
  /** The playlist of this account with this name and this mark in its description, if there is one. */
  readonly findMarked: (
    name: string,
    mark: string,
    account: string,
  ) => Promise<ListedPlaylist | null>;
  /** All of a playlist. Throws AppError `not_found`, and `unavailable` where it keeps changing. */
  readonly read: (id: string) => Promise<SeenContent>;
  readonly create: (about: PlaylistAbout) => Promise<{ id: string; snapshotId: string | null }>;
  readonly operate: (id: string, operation: Operation) => Promise<WriteAnswer>;
  readonly describe: (id: string, about: PlaylistAbout) => Promise<void>;
  readonly unfollow: (id: string) => Promise<void>;
  /** Requests since this was asked last. */
  readonly takeRequests: () => number;
};

export function createRemote(api: SpotifyApi, signal: AbortSignal): Remote {
  let requests = 0;
  const ask = <Answer>(request: () => Promise<Answer>): Promise<Answer> => {
    signal.throwIfAborted();
    requests += 1;
    return request();
  };
  async function* pages(): AsyncGenerator<readonly ListedPlaylist[]> {
    for (let start = 0, total = 1; start < total; start += PAGE) {
      const from = start;
      const page = await ask(() => api.myPlaylists(from, signal));
      total = page.total;
      yield page.items;
    }
  }
  async function readOnce(id: string): Promise<SeenContent | null> {
    const items: RemoteItem[] = [];
    let total = 1;
    for (let start = 0; start < total; start += PAGE) {
      const page = await ask(() => api.playlistItems(id, { start, limit: PAGE }, signal));
      if (start > 0 && page.total !== total) return null;
      total = page.total;
      items.push(...page.items);
    }
    return items.length === total ? toContent(items) : null;
  }
  return {
    async list(wanted) {
      const found = new Map<string, ListedPlaylist>();
      if (wanted.size === 0) return found;
      for await (const page of pages()) {
        for (const playlist of page) if (wanted.has(playlist.id)) found.set(playlist.id, playlist);
        if (found.size === wanted.size) break;
      }
      return found;
    },
    async findMarked(name, mark, account) {
      for await (const page of pages()) {
        const found = page.find(
          (playlist) =>
            playlist.ownerId === account &&
            playlist.name === name &&
            (playlist.description ?? "").includes(mark),
        );
        if (found) return found;
      }
      return null;
    },
    async read(id) {
      for (let attempt = 0; attempt < READS; attempt += 1) {
        const content = await readOnce(id);
        if (content) return content;
      }
      throw new AppError(
        "unavailable",
        "Spotify did not give the playlist whole, as it keeps changing. Try again in a minute.",
      );
    },
    create: (about) => ask(() => api.createPlaylist(about, signal)),
    operate: (id, operation) => ask(() => send(api, id, operation, signal)),
    describe: (id, about) => ask(() => api.describePlaylist(id, about, signal)),
    unfollow: (id) => ask(() => api.unfollowPlaylist(id, signal)),
    takeRequests() {
      const taken = requests;
      requests = 0;
      return taken;
    },
  };
}

function send(
  api: SpotifyApi,
  id: string,
  operation: Operation,
  signal: AbortSignal,
): Promise<WriteAnswer> {
  switch (operation.kind) {
    case "remove":
      return api.removeItems(id, operation.items, signal);
    case "move": {
      const { start, length, before } = operation;
      return api.moveItems(id, { start, length, before }, signal);
    }
    case "add":
      return api.addItems(id, operation.items, operation.position, signal);
  }
}

function toContent(items: readonly RemoteItem[]): SeenContent {
  const names: Record<string, { title: string; artists: string[] }> = {};
  for (const item of items) {
    if (item.kind === "missing") continue;
    const [title, artists] =
      item.kind === "track" ? [item.track.title, item.track.artists] : [item.title, []];
    names[toItem(item)] = { title: title ?? "", artists: [...artists] };
  }
  return { items: items.map(toItem), names };
}
