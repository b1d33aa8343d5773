import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import SqliteDatabase from "better-sqlite3";
import type { SettingsPatch } from "../../../../common/domain/settings.ts";
import type { SyncedPlaylist } from "../../../../common/domain/spotify.ts";
import type { SpotifyServer } from "../../../servers/spotify/server.ts";
import { startApp, type TestApp } from "../../../support/app.ts";
import { signedIn, withSpotify } from "../../../support/spotify.ts";

export type Connected = TestApp & { readonly server: SpotifyServer };

/** The application, signed in to a stand-in of this test's own. */
export async function connected(settings: SettingsPatch = {}): Promise<Connected> {
  const server = await withSpotify();
  const app = await startApp({ settings });
  await signedIn(app, server);
  server.forgetRequests();
  return { ...app, server };
}

/** Paths of the requests to the API since the last look. */
export function asked({ server }: Connected): string[] {
  const paths = server.requests
    .filter(({ service }) => service === "api")
    .map(({ path, query }) => (query["offset"] ? `${path} ${query["offset"]}` : path));
  server.forgetRequests();
  return paths;
}

/** Holds the answer to this page of Liked Songs back; resolves once it was asked for. */
export async function held({ server }: Connected, offset: string): Promise<void> {
  const isIt = ({ path, query }: (typeof server.requests)[number]) =>
    path === "/me/tracks" && query["offset"] === offset;
  server.faults.add({
    path: "/me/tracks",
    fromOffset: Number(offset),
    does: "delay",
    milliseconds: 30_000,
  });
  while (!server.requests.some(isIt)) await wait(5);
}

/** What is at each place of a playlist of Spotify's in the library: a URI, or the kind of a gap. */
export function places(data: string, externalId: string): string[] {
  const rows = rowsOf(
    data,
    `SELECT * FROM (
       SELECT i.position, t.uri AS what FROM playlists p JOIN playlist_items i ON i.playlist_id = p.id
         JOIN tracks t ON t.id = i.track_id WHERE p.source = 'spotify' AND p.external_id = @id
       UNION ALL
       SELECT g.position, g.kind || coalesce(' ' || g.title, '') FROM playlists p JOIN playlist_gaps g
         ON g.playlist_id = p.id WHERE p.source = 'spotify' AND p.external_id = @id
     ) ORDER BY position`,
    { id: externalId },
  ) as { position: number; what: string }[];
  rows.forEach(({ position }, index) => {
    if (position !== index) throw new Error(`Place ${index} is missing.`);
  });
  return rows.map(({ what }) => what);
}

/** Looks into the library's file beside the running application. */
export function rowsOf(data: string, sql: string, values: Record<string, unknown> = {}): unknown[] {
  const db = new SqliteDatabase(join(data, "library.db"), { readonly: true });
  try {
    return db.prepare(sql).all(values);
  } finally {
    db.close();
  }
}

export const NO_MARKS: SyncedPlaylist["marks"] = {
  missing: 0,
  episodes: 0,
  local: 0,
  unavailable: 0,
  relinked: 0,
  twice: 0,
};

export function uris(tracks: readonly { readonly uri: string }[]): string[] {
  return tracks.map(({ uri }) => uri);
}
