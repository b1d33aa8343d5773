import { join } from "node:path";
import { expect, test } from "vitest";
import type { EvidenceKind } from "../../../common/domain/evidence-kind.ts";
import { Library } from "../../../main/library/library.ts";
import { startApp, type TestApp } from "../../support/app.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { put, track } from "../library/support.ts";

/** A library of so many tracks with features, and one without at the end. */
async function start(count: number, data = temporaryFolder()): Promise<TestApp> {
  const library = Library.open(join(data, "library.db"));
  await put(library, [
    ...Array.from({ length: count }, (_, index) =>
      track({ title: `Track ${index + 1}`, features: { energy: (index + 1) / count } }),
    ),
    track({ title: "Nothing known" }),
  ]);
  await library.close();
  const app = await startApp({ data });
  await app.call("training.run", {});
  return app;
}

/** How many count, by kind; those of none are left out. */
async function counts({ call }: TestApp): Promise<Partial<Record<EvidenceKind, number>>> {
  const { kinds } = await call("evidence.summary", {});
  return Object.fromEntries(kinds.flatMap(({ kind, count }) => (count > 0 ? [[kind, count]] : [])));
}

async function seen({ call }: TestApp): Promise<[number, number][]> {
  const { items } = await call("evidence.list", { kind: "seen" });
  return items.map(({ id, mood }): [number, number] => [id, mood]).toSorted(([a], [b]) => a - b);
}

test("songs that were passed over are kept with the guess they showed, also after a restart", async () => {
  const app = await start(6);
  await app.call("labels.change", { kind: "set", target: { ids: [1] }, mood: 1 });
  const marks = [
    { id: 1, mood: 2 },
    { id: 2, mood: 2 },
    { id: 3, mood: 3 },
    { id: 4, mood: 99 },
    { id: 77, mood: 2 },
  ];
  expect(await app.call("evidence.seen", { marks })).toEqual({ kept: 2 });
  expect(await app.call("evidence.seen", { marks })).toEqual({ kept: 0 });
  // Another guess was on screen this time.
  expect(await app.call("evidence.seen", { marks: [{ id: 2, mood: 4 }] })).toEqual({ kept: 1 });
  expect(await seen(app)).toEqual([
    [2, 4],
    [3, 3],
  ]);
  await app.app.close();
  const again = await startApp({ data: app.data });
  expect(await seen(again)).toEqual([
    [2, 4],
    [3, 3],
  ]);
  expect(await counts(again)).toEqual({ hand: 1, seen: 2 });
});

test("a song that is labelled is seen no more; undo brings it back, clearing does not", async () => {
  const app = await start(3);
  await app.call("evidence.seen", { marks: [{ id: 2, mood: 2 }] });
  await app.call("labels.change", { kind: "set", target: { ids: [2] }, mood: 1 });
  const told: unknown[] = [await counts(app)];
  await app.call("labels.undo", {});
  told.push(await counts(app));
  await app.call("labels.redo", {});
  await app.call("labels.change", { kind: "clear", target: { ids: [2] } });
  told.push(await counts(app));
  expect(told).toEqual([{ hand: 1 }, { seen: 1 }, {}]);
});

test("guesses accepted together count half, until one is said alone", async () => {
  const app = await start(5);
  await app.call("labels.change", { kind: "accept", target: { ids: [1, 2, 3, 4] } });
  expect(await counts(app)).toEqual({ batch: 4 });
  const { rows } = await app.call("tracks.query", { query: {} });
  const guess = rows.find(({ id }) => id === 1)?.mood?.id ?? 0;
  // The same mood again is no news of many, and is of one.
  const many = await app.call("labels.change", { kind: "accept", target: { ids: [1, 2] } });
  expect(many.decision).toBeNull();
  await app.call("labels.change", { kind: "set", target: { ids: [1] }, mood: guess });
  await app.call("labels.change", { kind: "accept", target: { ids: [2] } });
  expect(await counts(app)).toEqual({ hand: 2, batch: 2 });
  await app.call("labels.undo", {});
  expect(await counts(app)).toEqual({ hand: 1, batch: 3 });
  // One song at a time is no batch.
  await app.call("labels.change", { kind: "accept", target: { ids: [5] } });
  expect(await counts(app)).toEqual({ hand: 2, batch: 3 });
});

test("what a file said too is no batch when it is accepted with others", async () => {
  const data = temporaryFolder();
  const library = Library.open(join(data, "library.db"));
  await put(library, [
    track({ title: "One", features: { energy: 0.2 } }),
    track({ title: "Two", features: { energy: 0.8 } }),
  ]);
  library.db.exec(
    "INSERT INTO labels (track_id, mood_id, source, at) VALUES (1, 1, 'file', '2026-01-01')",
  );
  await library.close();
  const app = await startApp({ data });
  await app.call("training.run", {});
  await app.call("labels.change", { kind: "accept", target: { ids: [1, 2] } });
  expect(await counts(app)).toEqual({ hand: 1, batch: 1 });
});

