import { expect, test } from "vitest";
import { contentOf, idsByUri, label, restarted, sorted, type Sorted } from "./support.ts";

const WRITES = /^(POST|PUT|DELETE) /;

async function planAndApply({ call }: Sorted) {
  const plan = await call("moodPlaylists.plan", {});
  return call("moodPlaylists.apply", { plan: plan.id });
}

function nameOf({ moods }: Sorted, at: number): string {
  return `${moods[at]?.name ?? ""} · sorted by mood`;
}

test("five moods of 300 songs are written in 20 requests, and compared again in one, while snapshots lag behind", async () => {
  const app = await sorted(5, 300);
  app.server.state.rules.snapshotLagMs = 30_000;
  const plan = await app.call("moodPlaylists.plan", {});
  expect(app.asked()).toEqual([]);
  expect(plan.requests).toBe(20);

  const receipt = await app.call("moodPlaylists.apply", { plan: plan.id });
  expect(receipt).toMatchObject({ state: "applied", requests: 20 });
  const requests = app.asked();
  expect(requests).toHaveLength(20);
  expect(app.songs.map((_, at) => contentOf(app, nameOf(app, at)))).toEqual(app.songs);
  expect([...app.server.state.playlists.values()].map((playlist) => playlist.public)).toEqual(
    app.moods.map(() => false),
  );

  for (const lag of [true, false]) {
    if (!lag) app.server.state.clock.advance(60_000);
    const again = await app.call("moodPlaylists.plan", {});
    expect(again.playlists.map(({ action }) => action)).toEqual(app.moods.map(() => "nothing"));
    await app.call("moodPlaylists.apply", { plan: again.id });
    expect(app.asked()).toEqual(["GET /me/playlists"]);
  }
  expect(app.server.violations).toEqual([]);
  expect(app.logged).toEqual([]);
});

test("a connection that breaks after a write took effect is made up for, and nothing is there twice", async () => {
  const app = await sorted(2, 150);
  const { faults } = app.server;
  faults.add({ method: "POST", path: "/me/playlists", does: "breakAfter" });
  faults.add({ method: "POST", path: /items$/, does: "breakAfter", after: 1 });
  faults.add({ method: "POST", path: /items$/, does: "truncate", after: 2 });
  const receipt = await planAndApply(app);
  expect(receipt).toMatchObject({
    state: "applied",
    playlists: [{ state: "done" }, { state: "done" }],
  });
  expect(app.songs.map((_, at) => contentOf(app, nameOf(app, at)))).toEqual(app.songs);
  expect(app.server.state.playlists.size).toBe(2);
});

test("the quota ends in the middle; the same plan goes on where it stopped", async () => {
  const app = await sorted(2, 250);
  const plan = await app.call("moodPlaylists.plan", {});
  app.server.faults.add({
    method: "POST",
    path: /items$/,
    after: 4,
    times: Infinity,
    does: "answer",
    status: 429,
    retryAfter: 20_000,
    body: { error: { status: 429, message: "Quota", reason: "QUOTA_EXCEEDED" } },
  });
  const stopped = await app.call("moodPlaylists.apply", { plan: plan.id });
  expect(stopped).toMatchObject({
    state: "stopped",
    code: "quota_exceeded",
    playlists: [
      { state: "done", after: 250 },
      { state: "waiting", created: true, after: 100 },
    ],
  });
  const again = await app.call("moodPlaylists.apply", { plan: plan.id });
  expect(again).toMatchObject({ state: "stopped", code: "quota_exceeded" });

  app.server.faults.clear();
  const next = await restarted(app);
  const done = await next.call("moodPlaylists.apply", { plan: plan.id });
  expect(done).toMatchObject({ id: stopped.id, state: "applied", reason: null });
  expect(next.asked().filter((one) => WRITES.test(one))).toHaveLength(2);
  expect(app.songs.map((_, at) => contentOf(app, nameOf(app, at)))).toEqual(app.songs);
});

test("a foreign playlist of the same name is never touched, nor one that was not made by us", async () => {
  const app = await sorted(1, 5);
  const [track] = app.server.world.tracks(1);
  const foreign = app.server.phone.create(nameOf(app, 0), [track?.uri ?? ""]);
  const receipt = await planAndApply(app);
  await app.call("moodPlaylists.undo", { receipt: receipt.id });
  await planAndApply(app);
  const writes = app.asked().filter((one) => WRITES.test(one) && one.includes(foreign.id));
  expect(writes).toEqual([]);
  expect(foreign.entries.map(({ uri }) => uri)).toEqual([track?.uri]);
});

test("what the phone changed is kept, taken over or merged, and undone only where nothing is lost", async () => {
  const app = await sorted(1, 120);
  await planAndApply(app);
  app.asked();
  const [songs = []] = app.songs;
  const name = nameOf(app, 0);
  const mood = app.moods[0]?.id ?? 0;
  const id = [...app.server.state.playlists.keys()][0] ?? "";
  const [own] = app.server.world.tracks(1);
  const local = "spotify:local:Me:Demos:Take+One:120";
  app.server.phone.add(id, [own?.uri ?? "", local, null], 0);
  app.server.phone.removeAt(id, 4);
  app.server.phone.rename(id, "My own name");
  const edited = [own?.uri, local, null, songs[0], ...songs.slice(2)];

  const plan = await app.call("moodPlaylists.plan", {});
  expect(plan.playlists[0]).toMatchObject({
    action: "update",
    theirs: { removed: [{ uri: songs[1] }], moved: false },
  });
  expect(plan.playlists[0]?.theirs?.added.map(({ title }) => title)).toEqual([
    own?.name,
    "Take One",
    "A song that Spotify has no more",
  ]);
  await expect(app.call("moodPlaylists.apply", { plan: plan.id })).rejects.toMatchObject({
    code: "conflict",
  });
  await app.call("moodPlaylists.apply", { plan: plan.id, theirs: [{ mood, choice: "keep" }] });
  expect(app.asked().filter((one) => WRITES.test(one))).toEqual([]);

  const ids = await idsByUri(app);
  await label(app, null, songs.slice(100), ids);
  const next = await app.call("moodPlaylists.plan", {});
  const merged = await app.call("moodPlaylists.apply", {
    plan: next.id,
    theirs: [{ mood, choice: "merge" }],
  });
  expect(merged.state).toBe("applied");
  expect(contentOf(app, "My own name")).toEqual(edited.slice(0, 102));

  app.server.phone.add(id, [own?.uri ?? ""]);
  await expect(app.call("moodPlaylists.undo", { receipt: merged.id })).rejects.toMatchObject({
    code: "conflict",
  });
  app.server.phone.removeAt(id, 102);
  await app.call("moodPlaylists.undo", { receipt: merged.id });
  expect(contentOf(app, "My own name")).toEqual(edited);

  const last = await app.call("moodPlaylists.plan", {});
  await app.call("moodPlaylists.apply", { plan: last.id, theirs: [{ mood, choice: "ours" }] });
  expect(contentOf(app, "My own name")).toEqual([local, null, ...songs.slice(0, 100)]);
  expect(contentOf(app, name)).toBeUndefined();
  expect(app.server.violations).toEqual([]);
});
