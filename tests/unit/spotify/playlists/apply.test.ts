import { expect, test } from "vitest";
import { track } from "../../library/support.ts";
import { numbered, startPlaylists, uri, uris, type Playlists } from "./start.ts";

/** Chill is songs 1 to `count`, in Spotify already. */
async function written(count: number): Promise<Playlists & { id: string; chill: number }> {
  const app = await startPlaylists(numbered(count + 40));
  await app.label("chill", range(1, count));
  const chill = app.moods.get("chill") ?? 0;
  const plan = await app.call("moodPlaylists.plan", { moods: [chill] });
  await app.call("moodPlaylists.apply", { plan: plan.id });
  const id = [...app.remote.playlists.keys()][0] ?? "";
  app.remote.requests.length = 0;
  return { ...app, id, chill };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

test("a playlist is made private, filled by the hundred, and known from then on", async () => {
  const app = await startPlaylists(numbered(250));
  await app.label("chill", range(1, 250));
  const chill = app.moods.get("chill") ?? 0;
  const plan = await app.call("moodPlaylists.plan", { moods: [chill] });
  expect(app.remote.requests).toEqual([]);
  expect(plan).toMatchObject({
    requests: 4,
    playlists: [{ action: "create", name: "chill · sorted by mood", total: 250, externalId: null }],
  });

  const receipt = await app.call("moodPlaylists.apply", { plan: plan.id });
  expect(app.remote.requests).toEqual(["create", "add", "add", "add"]);
  expect(receipt).toMatchObject({
    state: "applied",
    requests: 4,
    playlists: [{ state: "done", created: true, added: 250, before: 0, after: 250 }],
  });
  const [made] = app.remote.playlists.values();
  expect(made).toMatchObject({ public: false, items: uris(1, 250) });

  app.remote.requests.length = 0;
  const again = await app.restart().call("moodPlaylists.plan", { moods: [chill] });
  expect(again).toMatchObject({ requests: 0, playlists: [{ action: "nothing" }] });
  await app.call("moodPlaylists.apply", { plan: again.id });
  expect(app.remote.requests).toEqual(["list"]);
});

test("a plan tells what is added, removed and moved, and its apply does just that", async () => {
  const app = await written(100);
  await app.label("chill", [...range(3, 100), 120]);
  const plan = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  expect(plan.playlists[0]).toMatchObject({
    action: "update",
    added: [{ uri: uri(120), title: "Song 120", artists: ["Artist 120"] }],
    removed: [{ uri: uri(1) }, { uri: uri(2) }],
    moved: 0,
    theirs: null,
    total: 99,
    requests: 6,
  });
  const receipt = await app.call("moodPlaylists.apply", { plan: plan.id });
  expect(receipt).toMatchObject({
    state: "applied",
    requests: 6,
    playlists: [{ state: "done", added: 1, removed: 2, moved: 0, before: 100, after: 99 }],
  });
  expect(app.remote.requests).toEqual([
    "list",
    "items",
    "items",
    "remove",
    "add",
    "items",
    "items",
  ]);
  expect(app.remote.require(app.id).items).toEqual([...uris(3, 100), uri(120)]);
});

test("a rename at Spotify is looked into once, and is no change", async () => {
  const app = await written(10);
  app.remote.require(app.id).name = "My own name";
  app.remote.edit(app.id, (items) => items);
  await app.call("moodPlaylists.plan", { moods: [app.chill] });
  const plan = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  expect(plan.playlists[0]).toMatchObject({ action: "nothing", theirs: null });
  expect(app.remote.requests).toEqual(["list", "items", "list"]);
  expect(app.remote.require(app.id).name).toBe("My own name");
});

test("a snapshot that lags behind our own write is no change", async () => {
  const app = await written(10);
  // The one from before the last request of ours.
  app.remote.require(app.id).snapshot -= 1;
  const plan = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  expect(plan.playlists[0]).toMatchObject({ action: "nothing" });
  expect(app.remote.requests).toEqual(["list"]);
});

test("edits by hand are told, and wait for a choice before anything is written", async () => {
  const app = await written(10);
  app.remote.edit(app.id, (items) => ["spotify:track:own", ...items.slice(1)]);
  await app.label("chill", range(1, 11));
  const plan = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  expect(plan.playlists[0]).toMatchObject({
    action: "update",
    theirs: {
      added: [
        {
          uri: "spotify:track:own",
          track: null,
          title: "Title of spotify:track:own",
          artists: ["Somebody"],
        },
      ],
      removed: [{ uri: uri(1), title: "Song 1" }],
      moved: false,
    },
    added: [{ uri: uri(11) }],
    removed: [],
    left: [{ title: "Song 1", reason: "You took it out of the playlist on Spotify." }],
    total: 11,
  });
  await expect(app.call("moodPlaylists.apply", { plan: plan.id })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("“chill”") as string,
  });
  expect(app.remote.writes).toEqual([]);
  expect(await app.call("moodPlaylists.receipts", {})).toHaveLength(1);
});