test("a kind is taken away in one decision, which undo takes back", async () => {
  const app = await start(6);
  await app.call("labels.change", { kind: "accept", target: { ids: [1, 2] } });
  await app.call("labels.change", { kind: "set", target: { ids: [3] }, mood: 1 });
  await app.call("evidence.seen", {
    marks: [
      { id: 4, mood: 2 },
      { id: 5, mood: 3 },
    ],
  });
  const removed = await app.call("evidence.remove", { kind: "seen" });
  expect(removed).toMatchObject({
    changed: 2,
    decision: { what: "Stopped counting 2 tracks seen and left" },
  });
  expect(await counts(app)).toEqual({ hand: 1, batch: 2 });
  await app.call("labels.undo", {});
  expect(await seen(app)).toEqual([
    [4, 2],
    [5, 3],
  ]);
  expect(await app.call("evidence.remove", { ids: [1, 3, 4, 77] })).toMatchObject({
    changed: 2,
    decision: { what: "Stopped counting 1 track seen and left, took back the label of 1 track" },
  });
  expect(await counts(app)).toEqual({ hand: 1, batch: 1, seen: 1 });
  expect(await app.call("evidence.remove", { ids: [3] })).toEqual({ decision: null, changed: 0 });
  await app.call("evidence.remove", { kind: "batch" });
  await app.call("labels.undo", {});
  await app.call("labels.undo", {});
  expect(await counts(app)).toEqual({ hand: 1, batch: 2, seen: 2 });
});

test("lists go from the newest back, part by part, each kind its own", async () => {
  const app = await start(9);
  for (const id of [3, 1, 2]) await app.call("evidence.seen", { marks: [{ id, mood: 1 }] });
  await app.call("labels.change", { kind: "set", target: { ids: [4] }, mood: 2 });
  await app.call("labels.change", { kind: "accept", target: { ids: [5, 6] } });
  const first = await app.call("evidence.list", { kind: "seen", limit: 2 });
  const rest = await app.call("evidence.list", {
    kind: "seen",
    limit: 2,
    ...(first.next ? { after: first.next } : {}),
  });
  const batch = await app.call("evidence.list", { kind: "batch" });
  const hand = await app.call("evidence.list", { kind: "hand" });
  const ids = (part: typeof first) => part.items.map(({ id }) => id);
  // Those of one moment are told apart by their ids.
  expect({
    parts: [ids(first).length, ids(rest).length],
    all: [...ids(first), ...ids(rest)].toSorted((a, b) => a - b),
    end: rest.next,
    batch: ids(batch),
  }).toEqual({ parts: [2, 1], all: [1, 2, 3], end: null, batch: [6, 5] });
  expect(hand.items).toEqual([
    { id: 4, title: "Track 4", artists: ["Somebody"], mood: 2, at: expect.any(String) },
  ]);
});

test("moods that are merged keep what counted, and a mood that is gone takes it along", async () => {
  const app = await start(6);
  await app.call("labels.change", { kind: "accept", target: { ids: [1, 2] } });
  const { items } = await app.call("evidence.list", { kind: "batch" });
  const accepted = items[0]?.mood ?? 0;
  const other = accepted === 1 ? 2 : 1;
  await app.call("evidence.seen", {
    marks: [
      { id: 4, mood: accepted },
      { id: 5, mood: 5 },
    ],
  });
  await app.call("moods.merge", { id: accepted, into: other });
  expect(await seen(app)).toEqual([
    [4, other],
    [5, 5],
  ]);
  expect((await counts(app)).batch).toBe(2);
  await app.call("moods.remove", { id: 5 });
  expect(await seen(app)).toEqual([[4, other]]);
  await app.call("moods.remove", { id: other });
  const inMemory = await counts(app);
  await app.app.close();
  const again = await startApp({ data: app.data });
  // What is in memory and what is in the file say the same.
  expect(await counts(again)).toEqual(inMemory);
});

test("the summary tells what can be learnt from, and the setting switches off what was seen", async () => {
  const app = await start(4);
  await app.call("labels.change", { kind: "set", target: { ids: [1, 5] }, mood: 1 });
  await app.call("evidence.seen", { marks: [{ id: 2, mood: 2 }] });
  const kinds = async () =>
    (await app.call("evidence.summary", {})).kinds.filter(({ count }) => count > 0);
  expect(await kinds()).toEqual([
    { kind: "hand", count: 2, learnable: 1, weight: 1 },
    { kind: "seen", count: 1, learnable: 1, weight: 0.5 },
  ]);
  await app.call("settings.set", { learnFromSeen: false });
  expect(await kinds()).toEqual([
    { kind: "hand", count: 2, learnable: 1, weight: 1 },
    { kind: "seen", count: 1, learnable: 0, weight: 0.5 },
  ]);
  expect(await app.call("evidence.seen", { marks: [{ id: 3, mood: 2 }] })).toEqual({ kept: 0 });
});
