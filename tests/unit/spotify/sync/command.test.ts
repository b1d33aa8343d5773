import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import type { SpotifyServer } from "../../../servers/spotify/server.ts";
import { COMMAND_LINE, answer, undertone } from "../../cli/undertone.ts";
import { connected, places, rowsOf, uris } from "./support.ts";

/** A folder in which somebody has signed in, with no application on it. */
async function signedInFolder(): Promise<{ data: string; server: SpotifyServer }> {
  const { app, data, server } = await connected();
  await app.close();
  writeFileSync(
    join(data, "settings.json"),
    JSON.stringify({
      spotifyClientId: server.clientId,
      spotifyDelayMs: 0,
      retrainAutomatically: false,
    }),
  );
  server.forgetRequests();
  return { data, server };
}

test("the command line lists, chooses, tells the cost, syncs, and labels from playlists", async () => {
  const { data, server } = await signedInFolder();
  const chill = server.world.playlist({ name: "Chill", uris: uris(server.world.tracks(3)) });
  const rain = server.world.playlist({ name: "Rain", uris: uris(server.world.tracks(2)) });
  server.world.liked(uris(server.world.tracks(4)));

  expect(await answer(data, "sync", "--dry-run")).toMatchObject({ requests: 4, playlists: 3 });
  expect(await answer(data, "spotify", "leave", rain.id, "liked")).toEqual([
    expect.objectContaining({ id: "liked", chosen: false }),
    expect.objectContaining({ id: chill.id, chosen: true }),
    expect.objectContaining({ id: rain.id, chosen: false }),
  ]);
  const { stdout } = await undertone(["sync", "--data-dir", data]);
  expect(stdout).toBe(
    "3 songs added, 0 updated, 0 unchanged, in 2 requests.\n\nplaylist  added  removed  remarks\nChill         3        0\n",
  );
  expect(await answer(data, "sync", "--playlist", "rain")).toMatchObject({ added: 2 });
  expect(await answer(data, "seeds")).toEqual([
    expect.objectContaining({ name: "Chill", moodName: "chill", tracks: 3, unlabelled: 3 }),
  ]);
  const labelled = await undertone(["seeds", "--accept", "--data-dir", data]);
  expect(labelled.stdout).toBe(
    "3 tracks labelled from 1 playlists; `undertone undo` takes it back.\n",
  );
});

test("stopped by the quota it ends with 12, and goes on when the day is over", async () => {
  const { data, server } = await signedInFolder();
  server.world.grow({ liked: 200 });
  const quota = server.faults.add({
    path: "/me/tracks",
    fromOffset: 100,
    times: 1,
    does: "answer",
    status: 429,
    retryAfter: 3600,
    body: { error: { status: 429, message: "Quota exceeded", reason: "QUOTA_EXCEEDED" } },
  });
  const stopped = await undertone(["sync", "--data-dir", data]);
  expect({ code: stopped.code, hits: quota.hits() }).toEqual({ code: 12, hits: 1 });
  expect(stopped.stdout).toContain("100 songs added");
  expect(stopped.stdout).toMatch(/Go on .+ \d\d:\d\d: what is done stays done\.\n$/);
  expect(places(data, "liked")).toHaveLength(100);
});

test("killed in the middle, a sync has lost nothing that was fetched, and doubles nothing", async () => {
  const { data, server } = await signedInFolder();
  server.world.grow({ liked: 260 });
  server.faults.add({ path: "/me/tracks", fromOffset: 150, does: "delay", milliseconds: 20_000 });
  const child = spawn(process.execPath, [COMMAND_LINE, "sync", "--data-dir", data], {
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  const arrived = () => server.requests.some(({ query }) => query["offset"] === "150");
  while (!arrived() && child.exitCode === null) await wait(20);
  child.kill("SIGKILL");
  await ended;
  expect(rowsOf(data, "SELECT count(*) AS count FROM tracks")).toEqual([{ count: 0 }]);
  server.forgetRequests();

  expect(await answer(data, "sync")).toMatchObject({ added: 260, stopped: null });

  const offsets = server.requests
    .filter(({ path }) => path === "/me/tracks")
    .map(({ query }) => query["offset"]);
  expect(offsets).toEqual(["0", "150", "200", "250"]);
  expect(places(data, "liked")).toEqual(server.state.person.liked.map(({ uri }) => uri));
});
