import { expect, test } from "vitest";
import { numbered, startPlaylists, uri, uris, type Playlists } from "./start.ts";

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

async function planned(
  from: number,
  to: number,
): Promise<Playlists & { plan: number; chill: number }> {
  const app = await startPlaylists(numbered(to + 10));
  await app.label("chill", range(from, to));
  const chill = app.moods.get("chill") ?? 0;
  const plan = await app.call("moodPlaylists.plan", { moods: [chill] });
  app.remote.requests.length = 0;
  return { ...app, plan: plan.id, chill };
}

/** One playlist of ours with songs 1 to 200, and a plan that takes 1 to 20 out and adds 201 to 205. */
async function changing(): Promise<Playlists & { plan: number; chill: number; id: string }> {
  const app = await planned(1, 200);
  await app.call("moodPlaylists.apply", { plan: app.plan });
  await app.label("chill", range(21, 205));
  const plan = await app.call("moodPlaylists.plan", { moods: [app.chill] });
  app.remote.requests.length = 0;
  return { ...app, plan: plan.id, id: [...app.remote.playlists.keys()][0] ?? "" };
}

/** Fails the n-th request that writes. */
function failAt(app: Playlists, number: number, when: "before" | "after"): void {
  let seen = 0;
  app.remote.fault = ({ write }) => {
    if (!write) return null;
    seen += 1;
    return seen === number ? when : null;
  };
}

test.for(["before", "after"] as const)(
  "a quota that ends %s a request took effect stops all, and the same plan goes on from there",
  async (when) => {
    const app = await planned(1, 250);
    app.remote.code = "quota_exceeded";
    failAt(app, 3, when);
    const stopped = await app.call("moodPlaylists.apply", { plan: app.plan });
    expect(stopped).toMatchObject({
      state: "stopped",
      code: "quota_exceeded",
      reason: "The connection was lost.",
      requests: 3,
      playlists: [{ state: "waiting", created: true, added: 100, after: 100 }],
    });
    app.remote.requests.length = 0;

    const done = await app.restart().call("moodPlaylists.apply", { plan: app.plan });
    expect(done).toMatchObject({ id: stopped.id, state: "applied", reason: null, code: null });
    expect([...app.remote.playlists.values()].map(({ items }) => items)).toEqual([uris(1, 250)]);
    expect(app.remote.writes).toEqual(when === "before" ? ["add", "add"] : ["add"]);
  },
);

test.for([1, 2, 3, 4])(
  "an answer that was lost after request %i is made up for by looking, with nothing twice",
  async (number) => {
    const app = await planned(1, 250);
    failAt(app, number, "after");
    const receipt = await app.call("moodPlaylists.apply", { plan: app.plan });
    expect(receipt).toMatchObject({ state: "applied", playlists: [{ state: "done" }] });
    expect([...app.remote.playlists.values()].map(({ items }) => items)).toEqual([uris(1, 250)]);
    expect(app.remote.writes).toEqual(["create", "add", "add", "add"]);
  },
);

test("a playlist whose creation was not answered is found again by its mark, and no other is taken", async () => {
  const app = await planned(1, 5);
  app.remote.add({ name: "chill · sorted by mood", items: ["spotify:track:foreign"] });
  app.remote.code = "offline";
  failAt(app, 1, "after");
  const stopped = await app.call("moodPlaylists.apply", { plan: app.plan });
  expect(stopped).toMatchObject({ state: "stopped", playlists: [{ externalId: null }] });
  // Another one has the mark's words, but is somebody else's.
  const made = [...app.remote.playlists.values()].at(-1);
  const { name, description } = made ?? { name: "", description: "" };
  const copy = app.remote.add({ name, description, ownerId: "you", items: [] });

  await app.restart().call("moodPlaylists.apply", { plan: app.plan });
  expect([...app.remote.playlists.values()].map(({ items }) => items)).toEqual([
    ["spotify:track:foreign"],
    uris(1, 5),
    [],
  ]);
  expect(copy.items).toEqual([]);
  expect(app.remote.writes).toEqual(["create", "add"]);
});

test("a playlist whose creation never reached Spotify is made when going on", async () => {
  const app = await planned(1, 5);
  app.remote.add({ name: "chill · sorted by mood", items: ["spotify:track:foreign"] });
  app.remote.code = "offline";
  failAt(app, 1, "before");
  await app.call("moodPlaylists.apply", { plan: app.plan });
  await app.restart().call("moodPlaylists.apply", { plan: app.plan });
  expect([...app.remote.playlists.values()].map(({ items }) => items)).toEqual([
    ["spotify:track:foreign"],
    uris(1, 5),
  ]);
});

