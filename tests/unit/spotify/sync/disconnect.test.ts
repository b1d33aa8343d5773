import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { signedIn } from "../../../support/spotify.ts";
import { write } from "./files.ts";
import { connected, held, places, rowsOf, uris, type Connected } from "./support.ts";

/** Two songs of Spotify's alone, labelled by hand and from a playlist; one that a file told too. */
async function synced(): Promise<Connected & { readonly ids: ReadonlyMap<string, number> }> {
  const app = await connected();
  const { server, data, call } = app;
  const mine = server.world.track({ name: "Xylophone Morning", album: "Quokka" });
  const theirs = server.world.track({ name: "Zeppelin Evening" });
  const both = server.world.track({ name: "Both Know It", album: "Filed", isrc: "ATUND9999999" });
  server.world.liked(uris([mine, both]));
  server.world.playlist({ name: "Chill", uris: uris([theirs, both]) });
  const file = write(data, "mine.csv", [
    "title,artists,album,energy",
    `Both Know It,${both.artists.join(";")},Filed,0.5`,
    "File Alone,Nobody,Own,0.1",
  ]);
  await call("importing.run", { file, options: {} });
  await call("spotify.sync", {});
  const rows = rowsOf(data, "SELECT id, title FROM tracks") as { id: number; title: string }[];
  const ids = new Map(rows.map(({ id, title }) => [title, id]));
  const label = (title: string) =>
    call("labels.change", { kind: "set", target: { ids: [ids.get(title) ?? 0] }, mood: 2 });
  await label("Xylophone Morning");
  await label("File Alone");
  await call("seeds.accept", {
    pairs: (await call("seeds.propose", {})).map(({ playlist, mood }) => ({ playlist, mood })),
  });
  return { ...app, ids };
}

test("disconnecting alone keeps what is in the library", async () => {
  const { call } = await synced();
  const report = await call("spotify.disconnect", { deleteData: false });
  expect(report).toEqual({ tracks: 0, playlists: 0, labelsKept: 0 });
  expect((await call("tracks.query", { query: {} })).total).toBe(4);
  expect(await call("spotify.status", {})).toMatchObject({ state: "signed_out", account: null });
});

test("deleting takes all that came from Spotify, and what it told of a file's own tracks", async () => {
  const { call, data, logged } = await synced();
  await call("training.run", {});

  const report = await call("spotify.disconnect", { deleteData: true, keepLabels: true });

  expect(report).toEqual({ tracks: 2, playlists: 2, labelsKept: 1 });
  const { rows } = await call("tracks.query", { query: { sort: "title" } });
  expect(
    rows.map(({ title, uri, isrc, durationMs, album, mood }) => ({
      title,
      uri,
      isrc,
      durationMs,
      album,
      by: mood?.by,
    })),
  ).toEqual([
    {
      title: "Both Know It",
      uri: null,
      isrc: null,
      durationMs: null,
      album: "Filed",
      by: "playlist",
    },
    { title: "File Alone", uri: null, isrc: null, durationMs: null, album: "Own", by: "user" },
  ]);
  expect(await call("playlists.list", {})).toEqual([]);
  expect(await call("spotify.playlists", {})).toEqual([]);
  const left = [
    "spotify_playlists",
    "spotify_pages",
    "spotify_tracks",
    "playlist_gaps",
    "mood_playlist_plans",
  ];
  for (const table of left) {
    expect([table, rowsOf(data, `SELECT count(*) AS rows FROM ${table}`)]).toEqual([
      table,
      [{ rows: 0 }],
    ]);
  }
  expect(rowsOf(data, "SELECT name FROM albums ORDER BY name")).toEqual([
    { name: "Filed" },
    { name: "Own" },
  ]);
  expect((await call("tracks.query", { query: { text: "xylophone" } })).total).toBe(0);
  // The file itself does not hold the words any more, nor a URI beside the hash.
  const bytes = ["library.db", "library.db-wal"]
    .map((name) => readFileSync(join(data, name), "latin1"))
    .join("");
  for (const word of ["Xylophone", "Quokka", "Zeppelin", "zeppelin", "spotify:track"]) {
    expect([word, bytes.includes(word)]).toEqual([word, false]);
  }
  expect(logged).toEqual([]);
});

