import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../../../main/learning/random.ts";
import { spreadRows } from "../../../main/training/spread-rows.ts";

test("rows are spread over the whole, ascending, each once, the same for the same seed", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5000 }),
      fc.integer({ min: 1, max: 300 }),
      fc.nat(),
      (size, limit, seed) => {
        const rows = [...spreadRows(size, limit, createRandom(seed))];
        expect(rows).toHaveLength(Math.min(size, limit));
        expect(rows).toEqual([...new Set(rows)].toSorted((a, b) => a - b));
        expect(rows.every((row) => row >= 0 && row < size)).toBe(true);
        // One out of each part: none of them is longer than two parts without a row.
        const gap = (2 * size) / Math.min(size, limit);
        expect(rows.every((row, at) => row - (rows[at - 1] ?? 0) <= gap + 1)).toBe(true);
        expect([...spreadRows(size, limit, createRandom(seed))]).toEqual(rows);
      },
    ),
  );
});
