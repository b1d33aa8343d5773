import { touch } from "../edits.ts";
import { idOf, isId } from "../ids.ts";
import type { Playlist, User } from "../state.ts";
import { needPerson, needScope, Refusal, type Answer, type Asked } from "./answer.ts";
import { pickFields } from "./fields.ts";
import { showEntry, showPlaylist } from "./objects.ts";
import { paged, readPage } from "./paging.ts";

/** GET /me/playlists. */
export function myPlaylists(asked: Asked): Answer {
  const { state, query, scopes } = asked;
  const user = needPerson(asked, "playlist-read-private");
  const listed = user.playlists.filter((id) => {
    const playlist = id === null ? null : state.playlists.get(id);
    return !playlist?.collaborative || scopes.has("playlist-read-collaborative");
  });
  const body = paged(state, "/me/playlists", listed, readPage(query), (id) => {
    const playlist = id === null ? undefined : state.playlists.get(id);
    if (!playlist) return null;
    const href = `${state.address}/v1/playlists/${playlist.id}/items`;
    return showPlaylist(state, playlist, { href, total: playlist.entries.length });
  });
  return { status: 200, body };
}

/** GET /playlists/{playlist_id}. */
export function onePlaylist(asked: Asked): Answer {
  const { state, query } = asked;
  const playlist = findPlaylist(asked);
  const items = mayReadItems(asked, playlist)
    ? paged(
        state,
        `/playlists/${playlist.id}/items`,
        playlist.entries,
        { limit: 50, offset: 0 },
        (entry) => showEntry(state, entry, readsEpisodes(query)),
      )
    : null;
  const body = showPlaylist(state, playlist, items);
  return { status: 200, body, shown: pickFields(body, query.get("fields")) };
}

/** POST /me/playlists. */
export function createPlaylist(asked: Asked): Answer {
  const { state } = asked;
  const user = needPerson(asked, "playlist-modify-public", "playlist-modify-private");
  const about = readAbout(asked.body);
  if (!about.name) throw new Refusal(400, "Missing required field: name");
  const isPublic = about.public ?? true;
  needWriteScope(asked, isPublic);
  const playlist: Playlist = {
    id: idOf(`made over the API ${state.playlists.size}`),
    ownerId: user.id,
    name: about.name,
    description: about.description ?? null,
    public: isPublic,
    collaborative: false,
    collaborators: new Set(),
    entries: [],
    snapshots: [],
  };
  touch(state, playlist, 0);
  state.playlists.set(playlist.id, playlist);
  user.playlists.unshift(playlist.id);
  const page = { limit: 50, offset: 0 };
  const items = paged(state, `/playlists/${playlist.id}/items`, [], page, () => null);
  return { status: 201, body: showPlaylist(state, playlist, items) };
}

/** PUT /playlists/{playlist_id}. */
export function changeDetails(asked: Asked): Answer {
  const { state, body } = asked;
  const playlist = findPlaylist(asked);
  const user = needPerson(asked, "playlist-modify-public", "playlist-modify-private");
  if (playlist.ownerId !== user.id) throw notYours();
  needWriteScope(asked, playlist.public);
  const about = readAbout(body);
  if (about.name === "") throw new Refusal(400, "Invalid name");
  playlist.name = about.name ?? playlist.name;
  playlist.description = about.description ?? playlist.description;
  playlist.public = about.public ?? playlist.public;
  touch(state, playlist, state.rules.snapshotLagMs);
  return { status: 200 };
}

/** Throws Refusal 400 for what is no id, 404 for what is not there. */
export function findPlaylist({ state, params }: Asked): Playlist {
  const id = params["playlist_id"] ?? "";
  if (!isId(id)) throw new Refusal(400, "Invalid base62 id");
  const playlist = state.playlists.get(id);
  if (!playlist) throw new Refusal(404, "Resource not found");
  return playlist;
}

/** Owners and collaborators; without a person only old apps, and only what is public. */
export function mayReadItems({ state, user }: Asked, playlist: Playlist): boolean {
  return user ? worksOn(user, playlist) : state.app.old && playlist.public;
}

export function worksOn(user: User, playlist: Playlist): boolean {
  return playlist.ownerId === user.id || playlist.collaborators.has(user.id);
}

export function needWriteScope({ scopes }: Asked, isPublic: boolean): void {
  if (!scopes.has(isPublic ? "playlist-modify-public" : "playlist-modify-private"))
    throw needScope();
}

export function notYours(): Refusal {
  return new Refusal(403, "Forbidden");
}

export function readsEpisodes(query: URLSearchParams): boolean {
  return (query.get("additional_types") ?? "").split(",").includes("episode");
}

type About = { readonly name?: string; readonly description?: string; readonly public?: boolean };

function readAbout(body: unknown): About {
  if (typeof body !== "object" || body === null) throw new Refusal(400, "Error parsing JSON.");
  const { name, description, public: isPublic } = body as Readonly<Record<string, unknown>>;
  return {
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof description === "string" ? { description } : {}),
    ...(typeof isPublic === "boolean" ? { public: isPublic } : {}),
  };
}