test("labels that were kept come back with their tracks, by a sync or by a file", async () => {
  const app = await synced();
  const { call, data, server } = app;
  const other = "Zeppelin Evening";
  await call("labels.change", { kind: "set", target: { ids: [app.ids.get(other) ?? 0] }, mood: 3 });
  const report = await call("spotify.disconnect", { deleteData: true });
  expect(report).toMatchObject({ tracks: 2, labelsKept: 2 });
  const stored = JSON.stringify(rowsOf(data, "SELECT * FROM kept_labels"));
  expect(stored).not.toContain("spotify");
  const uriOf = (name: string) =>
    [...server.state.tracks.values()].find((track) => track.name === name)?.uri;

  const file = write(data, "again.csv", ["title,artists,uri", `${other},Somebody,${uriOf(other)}`]);
  await call("importing.run", { file, options: {} });
  await signedIn(app, server);
  await call("spotify.sync", {});

  const { rows } = await call("tracks.query", { query: { by: "labelled", sort: "title" } });
  expect(rows.map(({ title, mood }) => [title, mood?.id, mood?.by])).toEqual([
    ["Both Know It", 1, "playlist"],
    ["File Alone", 2, "user"],
    ["Xylophone Morning", 2, "user"],
    [other, 3, "user"],
  ]);
  expect(rowsOf(data, "SELECT count(*) AS rows FROM kept_labels")).toEqual([{ rows: 0 }]);
});

test("without keeping labels nothing of them is left, and the history holds no deleted track", async () => {
  const { call, data, ids } = await synced();
  const gone = new Set([...ids].flatMap(([title, id]) => (title.endsWith("ing") ? [id] : [])));
  const report = await call("spotify.disconnect", { deleteData: true, keepLabels: false });
  expect(report).toEqual({ tracks: 2, playlists: 2, labelsKept: 0 });
  expect(rowsOf(data, "SELECT count(*) AS rows FROM kept_labels")).toEqual([{ rows: 0 }]);
  const changes = rowsOf(data, "SELECT track_id FROM decision_changes") as { track_id: number }[];
  expect(changes.filter(({ track_id }) => gone.has(track_id))).toEqual([]);
  const { decisions } = await call("labels.history", {});
  expect(decisions.map(({ what, tracks }) => [what, tracks])).toEqual([
    ["Labelled 2 tracks from a playlist", 1],
    ["Set 1 track to hype", 1],
  ]);
  expect(await call("labels.undo", {})).toMatchObject({ changed: 1 });
});

test("a running sync ends before its data are deleted", async () => {
  const app = await connected();
  app.server.world.grow({ liked: 300 });
  const running = app.call("spotify.sync", {});
  const ended = running.catch((error: unknown) => error);
  await held(app, "100");
  await app.call("spotify.disconnect", { deleteData: true });
  expect(await ended).toMatchObject({ code: "cancelled" });
  expect(places(app.data, "liked")).toEqual([]);
  expect((await app.call("tracks.query", { query: {} })).total).toBe(0);
});

test("a file that tells a song of Spotify's makes it its own: it stays", async () => {
  const { call, data, ids } = await synced();
  const uri = rowsOf(data, "SELECT uri FROM tracks WHERE id = @id", {
    id: ids.get("Zeppelin Evening"),
  }) as { uri: string }[];
  const file = write(data, "own.csv", [
    "title,artists,uri,duration_ms",
    `Zeppelin Evening,Me,${uri[0]?.uri},200000`,
  ]);
  await call("importing.run", { file, options: {} });
  const report = await call("spotify.disconnect", { deleteData: true });
  expect(report.tracks).toBe(1);
  const { rows } = await call("tracks.query", { query: { text: "zeppelin" } });
  expect(rows[0]).toMatchObject({
    artists: ["Me"],
    uri: uri[0]?.uri,
    durationMs: 200_000,
    isrc: null,
    album: null,
  });
});
