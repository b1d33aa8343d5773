import fc from "fast-check";
import { kmeans as mlKmeans } from "ml-kmeans";
import { describe, expect, test } from "vitest";
import { cluster, clusterFrom, distancesTo } from "../../../main/learning/kmeans.ts";
import type { Matrix } from "../../../main/learning/matrix.ts";
import { createRandom } from "../../../main/learning/random.ts";
import { farthest, fixture, matrixOf } from "./matrices.ts";

type Fixture = {
  rows: number[][];
  start: number[][];
  labels: number[];
  centres: number[][];
  inertia: number;
};

/** Loose groups of points, the same for the same seed. */
function points(rows: number, columns: number, seed: number): number[][] {
  const random = createRandom(seed);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) =>
      Math.fround(((row * 7 + column) % 4) * 2 + 4 * random()),
    ),
  );
}

function inertiaFrom({ rows, columns, data }: Matrix, centres: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < rows; row += 1) {
    const point = data.subarray(row * columns, (row + 1) * columns);
    sum += Math.min(...distancesTo(point, centres)) ** 2;
  }
  return sum;
}

const wildPoints = fc
  .tuple(fc.integer({ min: 6, max: 80 }), fc.integer({ min: 1, max: 4 }), fc.integer())
  .map(([rows, columns, seed]) => points(rows, columns, seed));

describe("k-means", () => {
  test("agrees with scikit-learn's KMeans from the same start: labels, centres and inertia", () => {
    const { rows, start, labels, centres, inertia } = fixture<Fixture>("kmeans");
    const found = clusterFrom(matrixOf(rows), Float64Array.from(start.flat()));
    expect([...found.labels]).toEqual(labels);
    expect(farthest(found.centres, centres.flat())).toBeLessThan(1e-9);
    expect(Math.abs(found.inertia / inertia - 1)).toBeLessThan(1e-9);
  });

  test("agrees with ml-kmeans from the same start wherever that keeps all its clusters", () => {
    fc.assert(
      fc.property(wildPoints, (rows) => {
        const start = rows.slice(0, 3);
        const theirs = mlKmeans(rows, 3, { initialization: start, maxIterations: 300 });
        fc.pre(new Set(theirs.clusters).size === 3);
        const ours = clusterFrom(matrixOf(rows), Float64Array.from(start.flat()));
        fc.pre(new Set(ours.labels).size === 3);
        expect(farthest(ours.centres, theirs.centroids.flat())).toBeLessThan(1e-3);
      }),
      { numRuns: 60 },
    );
  });

  test("more starts never end with more inertia, and iterations never raise it", () => {
    fc.assert(
      fc.property(wildPoints, fc.integer({ min: 0, max: 1000 }), (rows, seed) => {
        const matrix = matrixOf(rows);
        const one = cluster(matrix, { k: 3, seed, starts: 1 });
        const ten = cluster(matrix, { k: 3, seed, starts: 10 });
        expect(ten.inertia).toBeLessThanOrEqual(one.inertia + 1e-9);
        const start = Float64Array.from(rows.slice(0, 3).flat());
        expect(clusterFrom(matrix, start).inertia).toBeLessThanOrEqual(
          inertiaFrom(matrix, start) + 1e-9,
        );
      }),
      { numRuns: 40 },
    );
  });

  test("the inertia is that of its own centres, and each row is in the nearest cluster", () => {
    const matrix = matrixOf(points(300, 4, 1));
    const { centres, inertia, labels } = cluster(matrix, { k: 5, seed: 42, starts: 5 });
    expect(inertia).toBeCloseTo(inertiaFrom(matrix, centres), 6);
    labels.forEach((label, row) => {
      const distances = distancesTo(matrix.data.subarray(row * 4, row * 4 + 4), centres);
      expect(distances[label]).toBe(Math.min(...distances));
    });
  });

  test("the same seed gives the same clusters; a seed of 0 and of 2^32 - 1 work too", () => {
    const matrix = matrixOf(points(200, 3, 2));
    for (const seed of [0, 42, 4_294_967_295]) {
      const first = cluster(matrix, { k: 4, seed, starts: 3 });
      expect(cluster(matrix, { k: 4, seed, starts: 3 })).toEqual(first);
    }
  });

  test("the order of the rows changes nothing, from the same start", () => {
    const rows = points(120, 3, 3);
    const start = Float64Array.from(rows.slice(0, 4).flat());
    const forward = clusterFrom(matrixOf(rows), start);
    const backward = clusterFrom(matrixOf(rows.toReversed()), start);
    expect([...backward.labels].toReversed()).toEqual([...forward.labels]);
    expect(farthest(backward.centres, [...forward.centres])).toBeLessThan(1e-9);
  });

  test("a sample that is polished on all rows reaches the inertia of starts on all rows", () => {
    // Above 10,000 rows the starts see a sample alone.
    const matrix = matrixOf(points(15_000, 4, 4));
    const sampled = cluster(matrix, { k: 5, seed: 42, starts: 10 });
    const best = Math.min(
      ...Array.from({ length: 10 }, (_, start) => {
        const random = createRandom(start);
        const rows = Array.from({ length: 5 }, () => Math.floor(random() * matrix.rows));
        const from = rows.flatMap((row) => [...matrix.data.subarray(row * 4, row * 4 + 4)]);
        return clusterFrom(matrix, Float64Array.from(from)).inertia;
      }),
    );
    expect(sampled.inertia).toBeLessThanOrEqual(best * 1.0001);
    expect(sampled.labels).toHaveLength(15_000);
  });

  test("a cluster that lost all its rows comes alive again", () => {
    const rows = [[0], [0.1], [0.2], [10], [10.1], [20]];
    const found = clusterFrom(matrixOf(rows), Float64Array.from([0, 10, 1000]));
    expect(new Set(found.labels).size).toBe(3);
    expect(found.inertia).toBeLessThan(0.1);
  });

  test("rows that are all alike end as they are", () => {
    for (const rows of [6, 4000]) {
      const alike = matrixOf(Array.from({ length: rows }, () => [1, 2, 3]));
      const found = cluster(alike, { k: 5, seed: 42, starts: 3 });
      expect(found.inertia).toBe(0);
      expect([...found.centres].every(Number.isFinite)).toBe(true);
    }
  });

  test("as many clusters as rows puts each row alone", () => {
    const found = cluster(matrixOf([[0], [5], [9]]), { k: 3, seed: 42, starts: 10 });
    expect(found.inertia).toBe(0);
    expect(new Set(found.labels).size).toBe(3);
  });

  test.each([
    ["missing values", matrixOf([[1], [null], [2]]), 2, "without missing values"],
    ["fewer rows than clusters", matrixOf([[1], [2]]), 3, "3 clusters need at least as many"],
    ["infinite values", matrixOf([[1], [Infinity]]), 1, "infinite"],
    ["no clusters at all", matrixOf([[1], [2]]), 0, "0 clusters"],
  ])("refuses %s", (_, matrix, k, message) => {
    expect(() => cluster(matrix, { k, seed: 42, starts: 2 })).toThrow(message);
  });
});