test("a merge keeps what they added and leaves out what they took out, in later plans too", async () => {
  const app = await written(10);
  app.remote.edit(app.id, (items) => ["spotify:track:own", ...items.slice(1)]);
  await app.label("chill", range(1, 11));
  const first = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  await app.call("moodPlaylists.apply", {
    plan: first.id,
    theirs: [{ mood: app.chill, choice: "merge" }],
  });
  expect(app.remote.require(app.id).items).toEqual(["spotify:track:own", ...uris(2, 11)]);

  await app.label("chill", range(1, 12));
  const second = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  expect(second.playlists[0]).toMatchObject({ theirs: null, added: [{ uri: uri(12) }] });
  await app.call("moodPlaylists.apply", { plan: second.id });
  expect(app.remote.require(app.id).items).toEqual(["spotify:track:own", ...uris(2, 12)]);
});

test("a merge that changes nothing takes no request, and is not asked about again", async () => {
  const app = await written(10);
  app.remote.edit(app.id, (items) => [...items, "spotify:track:own"]);
  const plan = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  expect(plan).toMatchObject({ requests: 0, playlists: [{ action: "update", added: [] }] });
  app.remote.requests.length = 0;
  const choice = "merge";
  await app.call("moodPlaylists.apply", { plan: plan.id, theirs: [{ mood: app.chill, choice }] });
  const next = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  expect(next.playlists[0]).toMatchObject({ action: "nothing", theirs: null, total: 11 });
  expect(app.remote.requests).toEqual(["list"]);
});

test("keep leaves all as it is; ours makes it as the rules say, but for local files", async () => {
  const app = await written(3);
  const theirs = ["spotify:track:own", uri(2), "spotify:local:a:b:c:9"];
  app.remote.edit(app.id, () => theirs);
  const plan = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  const kept = await app.call("moodPlaylists.apply", {
    plan: plan.id,
    theirs: [{ mood: app.chill, choice: "keep" }],
  });
  expect(kept).toMatchObject({ state: "applied", requests: 0, playlists: [{ state: "kept" }] });
  expect(app.remote.require(app.id).items).toEqual(theirs);

  const again = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  await app.call("moodPlaylists.apply", {
    plan: again.id,
    theirs: [{ mood: app.chill, choice: "ours" }],
  });
  expect(app.remote.require(app.id).items).toEqual([
    ...uris(1, 2),
    "spotify:local:a:b:c:9",
    uri(3),
  ]);
});

test("what was changed after the plan is not written over", async () => {
  const app = await written(10);
  await app.label("chill", range(1, 12));
  const plan = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  app.remote.edit(app.id, (items) => [...items, "spotify:track:own"]);
  const receipt = await app.call("moodPlaylists.apply", { plan: plan.id });
  expect(receipt).toMatchObject({
    state: "applied",
    reason: "1 of 1 could not be written; each says why.",
    playlists: [
      { state: "failed", reason: expect.stringContaining("after the plan was made") as string },
    ],
  });
  expect(app.remote.writes).toEqual([]);
});

