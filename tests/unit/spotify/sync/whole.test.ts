import { expect, test } from "vitest";
import { startApp } from "../../../support/app.ts";
import { withSpotify } from "../../../support/spotify.ts";
import { asked, connected, NO_MARKS, places, rowsOf, uris } from "./support.ts";

test("a first sync brings Liked Songs and playlists in, with order, dates, ISRC and duration", async () => {
  const app = await connected();
  const { server, data, call } = app;
  const [one, two, three] = server.world.tracks(3);
  if (!one || !two || !three) throw new Error("There are no tracks.");
  server.world.liked(uris([two, one]));
  const playlist = server.world.playlist({ name: "Sunday Coffee", uris: uris([one, three, one]) });

  const report = await call("spotify.sync", {});

  expect(report).toEqual({
    added: 3,
    updated: 0,
    unchanged: 0,
    playlists: [
      {
        id: "liked",
        name: "Liked Songs",
        state: "synced",
        added: 2,
        removed: 0,
        reason: null,
        marks: NO_MARKS,
      },
      {
        id: playlist.id,
        name: "Sunday Coffee",
        state: "synced",
        added: 3,
        removed: 0,
        reason: null,
        marks: { ...NO_MARKS, twice: 1 },
      },
    ],
    requests: 3,
    stopped: null,
  });
  expect(places(data, "liked")).toEqual(uris([two, one]));
  expect(places(data, playlist.id)).toEqual(uris([one, three, one]));
  expect(asked(app)).toEqual([
    "/me/playlists 0",
    "/me/tracks 0",
    `/playlists/${playlist.id}/items 0`,
  ]);
  const { rows } = await call("tracks.query", { query: { text: two.name } });
  expect(rows.map(({ id: _, ...track }) => track)).toEqual([
    {
      title: two.name,
      artists: [...two.artists],
      album: two.album,
      releaseDate: two.releaseDate,
      durationMs: two.durationMs,
      isrc: two.isrc,
      uri: two.uri,
      previewUrl: null,
      hasAudio: false,
      addedAt: server.state.person.liked[0]?.addedAt,
      features: expect.objectContaining({ energy: null, tempo: null }) as unknown,
      mood: null,
      also: [],
    },
  ]);
  expect(await call("playlists.list", {})).toEqual([
    expect.objectContaining({ name: "Liked Songs", source: "spotify", count: 2 }),
    expect.objectContaining({ name: "Sunday Coffee", source: "spotify", count: 2 }),
  ]);
  expect(server.violations).toEqual([]);
  expect(app.logged).toEqual([]);
});

test("what is no song keeps its place and is marked, as are songs replaced or not available", async () => {
  const { server, data, call } = await connected();
  const song = server.world.track();
  const gone = server.world.track({ playable: false, restriction: "market" });
  const stand = server.world.track();
  const replaced = server.world.track({ relinkedTo: stand.uri });
  const playlist = server.world.playlist({
    name: "Odds and ends",
    uris: [
      null,
      song.uri,
      "spotify:episode:0123456789abcdefABCDEF",
      gone.uri,
      "spotify:local:Band:Tape:Demo:180",
      replaced.uri,
      null,
    ],
  });

  const report = await call("spotify.sync", {});

  expect(report.playlists[1]).toEqual({
    id: playlist.id,
    name: "Odds and ends",
    state: "synced",
    added: 7,
    removed: 0,
    reason: null,
    marks: { missing: 2, episodes: 1, local: 1, unavailable: 1, relinked: 1, twice: 0 },
  });
  const there = places(data, playlist.id);
  expect(there).toEqual([
    "missing",
    song.uri,
    expect.stringMatching(/^episode /),
    gone.uri,
    expect.stringMatching(/^local /),
    replaced.uri,
    "missing",
  ]);
  expect(
    rowsOf(
      data,
      "SELECT t.uri, s.origin, s.linked_uri, s.playable FROM spotify_tracks s JOIN tracks t ON t.id = s.track_id ORDER BY t.id",
    ),
  ).toEqual([
    { uri: song.uri, origin: 1, linked_uri: null, playable: expect.anything() as unknown },
    { uri: gone.uri, origin: 1, linked_uri: null, playable: 0 },
    { uri: replaced.uri, origin: 1, linked_uri: stand.uri, playable: expect.anything() as unknown },
  ]);
  const again = await call("spotify.sync", { full: true });
  expect({ ...again.playlists[1], playlists: undefined }).toEqual({
    ...report.playlists[1],
    added: 0,
  });
  expect(places(data, playlist.id)).toEqual(there);
});

