import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { expect, test } from "vitest";
import { asked, connected, places, rowsOf, uris, type Connected } from "./support.ts";

test("with nothing changed, a sync asks for the lists and the newest liked songs alone", async () => {
  const app = await connected();
  const { server, call } = app;
  server.world.grow({ liked: 120, playlists: 60, perPlaylist: 3 });
  await call("spotify.sync", {});
  asked(app);

  const report = await call("spotify.sync", {});

  expect(asked(app)).toEqual(["/me/playlists 0", "/me/playlists 50", "/me/tracks 0"]);
  expect({ ...report, playlists: new Set(report.playlists.map(({ state }) => state)) }).toEqual({
    added: 0,
    updated: 0,
    unchanged: 0,
    playlists: new Set(["unchanged"]),
    requests: 3,
    stopped: null,
  });
  expect(report.playlists).toHaveLength(61);
});

test("only the playlist that changed is asked for; what left it stays in the library with its label", async () => {
  const app = await connected();
  const { server, data, call } = app;
  const [one, two, three] = server.world.tracks(3);
  if (!one || !two || !three) throw new Error("There are no tracks.");
  const changing = server.world.playlist({ name: "Changing", uris: uris([one, two]) });
  server.world.playlist({ name: "Same", uris: uris([one]) });
  await call("spotify.sync", {});
  const { rows } = await call("tracks.query", { query: { text: one.name } });
  await call("labels.change", { kind: "set", target: { ids: [rows[0]?.id ?? 0] }, mood: 1 });
  await call("tracks.setFeature", { id: rows[0]?.id ?? 0, field: "energy", value: 0.25 });
  server.phone.removeAt(changing.id, 0);
  server.phone.add(changing.id, [three.uri], 0);
  server.phone.rename(changing.id, "Changed");
  asked(app);

  const report = await call("spotify.sync", {});

  expect(asked(app)).toEqual([
    "/me/playlists 0",
    "/me/tracks 0",
    `/playlists/${changing.id}/items 0`,
  ]);
  expect(report).toMatchObject({ added: 1, updated: 0, unchanged: 1 });
  expect(
    report.playlists.map(({ name, state, added, removed }) => [name, state, added, removed]),
  ).toEqual([
    ["Liked Songs", "unchanged", 0, 0],
    ["Changed", "synced", 1, 1],
    ["Same", "unchanged", 0, 0],
  ]);
  expect(places(data, changing.id)).toEqual(uris([three, two]));
  const { track } = await call("tracks.get", { id: rows[0]?.id ?? 0 });
  expect({ mood: track.mood?.id, energy: track.features.energy }).toEqual({
    mood: 1,
    energy: 0.25,
  });
});

test("a rename alone keeps the content, and the library takes the name over", async () => {
  const { server, call } = await connected();
  const playlist = server.world.playlist({ name: "Before", uris: uris(server.world.tracks(2)) });
  await call("spotify.sync", {});
  server.phone.rename(playlist.id, "After");
  const report = await call("spotify.sync", {});
  expect(report.playlists[1]).toMatchObject({ name: "After", added: 0, removed: 0 });
  expect((await call("playlists.list", {})).map(({ name }) => name)).toContain("After");
});

/** Liked Songs of so many, synced whole. */
async function likedOf(count: number): Promise<Connected & { readonly liked: string[] }> {
  const app = await connected();
  app.server.world.grow({ liked: count });
  await app.call("spotify.sync", {});
  asked(app);
  return { ...app, liked: app.server.state.person.liked.map(({ uri }) => uri) };
}

test("new liked songs cost the newest page, and come first", async () => {
  const app = await likedOf(130);
  const [one, two] = app.server.world.tracks(2);
  app.server.phone.like(one?.uri ?? "");
  app.server.phone.like(two?.uri ?? "");
  const report = await app.call("spotify.sync", {});
  expect(asked(app)).toEqual(["/me/playlists 0", "/me/tracks 0", "/me/tracks 50"]);
  expect(report.playlists[0]).toMatchObject({ added: 2, removed: 0 });
  expect(places(app.data, "liked")).toEqual([two?.uri, one?.uri, ...app.liked]);
});

test("a song taken out further down is found by the total, as far down as it was", async () => {
  const app = await likedOf(230);
  app.server.phone.unlike(app.liked[120] ?? "");
  const report = await app.call("spotify.sync", {});
  expect(asked(app)).toEqual([
    "/me/playlists 0",
    "/me/tracks 0",
    "/me/tracks 50",
    "/me/tracks 100",
  ]);
  expect(report.playlists[0]).toMatchObject({ added: 0, removed: 1 });
  expect(places(app.data, "liked")).toEqual(app.liked.filter((_, at) => at !== 120));
});

test("one liked and another taken out leave the total; it is found all the same", async () => {
  const app = await likedOf(130);
  const song = app.server.world.track();
  app.server.phone.unlike(app.liked[129] ?? "");
  app.server.phone.like(song.uri);
  const report = await app.call("spotify.sync", {});
  expect(report.playlists[0]).toMatchObject({ added: 1, removed: 1 });
  expect(places(app.data, "liked")).toEqual([song.uri, ...app.liked.slice(0, 129)]);
});

test("a song taken out and liked again moves to the top, and is there once", async () => {
  const app = await likedOf(130);
  const again = app.liked[100] ?? "";
  app.server.phone.unlike(again);
  app.server.phone.like(again);
  const report = await app.call("spotify.sync", {});
  expect(asked(app)).toEqual(["/me/playlists 0", "/me/tracks 0", "/me/tracks 50"]);
  expect(report.playlists[0]).toMatchObject({ added: 0, removed: 0, marks: { twice: 0 } });
  expect(places(app.data, "liked")).toEqual([again, ...app.liked.filter((uri) => uri !== again)]);
});

test("all liked songs gone leave an empty list and keep the tracks", async () => {
  const app = await likedOf(60);
  app.server.state.person.liked = [];
  const report = await app.call("spotify.sync", {});
  expect(report.playlists[0]).toMatchObject({ state: "synced", added: 0, removed: 60 });
  expect(places(app.data, "liked")).toEqual([]);
  expect((await app.call("tracks.query", { query: {} })).total).toBe(60);
});

test("after seven days, and with full, all of Liked Songs is asked for", async () => {
  const app = await likedOf(120);
  const fullPass = ["/me/playlists 0", "/me/tracks 0", "/me/tracks 50", "/me/tracks 100"];
  await app.call("spotify.sync", { full: true });
  expect(asked(app)).toEqual(fullPass);
  await app.call("spotify.sync", {});
  expect(asked(app)).toEqual(["/me/playlists 0", "/me/tracks 0"]);
  const eightDaysAgo = new Date(Date.now() - 8 * 86_400_000).toISOString();
  const db = new SqliteDatabase(join(app.data, "library.db"));
  db.prepare("UPDATE spotify_playlists SET full_at = ?").run(eightDaysAgo);
  db.close();
  const report = await app.call("spotify.sync", {});
  expect(asked(app)).toEqual(fullPass);
  expect(report.playlists[0]).toMatchObject({ added: 0, removed: 0 });
  expect(places(app.data, "liked")).toEqual(app.liked);
  expect(rowsOf(app.data, "SELECT count(*) AS pages FROM spotify_pages")).toEqual([{ pages: 0 }]);
});