test("one that was deleted is missing, and made anew only where that is asked for", async () => {
  const app = await written(3);
  app.remote.require(app.id).listed = false;
  const plan = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  expect(plan).toMatchObject({
    requests: 0,
    playlists: [{ action: "missing", reason: expect.stringContaining("not among") as string }],
  });
  await app.call("moodPlaylists.apply", { plan: plan.id });
  expect(app.remote.writes).toEqual([]);

  const anew = await app.call("moodPlaylists.plan", { moods: [app.chill], recreate: true });
  expect(anew.playlists[0]).toMatchObject({ action: "create", total: 3 });
  await app.call("moodPlaylists.apply", { plan: anew.id });
  const [old, made] = [...app.remote.playlists.values()];
  expect([old?.items, made?.items]).toEqual([uris(1, 3), uris(1, 3)]);
  const list = await app.call("moodPlaylists.list", {});
  expect(list.find(({ mood }) => mood === app.chill)).toMatchObject({
    externalId: made?.id,
    writtenCount: 3,
  });
});

test("a change of one rule leaves the others as they were", async () => {
  const app = await startPlaylists(numbered(3));
  const mood = app.moods.get("chill") ?? 0;
  await app.call("moodPlaylists.update", { mood, rules: { minConfidence: 0.9, artistGap: 2 } });
  const after = await app.call("moodPlaylists.update", {
    mood,
    chosen: true,
    name: "Quiet",
    rules: { order: "bpm" },
  });
  expect(after).toMatchObject({
    chosen: true,
    name: "Quiet",
    rules: { minConfidence: 0.9, artistGap: 2, order: "bpm" },
  });
});

test("our own new name and description go to Spotify in one request", async () => {
  const app = await written(3);
  await app.call("moodPlaylists.update", { mood: app.chill, name: "Quiet", description: "Mine" });
  const plan = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  expect(plan).toMatchObject({ requests: 1, playlists: [{ action: "update", described: true }] });
  await app.call("moodPlaylists.apply", { plan: plan.id });
  expect(app.remote.requests).toEqual(["list", "describe"]);
  expect(app.remote.require(app.id)).toMatchObject({ name: "Quiet", description: "Mine" });
});

test("a plan is carried out once, and not after a later one", async () => {
  const app = await written(3);
  await app.label("chill", range(1, 4));
  const early = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  const late = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  await app.call("moodPlaylists.apply", { plan: late.id });
  for (const { id } of [late, early]) {
    await expect(app.call("moodPlaylists.apply", { plan: id })).rejects.toMatchObject({
      code: "conflict",
    });
  }
  await expect(app.call("moodPlaylists.apply", { plan: 999 })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("one recording is written once, whichever of its albums is in the mood", async () => {
  const told = (number: number, about: Partial<Parameters<typeof track>[0]>) =>
    track({ title: "Tide", artists: ["Moss"], uri: uri(number), album: `${number}`, ...about });
  const app = await startPlaylists([
    told(1, { title: "One", isrc: "GBAYE0601498" }),
    told(2, { title: "Other", isrc: "gbaye0601498" }),
    told(3, { durationMs: 180_400 }),
    told(4, { durationMs: 179_900 }),
    told(5, { durationMs: 200_000 }),
    told(6, {}),
    track({ title: "No address" }),
  ]);
  await app.label("chill", range(1, 6));
  const mood = app.moods.get("chill") ?? 0;
  const list = (await app.call("moodPlaylists.list", {})).find((one) => one.mood === mood);
  expect(list?.matching).toBe(4);
  const plan = await app.call("moodPlaylists.plan", { moods: [mood] });
  expect(plan.playlists[0]).toMatchObject({ total: 4, leftCount: 2 });
  expect(plan.playlists[0]?.added.map((song) => song.uri)).toEqual([1, 3, 5, 6].map(uri));
});
