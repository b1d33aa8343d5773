import { expect, test } from "vitest";
import { numbered, startPlaylists, uri, uris, type Playlists } from "./start.ts";

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

type Written = Playlists & { chill: number; id: string; receipts: number[] };

/** Songs 1 to 10, then 4 to 12: two receipts. */
async function twice(): Promise<Written> {
  const app = await startPlaylists(numbered(30));
  const chill = app.moods.get("chill") ?? 0;
  const receipts: number[] = [];
  for (const songs of [range(1, 10), range(4, 12)]) {
    await app.label("chill", songs);
    const plan = await app.call("moodPlaylists.plan", { moods: [chill] });
    receipts.push((await app.call("moodPlaylists.apply", { plan: plan.id })).id);
  }
  app.remote.requests.length = 0;
  return { ...app, chill, receipts, id: [...app.remote.playlists.keys()][0] ?? "" };
}

test("undo puts back what was there, then takes the playlist off the list", async () => {
  const app = await twice();
  const [first = 0, second = 0] = app.receipts;
  const back = await app.call("moodPlaylists.undo", { receipt: second });
  expect(back).toMatchObject({ state: "undone", playlists: [{ state: "undone", created: false }] });
  expect(app.remote.require(app.id).items).toEqual(uris(1, 10));

  const gone = await app.call("moodPlaylists.undo", { receipt: first });
  expect(gone).toMatchObject({ state: "undone", playlists: [{ state: "undone", created: true }] });
  expect(app.remote.require(app.id)).toMatchObject({ listed: false, items: uris(1, 10) });
  await expect(app.call("moodPlaylists.undo", { receipt: first })).rejects.toMatchObject({
    code: "conflict",
  });

  // The mood can get a playlist again, and the old one is not touched by it.
  const plan = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  expect(plan.playlists[0]).toMatchObject({ action: "create", total: 9 });
  await app.call("moodPlaylists.apply", { plan: plan.id });
  expect(app.remote.require(app.id).items).toEqual(uris(1, 10));
});

test("an earlier receipt is not undone before the later one", async () => {
  const app = await twice();
  await expect(
    app.call("moodPlaylists.undo", { receipt: app.receipts[0] ?? 0 }),
  ).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("later") as string,
  });
  expect(app.remote.requests).toEqual([]);
});

test("what the user changed since is not lost to an undo", async () => {
  const app = await twice();
  app.remote.edit(app.id, (items) => [...items, "spotify:track:own"]);
  const [first = 0, second = 0] = app.receipts;
  await expect(app.call("moodPlaylists.undo", { receipt: second })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("changed on Spotify after") as string,
  });
  expect(app.remote.writes).toEqual([]);
  const receipts = await app.call("moodPlaylists.receipts", {});
  expect(receipts.map(({ id, state }) => [id, state])).toEqual([
    [second, "applied"],
    [first, "applied"],
  ]);

  app.remote.edit(app.id, (items) => items.slice(0, -1));
  await app.call("moodPlaylists.undo", { receipt: second });
  expect(app.remote.require(app.id).items).toEqual(uris(1, 10));
});

test("of several playlists those that can are put back, and the receipt says which could not", async () => {
  const app = await startPlaylists(numbered(20));
  await app.label("chill", range(1, 5));
  await app.label("happy", range(6, 10));
  const moods = ["chill", "happy"].map((name) => app.moods.get(name) ?? 0);
  const plan = await app.call("moodPlaylists.plan", { moods });
  const { id } = await app.call("moodPlaylists.apply", { plan: plan.id });
  const [one, two] = [...app.remote.playlists.values()];
  app.remote.edit(one?.id ?? "", (items) => [...items, "spotify:track:own"]);
  const receipt = await app.call("moodPlaylists.undo", { receipt: id });
  expect(receipt).toMatchObject({
    state: "applied",
    reason: expect.stringContaining("“chill · sorted by mood”") as string,
    playlists: [
      { state: "done", reason: expect.stringContaining("changed on Spotify") as string },
      { state: "undone", reason: null },
    ],
  });
  expect([one?.listed, two?.listed]).toEqual([true, false]);
});

test("undo brings back what ours had taken away, and the edits are edits again", async () => {
  const app = await twice();
  const theirs = ["spotify:track:own", ...uris(4, 12)];
  app.remote.edit(app.id, () => theirs);
  const plan = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  const { id } = await app.call("moodPlaylists.apply", {
    plan: plan.id,
    theirs: [{ mood: app.chill, choice: "ours" }],
  });
  expect(app.remote.require(app.id).items).toEqual(uris(4, 12));
  await app.call("moodPlaylists.undo", { receipt: id });
  expect(app.remote.require(app.id).items).toEqual(theirs);
  const again = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  expect(again.playlists[0]?.theirs).toMatchObject({ added: [{ uri: "spotify:track:own" }] });
});

test.for([
  [1, "before"],
  [1, "after"],
  [2, "before"],
  [2, "after"],
] as const)(
  "an undo that stopped at request %i, %s it took effect, goes on",
  async ([at, when]) => {
    const app = await twice();
    const [, second = 0] = app.receipts;
    let seen = 0;
    app.remote.code = "quota_exceeded";
    app.remote.fault = ({ write }) => (write && (seen += 1) === at ? when : null);
    const stopped = await app.call("moodPlaylists.undo", { receipt: second });
    expect(stopped).toMatchObject({ state: "stopped", undoing: true, code: "quota_exceeded" });
    const plan = (await app.call("moodPlaylists.receipts", {}))[0]?.plan ?? 0;
    await expect(app.call("moodPlaylists.apply", { plan })).rejects.toMatchObject({
      code: "conflict",
    });

    const done = await app.restart().call("moodPlaylists.undo", { receipt: second });
    expect(done).toMatchObject({
      state: "undone",
      undoing: false,
      playlists: [{ state: "undone" }],
    });
    expect(app.remote.require(app.id).items).toEqual(uris(1, 10));
    expect(app.remote.require(app.id).items).not.toContain(uri(12));
  },
);

test("an apply that stopped half-way can be undone as well", async () => {
  const app = await startPlaylists(numbered(260));
  const chill = app.moods.get("chill") ?? 0;
  await app.label("chill", range(1, 250));
  const plan = await app.call("moodPlaylists.plan", { moods: [chill] });
  app.remote.code = "offline";
  app.remote.fault = ({ kind }) =>
    kind === "add" && app.remote.writes.length === 3 ? "after" : null;
  const { id, state } = await app.call("moodPlaylists.apply", { plan: plan.id });
  expect(state).toBe("stopped");
  app.remote.fault = () => null;
  const undone = await app.restart().call("moodPlaylists.undo", { receipt: id });
  expect(undone).toMatchObject({ state: "undone", playlists: [{ state: "undone" }] });
  expect([...app.remote.playlists.values()].map(({ listed }) => listed)).toEqual([false]);
});