test.for([1, 2] as const)(
  "a kill after request %i of an update: what the user did meanwhile stays",
  async (number) => {
    const app = await changing();
    app.remote.code = "offline";
    failAt(app, number, "after");
    await app.call("moodPlaylists.apply", { plan: app.plan });
    // Song 71 is out, as the 51st of those that are left.
    app.remote.edit(app.id, (items) => [
      "spotify:track:own",
      ...items.filter((_, place) => place !== 50),
    ]);
    const receipt = await app.restart().call("moodPlaylists.apply", { plan: app.plan });
    expect(receipt).toMatchObject({ state: "applied", playlists: [{ state: "done" }] });
    expect(app.remote.require(app.id).items).toEqual([
      "spotify:track:own",
      ...uris(21, 205).filter((one) => one !== uri(71)),
    ]);
  },
);

test("after a kill a new plan does not take our own half-done work for edits by hand", async () => {
  const app = await changing();
  app.remote.code = "offline";
  failAt(app, 1, "after");
  await app.call("moodPlaylists.apply", { plan: app.plan });
  const again = app.restart();
  const plan = await again.call("moodPlaylists.plan", { moods: [app.chill] });
  expect(plan.playlists[0]).toMatchObject({ theirs: null, removed: [], moved: 0 });
  const receipt = await again.call("moodPlaylists.apply", { plan: plan.id });
  expect(receipt.state).toBe("applied");
  expect(app.remote.require(app.id).items).toEqual(uris(21, 205));
  const receipts = await again.call("moodPlaylists.receipts", {});
  expect(receipts.map(({ state }) => state)).toEqual(["applied", "applied", "applied"]);
});

test("somebody who adds songs between our requests loses none of them", async () => {
  const app = await changing();
  let count = 0;
  app.remote.interrupt = () => {
    count += 1;
    if (count === 6) app.remote.edit(app.id, (items) => ["spotify:track:one", ...items]);
    if (count === 8) app.remote.edit(app.id, (items) => [...items, "spotify:track:two"]);
  };
  const receipt = await app.call("moodPlaylists.apply", { plan: app.plan });
  expect(receipt).toMatchObject({ state: "applied", playlists: [{ state: "done" }] });
  const { items } = app.remote.require(app.id);
  expect(items.filter((item) => !item.startsWith("spotify:track:2"))).toContain(
    "spotify:track:one",
  );
  expect(items).toContain("spotify:track:two");
  expect(items.filter((item) => /\d$/.test(item))).toEqual(uris(21, 205));
});

test("stopping ends after the request that runs, and says what can be done then", async () => {
  const app = await planned(1, 250);
  const abort = new AbortController();
  app.remote.interrupt = () => {
    if (app.remote.writes.length === 2) abort.abort(new Error("stop"));
  };
  const receipt = await app.call("moodPlaylists.apply", { plan: app.plan }, abort.signal);
  expect(receipt).toMatchObject({
    state: "stopped",
    code: "cancelled",
    reason: expect.stringContaining("You stopped it") as string,
    playlists: [{ after: 200 }],
  });
  const done = await app.call("moodPlaylists.apply", { plan: app.plan });
  expect(done.state).toBe("applied");
  expect([...app.remote.playlists.values()].map(({ items }) => items)).toEqual([uris(1, 250)]);
});

test("one playlist that Spotify refuses does not keep the next one from being written", async () => {
  const app = await startPlaylists(numbered(20));
  await app.label("chill", range(1, 5));
  await app.label("happy", range(6, 10));
  const [chill = 0, happy = 0] = ["chill", "happy"].map((name) => app.moods.get(name) ?? 0);
  const first = await app.call("moodPlaylists.plan", { moods: [chill, happy] });
  await app.call("moodPlaylists.apply", { plan: first.id });
  const [one, two] = [...app.remote.playlists.values()];
  await app.label("chill", range(1, 4));
  await app.label("happy", range(6, 11));
  const plan = await app.call("moodPlaylists.plan", { moods: [chill, happy] });
  app.remote.playlists.delete(one?.id ?? "");
  const receipt = await app.call("moodPlaylists.apply", { plan: plan.id });
  expect(receipt.playlists.map(({ state }) => state)).toEqual(["failed", "done"]);
  expect(two?.items).toEqual(uris(6, 11));
});
