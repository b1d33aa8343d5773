import { rmSync } from "node:fs";
import { join } from "node:path";
import type { MoodSummary } from "../../../../common/domain/mood.ts";
import { startApp } from "../../../support/app.ts";
import { connected, uris, type Connected } from "../sync/support.ts";

export type Sorted = Connected & {
  readonly moods: readonly MoodSummary[];
  /** URIs of the songs of each mood, in the order of their playlists. */
  readonly songs: readonly (readonly string[])[];
  /** Paths and methods of the requests to the API since the last look. */
  readonly asked: () => string[];
};

/** The application signed in to a stand-in, with so many songs that are labelled with each of the first moods. */
export async function sorted(moodCount: number, songCount: number): Promise<Sorted> {
  const app = await connected();
  const { server, call } = app;
  const tracks = server.world.tracks(moodCount * songCount);
  server.world.liked(uris(tracks));
  await call("spotify.sync", {});
  const moods = (await call("moods.list", {})).slice(0, moodCount);
  const ids = await idsByUri(app);
  const songs = moods.map((_, at) => uris(tracks.slice(at * songCount, (at + 1) * songCount)));
  for (const [at, mood] of moods.entries()) {
    await label(app, mood.id, songs[at] ?? [], ids);
    await call("moodPlaylists.update", {
      mood: mood.id,
      chosen: true,
      rules: { order: "custom", custom: (songs[at] ?? []).map((uri) => ids.get(uri) ?? 0) },
    });
  }
  server.forgetRequests();
  const asked = () => {
    const list = server.requests
      .filter(({ service }) => service === "api")
      .map(({ method, path }) => `${method} ${path}`);
    server.forgetRequests();
    return list;
  };
  return { ...app, moods, songs, asked };
}

/** Closed and started again a day later: neither we nor Spotify know how many requests there were. */
export async function restarted(app: Sorted): Promise<Sorted> {
  await app.app.close();
  rmSync(join(app.data, "spotify-requests.json"), { force: true });
  const again = await startApp({
    data: app.data,
    settings: { spotifyClientId: app.server.clientId, spotifyDelayMs: 0 },
  });
  app.server.forgetRequests();
  return { ...app, ...again };
}

export async function label(
  { call }: Pick<Connected, "call">,
  mood: number | null,
  songs: readonly string[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const target = { ids: songs.map((uri) => ids.get(uri) ?? 0) };
  await (mood === null
    ? call("labels.change", { kind: "clear", target })
    : call("labels.change", { kind: "set", target, mood }));
}

export async function idsByUri({ call }: Pick<Connected, "call">): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (let start = 0, total = 1; start < total; start += 1000) {
    const page = await call("tracks.query", { query: {}, start, limit: 1000 });
    total = page.total;
    for (const { id, uri } of page.rows) if (uri !== null) ids.set(uri, id);
  }
  return ids;
}

/** What the stand-in holds of a playlist. */
export function contentOf({ server }: Connected, name: string): (string | null)[] | undefined {
  const found = [...server.state.playlists.values()].find((playlist) => playlist.name === name);
  return found?.entries.map(({ uri }) => uri);
}

/** For comparing what is there, in whatever order. */
export function byName(uris: readonly (string | null | undefined)[]): string[] {
  return uris.map(String).toSorted((a, b) => (a < b ? -1 : 1));
}
