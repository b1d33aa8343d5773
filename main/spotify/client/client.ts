import { join } from "node:path";
import type { Settings } from "../../../common/domain/settings.ts";
import type { Log } from "../../ports.ts";
import type { RemoteProfile, SpotifyApi } from "../api.ts";
import {
  toCreated,
  toFeatures,
  toItemPage,
  toPlaylist,
  toPlaylistPage,
  toProfile,
  toWriteAnswer,
} from "./decode.ts";
import type { Health } from "./health.ts";
import { openRequestLog } from "./request-log.ts";
import { createTransport, type Access } from "./transport.ts";

const PAGE = 50;
const TRACK =
  "type,id,uri,name,duration_ms,is_local,is_playable,external_ids(isrc),linked_from(uri),artists(name),album(name,release_date)";
/** Asked for by both names: `item` since 2026, `track` before. */
const ITEM_FIELDS = `total,items(added_at,is_local,item(${TRACK}),track(${TRACK}))`;
const PLAYLIST_FIELDS =
  "id,name,description,owner(id,display_name),collaborative,snapshot_id,items(total),tracks(total)";

export type SpotifyClient = SpotifyApi & {
  /** Aborts what waits and what runs. */
  readonly close: () => void;
};

type Parts = {
  /** Of the API, without a slash at the end. */
  readonly address: string;
  /** The folder that keeps the count of requests. */
  readonly data: string;
  readonly settings: () => Settings;
  readonly access: Access;
  readonly health: Health;
  readonly log: Log;
  /** Told who signed in, whenever Spotify says it. */
  readonly remember: (account: RemoteProfile) => Promise<void>;
};

/** Spotify's Web API as {@link SpotifyApi} describes it, on the SDK's `makeRequest`. */
export function createSpotifyApi(parts: Parts): SpotifyClient {
  const { settings, access, health } = parts;
  const transport = createTransport({
    address: parts.address,
    limits: () => ({
      delayMs: settings().spotifyDelayMs,
      daily: settings().spotifyDailyRequests,
    }),
    access,
    health,
    requests: openRequestLog(
      join(parts.data, "spotify-requests.json"),
      () => settings().spotifyClientId,
      parts.log,
    ),
  });
  const { read, write } = transport;

  return {
    async me(signal) {
      const account = toProfile(await read("me", signal));
      await parts.remember(account);
      return account;
    },
    myPlaylists: async (start, signal) =>
      toPlaylistPage(await read(`me/playlists?${query({ limit: PAGE, offset: start })}`, signal)),
    playlist: async (id, signal) =>
      toPlaylist(await read(`${playlist(id)}?${query({ fields: PLAYLIST_FIELDS })}`, signal)),
    async playlistItems(id, { start, limit }, signal) {
      const asked = query({
        fields: ITEM_FIELDS,
        additional_types: "track,episode",
        limit,
        offset: start,
      });
      return toItemPage(await read(`${playlist(id)}/items?${asked}`, signal));
    },
    likedTracks: async ({ start, limit }, signal) =>
      toItemPage(await read(`me/tracks?${query({ limit, offset: start })}`, signal)),

    createPlaylist: async (about, signal) =>
      toCreated(await write("POST", "me/playlists", about, signal)),
    async describePlaylist(id, about, signal) {
      await write("PUT", playlist(id), about, signal);
    },
    async addItems(id, uris, position, signal) {
      const body = position === null ? { uris } : { uris, position };
      return toWriteAnswer(await write("POST", `${playlist(id)}/items`, body, signal));
    },
    replaceItems: async (id, uris, signal) =>
      toWriteAnswer(await write("PUT", `${playlist(id)}/items`, { uris }, signal)),
    async moveItems(id, { start, length, before }, signal) {
      const body = { range_start: start, range_length: length, insert_before: before };
      return toWriteAnswer(await write("PUT", `${playlist(id)}/items`, body, signal));
    },
    async removeItems(id, uris, signal) {
      const body = { items: uris.map((uri) => ({ uri })) };
      return toWriteAnswer(await write("DELETE", `${playlist(id)}/items`, body, signal));
    },
    async unfollowPlaylist(id, signal) {
      const asked = query({ uris: `spotify:playlist:${id}` });
      await write("DELETE", `me/library?${asked}`, undefined, signal);
    },
    audioFeatures: async (ids, signal) =>
      toFeatures(await read(`audio-features?${query({ ids: ids.join(",") })}`, signal)),
    quota: transport.quota,
    onWait: transport.onWait,
    close: transport.close,
  };
}

function playlist(id: string): string {
  return `playlists/${encodeURIComponent(id)}`;
}

function query(parameters: Readonly<Record<string, string | number>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) query.set(name, String(value));
  return query.toString();
}
