import { expect, test } from "vitest";
import { asked, connected, places, rowsOf } from "./support.ts";

test("5,000 liked songs and 60 playlists of 100 cost as many requests as told before, and 3 when nothing changed", async () => {
  const app = await connected();
  const { server, call, data } = app;
  server.world.grow({ liked: 5000, playlists: 60, perPlaylist: 100 });
  await call("spotify.playlists", { refresh: true });
  asked(app);
  const before = await call("spotify.estimate", {});

  const cold = await call("spotify.sync", {});
  const coldRequests = asked(app).length;
  const warm = await call("spotify.sync", {});
  const warmRequests = asked(app).length;

  expect({
    told: before.requests,
    coldRequests,
    reported: cold.requests,
    warmRequests,
    stopped: [cold.stopped, warm.stopped],
    counts: [cold.added, cold.updated, cold.unchanged, warm.added],
    tracks: rowsOf(data, "SELECT count(*) AS count FROM tracks"),
    liked: places(data, "liked").length,
    left: cold.playlists.filter(({ state }) => state !== "synced"),
  }).toEqual({
    told: 222,
    coldRequests: 222,
    reported: 222,
    warmRequests: 3,
    stopped: [null, null],
    counts: [11_000, 0, 0, 0],
    tracks: [{ count: 11_000 }],
    liked: 5000,
    left: [],
  });
});

test("an estimate lists first where nothing was listed yet, and tells where the day's requests will not do", async () => {
  const app = await connected({ spotifyDailyRequests: 10 });
  app.server.world.grow({ liked: 500, playlists: 2, perPlaylist: 60 });
  expect(await app.call("spotify.estimate", {})).toEqual({
    requests: 1 + 10 + 2 * 2,
    playlists: 3,
    unchanged: 0,
    quota: { used: expect.any(Number) as number, limit: 10, blockedUntil: null },
    enough: false,
  });
  expect(asked(app)).toEqual(["/me/playlists 0", "/me/tracks 0"]);
  await app.call("settings.set", { spotifyDailyRequests: 600 });
  await app.call("spotify.choose", { ids: ["liked"], chosen: false });
  expect(await app.call("spotify.estimate", {})).toMatchObject({ requests: 5, enough: true });
  await app.call("spotify.sync", {});
  expect(await app.call("spotify.estimate", {})).toMatchObject({
    requests: 1,
    playlists: 0,
    unchanged: 2,
  });
  expect(await app.call("spotify.estimate", { full: true })).toMatchObject({
    requests: 5,
    playlists: 2,
  });
});
