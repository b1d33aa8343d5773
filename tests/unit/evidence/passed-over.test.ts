import { expect, test } from "vitest";
import { PassedOver } from "../../../renderer/features/evidence/passed-over.ts";

/** Rows of tracks 100, 101 and on, all guessed to be in mood 1 but for what is told. */
function rows(first: number, count: number, moods: Readonly<Record<number, number | null>> = {}) {
  return Array.from({ length: count }, (_, place) => {
    const id = 100 + first + place;
    return { id, mood: id in moods ? (moods[id] ?? null) : 1 };
  });
}

/** Ids only, in order. */
function ids(marks: readonly { readonly id: number }[]): number[] {
  return marks.map(({ id }) => id).toSorted((a, b) => a - b);
}

test("what lies above the corrected song counts, with the guess that it showed; what is below does not", () => {
  const list = new PassedOver();
  list.show("all", 0, rows(0, 6, { 101: 2, 102: null }), 0);
  expect(list.decide([104], 2000)).toEqual([
    { id: 103, mood: 1 },
    { id: 101, mood: 2 },
    { id: 100, mood: 1 },
  ]);
});

test("the next correction counts what lies between it and the last one, downwards and upwards", () => {
  const list = new PassedOver();
  list.show("all", 0, rows(0, 12), 0);
  expect(ids(list.decide([102], 3000))).toEqual([100, 101]);
  expect(ids(list.decide([106], 3100))).toEqual([103, 104, 105]);
  expect(ids(list.decide([110], 3200))).toEqual([107, 108, 109]);
  // Back up: all of these have been told.
  expect(list.decide([103], 3300)).toEqual([]);
});

test("songs that were picked together leave those between them passed over", () => {
  const list = new PassedOver();
  list.show("all", 0, rows(0, 8), 0);
  expect(ids(list.decide([103, 105], 2500))).toEqual([100, 101, 102, 104]);
});

test("scrolling past does not count, and looks at one guess add up", () => {
  const list = new PassedOver();
  list.show("all", 0, rows(0, 3), 0);
  list.rest(1900);
  list.show("all", 3, rows(3, 3), 2000);
  list.rest(2500);
  // Only the first three are looked at again.
  list.show("all", 0, rows(0, 3), 5000);
  list.rest(5100);
  list.show("all", 3, rows(3, 3), 5200);
  expect(ids(list.decide([105], 5300))).toEqual([100, 101, 102]);
});

test("a guess that changed on screen has to be looked at anew, and a label ends it", () => {
  const list = new PassedOver();
  list.show("all", 0, rows(0, 4), 0);
  list.show("all", 0, rows(0, 4, { 100: 2, 101: null }), 2500);
  expect(ids(list.decide([103], 2600))).toEqual([102]);
  list.show("all", 0, rows(0, 4, { 100: 2, 101: 3 }), 2700);
  expect(list.decide([103], 4800)).toEqual([]);
});

test("who skips, leaves the list or goes to another one has said nothing", () => {
  const list = new PassedOver();
  list.show("all", 0, rows(0, 5), 0);
  list.skip(101);
  expect(ids(list.decide([103], 3000))).toEqual([100, 102]);
  list.show("all", 0, rows(0, 5), 3000);
  list.leave();
  expect(list.decide([104], 9000)).toEqual([]);
  list.show("calm", 0, rows(0, 5), 9000);
  list.show("loud", 0, rows(0, 5), 12_000);
  expect(list.decide([104], 12_100)).toEqual([]);
});

test("a decision on a song of another list counts nothing and moves nothing", () => {
  const list = new PassedOver();
  list.show("all", 0, rows(0, 5), 0);
  expect(list.decide([900], 3000)).toEqual([]);
  expect(ids(list.decide([102], 3000))).toEqual([100, 101]);
});

test("at most fifty are told with one correction, the nearest", () => {
  const list = new PassedOver();
  list.show("all", 0, rows(0, 80), 0);
  const told = list.decide([179], 3000);
  expect(told).toHaveLength(50);
  expect(Math.min(...ids(told))).toBe(129);
});
