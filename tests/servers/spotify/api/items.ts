import * as edits from "../edits.ts";
import { isId } from "../ids.ts";
import type { Playlist } from "../state.ts";
import { needPerson, Refusal, type Answer, type Asked } from "./answer.ts";
import { pickFields } from "./fields.ts";
import { showEntry } from "./objects.ts";
import { paged, readPage } from "./paging.ts";
import {
  findPlaylist,
  mayReadItems,
  needWriteScope,
  notYours,
  readsEpisodes,
  worksOn,
} from "./playlists.ts";

const MOST_URIS = 100;

/** GET /playlists/{playlist_id}/items. */
export function playlistItems(asked: Asked): Answer {
  const { state, query, user } = asked;
  if (user) needPerson(asked, "playlist-read-private");
  const playlist = findPlaylist(asked);
  const page = readPage(query);
  if (!mayReadItems(asked, playlist)) throw notYours();
  const path = `/playlists/${playlist.id}/items`;
  const body = paged(state, path, playlist.entries, page, (entry) =>
    showEntry(state, entry, readsEpisodes(query)),
  );
  return { status: 200, body, shown: pickFields(body, query.get("fields")) };
}

/** POST /playlists/{playlist_id}/items. */
export function addItems(asked: Asked): Answer {
  const { playlist, editor } = toWrite(asked);
  const body = readObject(asked.body);
  const uris = addable(asked, urisOf(asked, body) ?? []);
  const position =
    whole(asked.query.get("position") ?? body["position"]) ?? playlist.entries.length;
  if (uris.length === 0) throw new Refusal(400, "No uris provided");
  if (position > playlist.entries.length) throw new Refusal(400, "Index out of bounds.");
  edits.insert(asked.state, playlist, editor, uris, position);
  return { status: 201, body: { snapshot_id: edits.newestSnapshot(playlist) } };
}

/** PUT /playlists/{playlist_id}/items: replaces all, or moves a range. Never both. */
export function replaceOrMoveItems(asked: Asked): Answer {
  const { playlist, editor } = toWrite(asked);
  const body = readObject(asked.body);
  const uris = urisOf(asked, body);
  const start = whole(body["range_start"]);
  if (uris !== null && start !== null) {
    throw new Refusal(400, "Cannot replace and reorder in one request");
  }
  if (uris !== null) edits.replace(asked.state, playlist, editor, addable(asked, uris));
  else edits.move(asked.state, playlist, editor, range(playlist, body, start));
  return { status: 200, body: { snapshot_id: edits.newestSnapshot(playlist) } };
}

/** DELETE /playlists/{playlist_id}/items: every copy of each URI. */
export function removeItems(asked: Asked): Answer {
  const { playlist, editor } = toWrite(asked);
  const body = readObject(asked.body);
  const items: unknown = body["items"];
  if (!Array.isArray(items)) throw new Refusal(400, "No items provided");
  const uris = items.map((item: unknown) => readObject(item)["uri"]).map(String);
  needFew(uris);
  needSnapshot(playlist, body);
  edits.removeUris(asked.state, playlist, editor, uris);
  return { status: 200, body: { snapshot_id: edits.newestSnapshot(playlist) } };
}

function toWrite(asked: Asked): { playlist: Playlist; editor: edits.Editor } {
  const user = needPerson(asked, "playlist-modify-public", "playlist-modify-private");
  const playlist = findPlaylist(asked);
  if (!worksOn(user, playlist)) throw notYours();
  needWriteScope(asked, playlist.public);
  return { playlist, editor: { userId: user.id, lagMs: asked.state.rules.snapshotLagMs } };
}

function range(playlist: Playlist, body: Readonly<Record<string, unknown>>, start: number | null) {
  const before = whole(body["insert_before"]);
  const length = whole(body["range_length"]) ?? 1;
  if (start === null || before === null)
    throw new Refusal(400, "Missing range_start or insert_before");
  const count = playlist.entries.length;
  if (length < 1 || start + length > count || before > count) {
    throw new Refusal(400, "Index out of bounds.");
  }
  needSnapshot(playlist, body);
  return { start, length, before };
}

function needSnapshot(playlist: Playlist, body: Readonly<Record<string, unknown>>): void {
  const id = body["snapshot_id"];
  if (id !== undefined && !playlist.snapshots.some((snapshot) => snapshot.id === id)) {
    throw new Refusal(400, "Invalid snapshot ID");
  }
}

/** Those of the query win over those of the body; null = neither. */
function urisOf({ query }: Asked, body: Readonly<Record<string, unknown>>): string[] | null {
  const inQuery = query.get("uris");
  if (inQuery !== null) return inQuery === "" ? [] : inQuery.split(",").map((uri) => uri.trim());
  const inBody: unknown = body["uris"];
  return Array.isArray(inBody) ? inBody.map(String) : null;
}

/** Tracks and episodes that Spotify knows; local files cannot be added over the API. */
function addable({ state }: Asked, uris: readonly string[]): readonly string[] {
  needFew(uris);
  for (const uri of uris) {
    const [scheme, type, id = ""] = uri.split(":");
    const supported = scheme === "spotify" && (type === "track" || type === "episode");
    if (!supported) throw new Refusal(400, `Unsupported URL / URI: ${uri}`);
    if (!isId(id)) throw new Refusal(400, `Invalid ${type} uri: ${uri}`);
    if (type === "track" && !state.tracks.has(uri)) {
      throw new Refusal(400, "Payload contains a non-existing ID");
    }
  }
  return uris;
}

function needFew(uris: readonly string[]): void {
  if (uris.length > MOST_URIS) {
    throw new Refusal(400, `You can add a maximum of ${MOST_URIS} tracks per request.`);
  }
}

function readObject(body: unknown): Readonly<Record<string, unknown>> {
  if (body === undefined) return {};
  if (typeof body !== "object" || body === null) throw new Refusal(400, "Error parsing JSON.");
  return body as Readonly<Record<string, unknown>>;
}

/** Null where nothing is given. Throws Refusal 400 for what is no whole number from 0. */
function whole(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isInteger(number) && number >= 0) return number;
  throw new Refusal(400, "Invalid position");
}
