import fc from "fast-check";
import { expect, test } from "vitest";
import { StableFolds } from "../../../../main/learning/session/folds.ts";

const rows = (ids: number[], target: number[], groups = ids.map(String)) => ({
  ids,
  target,
  groups,
  classes: 3,
});

test("a class is spread evenly, and a recording is never in two folds", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 30 })), {
        minLength: 1,
        maxLength: 80,
      }),
      (labels) => {
        const ids = labels.map((_, row) => row + 1);
        const groups = labels.map(([, group]) => `group ${group}`);
        const target = labels.map(([mood]) => mood);
        const { fold } = new StableFolds(5).assign(rows(ids, target, groups));
        const foldsOf = Map.groupBy(ids.keys(), (row) => groups[row] ?? "");
        for (const members of foldsOf.values())
          expect(new Set(members.map((row) => fold[row])).size).toBe(1);
      },
    ),
  );
  const target = Array.from({ length: 30 }, (_, row) => row % 3);
  const ids = target.map((_, row) => row + 1);
  const { fold } = new StableFolds(5).assign(rows(ids, target));
  for (let mood = 0; mood < 3; mood += 1) {
    const counts = [0, 1, 2, 3, 4].map(
      (one) => target.filter((of, row) => of === mood && fold[row] === one).length,
    );
    expect(counts).toEqual([2, 2, 2, 2, 2]);
  }
});

test("a label that comes changes no other one's fold, and one that comes back has its own again", () => {
  const folds = new StableFolds(5);
  const ids = Array.from({ length: 40 }, (_, row) => 2 * row + 2);
  const target = ids.map((id) => (id / 2) % 3);
  const first = folds.assign(rows(ids, target));
  expect(first.anew).toBe(true);
  const second = folds.assign(rows([7, ...ids], [1, ...target]));
  expect(second.anew).toBe(false);
  expect(second.fold.slice(1)).toEqual(first.fold);
  const without = folds.assign(rows(ids.slice(1), target.slice(1)));
  expect(without.fold).toEqual(first.fold.slice(1));
  expect(folds.assign(rows(ids, target)).fold).toEqual(first.fold);
});

test("two recordings that turn out to be one go with the older track", () => {
  const folds = new StableFolds(5);
  const { fold } = folds.assign(rows([1, 2, 3], [0, 0, 0]));
  const joined = folds.assign(rows([1, 2, 3], [0, 0, 0], ["a", "b", "a"]));
  expect([...joined.fold]).toEqual([fold[0], fold[1], fold[0]]);
});

test("where a class has come to be in one fold alone, all are dealt out anew", () => {
  const folds = new StableFolds(5);
  const ids = Array.from({ length: 20 }, (_, row) => row + 1);
  const { fold } = folds.assign(
    rows(
      ids,
      Array.from(ids, () => 0),
    ),
  );
  // All songs of one fold go to another mood.
  const moved = Array.from(fold, (one) => (one === fold[0] ? 1 : 0));
  const again = folds.assign(rows(ids, moved));
  expect(again.anew).toBe(true);
  const where = new Set(again.fold.filter((_, row) => moved[row] === 1));
  expect(where.size).toBe(4);
});