test("playlists of others are listed with the reason; empty entries are left out and nothing is lost", async () => {
  const app = await connected();
  const { server, call } = app;
  const mine = server.world.playlist({ name: "Mine" });
  const shared = server.world.playlist({
    name: "Ours",
    ownerId: "someone",
    collaborative: true,
    collaborators: ["nina"],
  });
  const theirs = server.world.playlist({ name: "Theirs", ownerId: "someone" });
  const spotifys = server.world.user("spotify", { displayName: "Spotify" });
  const made = server.world.playlist({ name: "Daily Mix", ownerId: spotifys.id });
  server.world.liked(uris(server.world.tracks(7)));

  const list = await call("spotify.playlists", { refresh: true });

  const base = { chosen: true, ours: false, syncedAt: null, changed: true };
  expect(list).toEqual([
    {
      ...base,
      id: "liked",
      name: "Liked Songs",
      owner: null,
      count: 7,
      readable: true,
      reason: null,
    },
    {
      ...base,
      id: mine.id,
      name: "Mine",
      owner: "Nina Hofer",
      count: 0,
      readable: true,
      reason: null,
    },
    {
      ...base,
      id: shared.id,
      name: "Ours",
      owner: "Someone Else",
      count: 0,
      readable: true,
      reason: null,
    },
    {
      ...base,
      id: theirs.id,
      name: "Theirs",
      owner: "Someone Else",
      count: 0,
      readable: false,
      reason: expect.stringMatching(/^“Someone Else” owns it/) as string,
    },
    {
      ...base,
      id: made.id,
      name: "Daily Mix",
      owner: "Spotify",
      count: 0,
      readable: false,
      reason: expect.stringMatching(/^Spotify made it/) as string,
    },
  ]);
  expect(asked(app)).toEqual(["/me/playlists 0", "/me/tracks 0"]);
  const report = await call("spotify.sync", {});
  expect(report.playlists.map(({ name }) => name)).toEqual(["Liked Songs", "Mine", "Ours"]);

  // Spotify answers null for one of them: it is not gone.
  server.state.person.playlists = server.state.person.playlists.map((id) =>
    id === mine.id ? null : id,
  );
  const before = await call("spotify.playlists", {});
  expect(
    (await call("spotify.playlists", { refresh: true })).map(({ name }) => name).sort(),
  ).toEqual(before.map(({ name }) => name).sort());
  // Now it is.
  server.state.person.playlists = server.state.person.playlists.filter((id) => id !== null);
  const after = await call("spotify.playlists", { refresh: true });
  expect(after.map(({ name }) => name)).toEqual(["Liked Songs", "Ours", "Theirs", "Daily Mix"]);
  expect((await call("playlists.list", {})).map(({ name }) => name)).toEqual([
    "Liked Songs",
    "Ours",
  ]);
});

test("what the user chose stays, and a new playlist is chosen", async () => {
  const { server, call } = await connected();
  const one = server.world.playlist({ name: "One" });
  server.world.playlist({ name: "Two" });
  await call("spotify.playlists", { refresh: true });
  await call("spotify.choose", { ids: [one.id, "liked"], chosen: false });
  server.phone.create("Three");
  server.phone.rename(one.id, "One and a half");

  const list = await call("spotify.playlists", { refresh: true });
  expect(list.map(({ name, chosen }) => [name, chosen])).toEqual([
    ["Liked Songs", false],
    ["Three", true],
    ["One and a half", false],
    ["Two", true],
  ]);
  const report = await call("spotify.sync", {});
  expect(report.playlists.map(({ name }) => name)).toEqual(["Three", "Two"]);
});

test("playlists are named by id, URI, URL or name, whatever is chosen; a name that is none is told", async () => {
  const app = await connected();
  const { server, call } = app;
  const coffee = server.world.playlist({ name: "Sunday Coffee" });
  const rain = server.world.playlist({ name: "Rain" });
  const found = server.world.playlist({ name: "Not on my list", followed: false });
  const ids = async (...playlists: string[]) =>
    (await call("spotify.sync", { playlists })).playlists.map(({ id, state }) => [id, state]);

  expect(await ids(coffee.id)).toEqual([[coffee.id, "synced"]]);
  expect(asked(app)).toEqual([`/playlists/${coffee.id}`, `/playlists/${coffee.id}/items 0`]);
  expect(await ids(`spotify:playlist:${rain.id}`)).toEqual([[rain.id, "synced"]]);
  expect(await ids(`https://open.spotify.com/intl-de/playlist/${rain.id}?si=x`)).toEqual([
    [rain.id, "unchanged"],
  ]);
  expect(await ids("sunday coffee", "liked")).toEqual([
    ["liked", "synced"],
    [coffee.id, "unchanged"],
  ]);
  expect(await ids(found.id)).toEqual([[found.id, "synced"]]);
  // It is not on the list, and stays all the same.
  await call("spotify.playlists", { refresh: true });
  expect(await ids(found.id)).toEqual([[found.id, "unchanged"]]);
  expect(await ids("Rain", "Snow")).toEqual([
    ["Snow", "left"],
    [rain.id, "unchanged"],
  ]);
  await expect(call("spotify.sync", { playlists: ["Snow"] })).rejects.toMatchObject({
    code: "not_found",
    message: expect.stringContaining("“Snow”") as string,
  });
});

test("without a person, an old app's public playlists are synced by their address, and the user's own cannot be", async () => {
  const server = await withSpotify();
  server.state.app.old = true;
  const { call, data } = await startApp({ settings: { spotifyDelayMs: 0 } });
  const playlist = server.world.playlist({
    name: "In public",
    public: true,
    uris: uris(server.world.tracks(3)),
  });
  await call("spotify.useAppOnly", {
    clientId: server.clientId,
    clientSecret: server.clientSecret,
  });

  const report = await call("spotify.sync", {
    playlists: [`https://open.spotify.com/playlist/${playlist.id}`],
  });
  expect(report.playlists).toEqual([
    expect.objectContaining({ name: "In public", state: "synced", added: 3 }),
  ]);
  expect(places(data, playlist.id)).toHaveLength(3);
  await expect(call("spotify.sync", {})).rejects.toMatchObject({ code: "signed_out" });
});
