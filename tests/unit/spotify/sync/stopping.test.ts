import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startApp } from "../../../support/app.ts";
import { asked, connected, held, places, rowsOf, uris, type Connected } from "./support.ts";

async function liked(count: number, perDay: number | null = null): Promise<Connected> {
  const app = await connected();
  app.server.world.grow({ liked: count });
  app.server.state.rules.dailyRequests = perDay;
  return app;
}

const all = (app: Connected) => app.server.state.person.liked.map(({ uri }) => uri);

test("the quota stops a sync: what came in by then shows, and the next one goes on from there", async () => {
  const app = await liked(300, 5);
  const { server, call, data } = app;
  const playlist = server.world.playlist({ name: "Behind it", uris: uris(server.world.tracks(2)) });

  const first = await call("spotify.sync", {});

  expect(first.stopped).toEqual({
    reason: "quota",
    message: expect.any(String) as string,
    until: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
  });
  expect(first).toMatchObject({ added: 150 });
  expect(first.playlists).toEqual([
    expect.objectContaining({ id: "liked", state: "left", added: 150 }),
  ]);
  expect(places(data, "liked")).toEqual(all(app).slice(0, 150));
  const blocked = await call("spotify.sync", {});
  expect(blocked).toMatchObject({ added: 0, playlists: [], stopped: { reason: "quota" } });
  // A new client ID, or the next day.
  const fresh = await resumed(app);
  const second = await fresh.call("spotify.sync", {});
  expect(asked(fresh)).toEqual([
    "/me/playlists 0",
    "/me/tracks 0",
    "/me/tracks 150",
    "/me/tracks 200",
    "/me/tracks 250",
    `/playlists/${playlist.id}/items 0`,
  ]);
  expect(second).toMatchObject({ added: 152, stopped: null });
  expect(places(data, "liked")).toEqual(all(app));
});

/** The day is over: the application's own count is set back, and Spotify's. */
async function resumed(app: Connected): Promise<Connected> {
  app.server.state.rules.dailyRequests = null;
  await app.call("settings.set", { spotifyDailyRequests: 100_000 });
  return restarted(app, true);
}

async function restarted(app: Connected, forget = false): Promise<Connected> {
  await app.app.close();
  if (forget) rmSync(join(app.data, "spotify-requests.json"), { force: true });
  const again = await startApp({
    data: app.data,
    settings: { spotifyClientId: app.server.clientId, spotifyDelayMs: 0 },
  });
  app.server.forgetRequests();
  return { ...again, server: app.server };
}

test("a cancelled sync keeps its pages; songs liked meanwhile go on top", async () => {
  const app = await liked(260);
  const { server, call, data } = app;
  const abort = new AbortController();
  const running = call("spotify.sync", {}, { signal: abort.signal });
  await held(app, "150").then(() => abort.abort());
  await expect(running).rejects.toMatchObject({ code: "cancelled" });
  expect(rowsOf(data, "SELECT count(*) AS pages FROM spotify_pages")).not.toEqual([{ pages: 0 }]);
  const song = server.world.track();
  server.phone.like(song.uri);
  asked(app);

  const report = await call("spotify.sync", {});

  const paths = asked(app);
  expect(paths.slice(0, 2)).toEqual(["/me/playlists 0", "/me/tracks 0"]);
  expect(paths.length).toBeLessThan(7);
  expect(report).toMatchObject({ added: 261, stopped: null });
  expect(places(data, "liked")).toEqual(all(app));
});

test("a song taken out meanwhile makes a resumed sync start anew", async () => {
  const app = await liked(260);
  await app.call("spotify.sync", { maxTracks: 100 });
  app.server.phone.unlike(all(app)[30] ?? "");
  const report = await app.call("spotify.sync", {});
  expect(report).toMatchObject({ stopped: null });
  expect(places(app.data, "liked")).toEqual(all(app));
});

test("so many songs at a time: each sync brings the next ones", async () => {
  const app = await liked(120);
  const { server, call, data } = app;
  const playlist = server.world.playlist({ uris: uris(server.world.tracks(10)) });
  const counts: number[] = [];
  const reasons: (string | undefined)[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const { added, stopped } = await call("spotify.sync", { maxTracks: 40 });
    counts.push(added);
    reasons.push(stopped?.reason);
  }
  expect({ counts, reasons }).toEqual({
    counts: [40, 40, 40, 10],
    reasons: ["limit", "limit", "limit", undefined],
  });
  expect(places(data, "liked")).toEqual(all(app));
  expect(places(data, playlist.id)).toHaveLength(10);
});

test("the setting for the most tracks holds where the call says nothing", async () => {
  const app = await liked(120);
  await app.call("settings.set", { maxTracks: 60 });
  expect(await app.call("spotify.sync", {})).toMatchObject({
    added: 60,
    stopped: { reason: "limit", until: null },
  });
});

test("offline is a stop, not a failure; after it the sync goes on", async () => {
  const app = await liked(200);
  const { server, call, data } = app;
  const fault = server.faults.add({
    path: "/me/tracks",
    fromOffset: 100,
    times: Infinity,
    does: "breakBefore",
  });
  const report = await call("spotify.sync", {});
  expect(report).toMatchObject({ added: 100, stopped: { reason: "offline", until: null } });
  fault.remove();
  expect(await call("spotify.sync", {})).toMatchObject({ added: 100, stopped: null });
  expect(places(data, "liked")).toEqual(all(app));
});

test("only one sync at a time", async () => {
  const app = await liked(60);
  const first = app.call("spotify.sync", {});
  await expect(app.call("spotify.sync", {})).rejects.toMatchObject({ code: "conflict" });
  expect(await first).toMatchObject({ added: 60 });
});

test("progress tells the playlist, and how far it is", async () => {
  const app = await liked(1200);
  const told: string[] = [];
  await app.call(
    "spotify.sync",
    {},
    { report: ({ stage, note }) => told.push(`${stage}: ${note}`) },
  );
  expect(told).toContain("Liked Songs: 1,200 of 1,200");
  expect(await app.call("jobs.list", {})).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        kind: "sync",
        state: "done",
        outcome: "1200 songs added, 1 playlist brought up to date.",
      }),
    ]),
  );
});
