import { expect, test } from "vitest";
import { compareHits, mcnemar } from "../../../../main/learning/checks/mcnemar.ts";

test.each([
  // The airway data of Fagerland, Lydersen & Laake 2013: mid-p .039. The others by hand.
  [1, 7, 0.0390625],
  [7, 1, 0.0390625],
  [0, 0, 1],
  [0, 1, 0.5],
  [3, 3, 1],
  [0, 10, 2 ** -10],
])("%d rows against %d have mid-p %d", (onlyA, onlyB, p) => {
  expect(mcnemar(onlyA, onlyB)).toBeCloseTo(p, 10);
});

test("thousands of rows neither overflow nor vanish", () => {
  expect(mcnemar(50_000, 50_000)).toBeCloseTo(1, 6);
  expect(mcnemar(4_900, 5_100)).toBeCloseTo(0.0455, 3);
  expect(mcnemar(1, 20_000)).toBe(0);
});

test("rows are counted by who is right", () => {
  const target = [0, 1, 2, 0, 1];
  expect(compareHits(target, [0, 1, 0, 1, 1], [0, 0, 0, 0, 0])).toEqual({
    both: 1,
    onlyA: 2,
    onlyB: 1,
    neither: 1,
    p: mcnemar(2, 1),
  });
});
