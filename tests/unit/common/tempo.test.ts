import { expect, test } from "vitest";
import { octavesApart } from "../../../common/domain/tempo.ts";

test("tempos that differ by a factor of two are the same pulse, counted otherwise", () => {
  const apart = [60, 62, 61.9, 119, 121, 240.5, 30, 80, 90].map((other) => octavesApart(60, other));
  expect(apart).toEqual([0, 0, 0, 1, 1, 2, -1, null, null]);
});
