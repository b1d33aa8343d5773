import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../../../main/learning/random.ts";
import { createScan } from "../../../main/learning/scan.ts";
import { nearest } from "../../../main/learning/similar.ts";
import { createSpace, type Space } from "../../../main/learning/space.ts";

/** Songs with gaps; many of them are the same, so that distances tie. */
function spaceOf(rows: number, seed: number, missing: number): Space {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: rows * 10 }, () =>
    random() < missing ? NaN : Math.round(random() * 4) / 4 + (random() < 0.3 ? random() : 0),
  );
  return createSpace({ rows, columns: 10, data });
}

test("a scan finds the same neighbours, in the same order, as looking at every row", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.integer(),
      fc.constantFrom(0, 0.1, 0.7),
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.nat(400), { maxLength: 20 }),
      (rows, seed, missing, count, left) => {
        const space = spaceOf(rows, seed, missing);
        const scan = createScan(space);
        const except = new Set(left);
        for (let row = 0; row < Math.min(rows, 5); row += 1) {
          const point = { space, row };
          expect(nearest(space, point, count, except, scan)).toEqual(
            nearest(space, point, count, except),
          );
        }
      },
    ),
    { numRuns: 150 },
  );
});

test("a scan of more rows than one call takes finds them too", () => {
  const space = spaceOf(40_003, 3, 0.05);
  const scan = createScan(space);
  for (const row of [0, 20_000, 40_002]) {
    expect(nearest(space, { space, row }, 20, new Set([row]), scan)).toEqual(
      nearest(space, { space, row }, 20, new Set([row])),
    );
  }
});

test("a scan of nothing has no groups", () => {
  const scan = createScan(spaceOf(0, 1, 0));
  expect([scan.groups, scan.seek(0, Infinity)]).toEqual([0, 0]);
});
