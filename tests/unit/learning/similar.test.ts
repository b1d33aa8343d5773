import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MODEL_FEATURES } from "../../../common/domain/features.ts";
import { fitScaler } from "../../../main/learning/scale.ts";
import { createSimilar, nearest } from "../../../main/learning/similar.ts";
import { centreOf, COMPARED_COLUMNS, createSpace } from "../../../main/learning/space.ts";
import { ownFeatures } from "../../../main/learning/training-features.ts";
import { matrixOf, songs } from "./matrices.ts";

const row = fc.array(fc.option(fc.integer({ min: -3, max: 3 }), { freq: 4 }), {
  minLength: MODEL_FEATURES.length,
  maxLength: MODEL_FEATURES.length,
});

/** The plain way: every song compared, then sorted. */
function plainly(rows: (number | null)[][], from: number, count: number) {
  const { mean, scale } = fitScaler(matrixOf(rows));
  const scaled = rows.map((cells) =>
    COMPARED_COLUMNS.map((column) => {
      const value = cells[column] ?? null;
      return value === null
        ? null
        : Math.fround((value - (mean[column] ?? 0)) / (scale[column] ?? 1));
    }),
  );
  const point = scaled[from] ?? [];
  if (point.every((value) => value === null)) return [];
  return scaled
    .flatMap((cells, other) => {
      if (other === from || cells.every((value) => value === null)) return [];
      const square = point.reduce<number>((sum, value, index) => {
        const theirs = cells[index] ?? null;
        if (value === null) return sum;
        return sum + (theirs === null ? value * value + 1 : (value - theirs) ** 2);
      }, 0);
      return [{ other, distance: Math.sqrt(square) }];
    })
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, count);
}

describe("the nearest songs", () => {
  test("are those that comparing every song finds, whatever is missing", () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.integer({ min: 1, max: 50 }),
        (rows, at, count) => {
          const from = at % rows.length;
          const space = createSpace(ownFeatures(matrixOf(rows)));
          const ours = nearest(space, { space, row: from }, count, new Set([from]));
          const theirs = plainly(rows, from, count);
          // Equally near songs may stand in another order: rounding is not the same.
          expect(Array.from(ours.distances, (distance) => distance.toFixed(6))).toEqual(
            theirs.map(({ distance }) => distance.toFixed(6)),
          );
          const all = new Map(
            plainly(rows, from, rows.length).map(({ other, distance }) => [other, distance]),
          );
          expect(Array.from(ours.rows, (other) => all.get(other)?.toFixed(6))).toEqual(
            theirs.map(({ distance }) => distance.toFixed(6)),
          );
        },
      ),
    );
  });

  test("of equally near ones are the earlier", () => {
    const space = createSpace(songs([{ energy: 0.5 }, { energy: 0.7 }, { energy: 0.7 }]));
    expect([...nearest(space, { space, row: 0 }, 1, new Set([0])).rows]).toEqual([1]);
  });

  test("are none where nothing but the duration is known of the song", () => {
    const space = createSpace(songs([{ duration: 1000 }, { energy: 0.7 }]));
    expect([...nearest(space, { space, row: 0 }, 5, new Set([0])).rows]).toEqual([]);
    expect([...nearest(space, { space, row: 1 }, 5, new Set([1])).rows]).toEqual([]);
  });

  test("are asked of a library that was sent once, until it is another", () => {
    const similar = createSimilar();
    const features = songs([{ energy: 0.1 }, { energy: 0.2 }, { energy: 0.9 }]);
    const ask = { rows: Int32Array.of(2), skip: null, count: 1 };
    expect(similar({ ...ask, version: "1", features: null })).toBeNull();
    const first = similar({ ...ask, version: "1", features });
    expect([...(first?.rows ?? [])]).toEqual([1]);
    expect(similar({ ...ask, version: "1", features: null })).toEqual(first);
    expect(similar({ ...ask, version: "2", features: null })).toBeNull();
  });

  test("are near the middle of several, which are left out, as are those that are not wanted", () => {
    const similar = createSimilar();
    const energies = [0, 0.5, 1, 0.45, 0.6, 0.1];
    const features = songs(energies.map((energy) => ({ energy })));
    const ask = { version: "1", rows: Int32Array.of(0, 2), count: 3 };
    const all = similar({ ...ask, features, skip: null });
    expect([...(all?.rows ?? [])]).toEqual([1, 3, 4]);
    const skip = Uint8Array.of(0, 1, 0, 0, 0, 0);
    const some = similar({ ...ask, features: null, skip });
    expect([...(some?.rows ?? [])]).toEqual([3, 4, 5]);
  });

  test("of several are told by what is known of one of them at least", () => {
    const space = createSpace(
      songs([{ energy: 0.2, tempo: 100 }, { energy: 0.4 }, { valence: 1 }]),
    );
    const { points, missing } = centreOf(space, [0, 1]);
    const [energy, tempo, valence] = (["energy", "tempo", "valence"] as const).map((feature) =>
      COMPARED_COLUMNS.indexOf(MODEL_FEATURES.indexOf(feature)),
    );
    expect(points[energy ?? -1]).toBeCloseTo(0);
    expect((missing[0] ?? 0) & (1 << (tempo ?? 0))).toBe(0);
    expect((missing[0] ?? 0) & (1 << (valence ?? 0))).not.toBe(0);
  });
});
