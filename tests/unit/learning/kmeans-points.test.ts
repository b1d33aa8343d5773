import fc from "fast-check";
import { kmeans as mlKmeans } from "ml-kmeans";
import { describe, expect, test } from "vitest";
import { clusterTracks } from "../../../main/learning/cluster-tracks.ts";
import { clusterFrom, distancesTo } from "../../../main/learning/kmeans.ts";
import { clusterPoints, polish } from "../../../main/learning/kmeans-points.ts";
import type { Matrix } from "../../../main/learning/matrix.ts";
import { holdPoints, type Points } from "../../../main/learning/points.ts";
import { createRandom } from "../../../main/learning/random.ts";
import { fitScaler, transform } from "../../../main/learning/scale.ts";
import { ownFeatures } from "../../../main/learning/training-features.ts";
import { farthest, fixture, matrixOf } from "./matrices.ts";

/** Loose groups of points, the same for the same seed. */
function made(rows: number, columns: number, seed: number, missing = 0): Matrix {
  const random = createRandom(seed);
  const data = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const group = Math.floor(random() * 4);
    for (let column = 0; column < columns; column += 1) {
      const value = ((group * 7 + column) % 4) * 2 + 4 * random();
      data[row * columns + column] = random() < missing ? NaN : value;
    }
  }
  return { rows, columns, data };
}

function hold(matrix: Matrix): Points {
  return holdPoints(matrix, { missing: false });
}

function rowOf({ columns, data }: Matrix, row: number): Float32Array {
  return data.subarray(row * columns, (row + 1) * columns);
}

function startOf(matrix: Matrix, k: number): Float64Array {
  return Float64Array.from(matrix.data.subarray(0, k * matrix.columns));
}

function relative(value: number, other: number): number {
  return Math.abs(value - other) / Math.max(1e-12, Math.abs(other));
}

// One fixed seed: rounding may send a row half-way between two centres either way, which is no fault.
const RUNS = { numRuns: 60, seed: 5 };
const shapes = fc.tuple(
  fc.integer({ min: 12, max: 300 }),
  fc.integer({ min: 1, max: 11 }),
  fc.integer(),
  fc.integer({ min: 1, max: 12 }),
);

describe("k-means in the kernel", () => {
  test("agrees with scikit-learn's KMeans from the same start to 1e-6", () => {
    const { rows, start, labels, centres, inertia } = fixture<{
      rows: number[][];
      start: number[][];
      labels: number[];
      centres: number[][];
      inertia: number;
    }>("kmeans");
    const found = polish(hold(matrixOf(rows)), Float64Array.from(start.flat()));
    expect([...found.labels]).toEqual(labels);
    expect(farthest(found.centres, centres.flat())).toBeLessThan(1e-6);
    expect(relative(found.inertia, inertia)).toBeLessThan(1e-6);
  });

  test("from the same start it ends with the labels, centres and inertia of 64 bits", () => {
    fc.assert(
      fc.property(shapes, ([rows, columns, seed, k]) => {
        const matrix = made(rows, columns, seed);
        const theirs = clusterFrom(matrix, startOf(matrix, k));
        const ours = polish(hold(matrix), startOf(matrix, k));
        expect([...ours.labels]).toEqual([...theirs.labels]);
        expect(farthest(ours.centres, [...theirs.centres])).toBeLessThan(1e-6);
        expect(relative(ours.inertia, theirs.inertia)).toBeLessThan(1e-9);
      }),
      RUNS,
    );
  });

  test("agrees with ml-kmeans from the same start wherever that keeps all its clusters", () => {
    fc.assert(
      fc.property(shapes, ([rows, columns, seed, k]) => {
        const matrix = made(rows, columns, seed);
        const list = Array.from({ length: rows }, (_, row) => [...rowOf(matrix, row)]);
        const theirs = mlKmeans(list, k, { initialization: list.slice(0, k), maxIterations: 300 });
        fc.pre(new Set(theirs.clusters).size === k);
        const ours = polish(hold(matrix), startOf(matrix, k));
        fc.pre(new Set(ours.labels).size === k);
        expect(farthest(ours.centres, theirs.centroids.flat())).toBeLessThan(1e-6);
        expect([...ours.labels]).toEqual(theirs.clusters);
      }),
      RUNS,
    );
  });

  test("each row is in the nearest cluster, the inertia is exactly theirs, and no cluster is empty", () => {
    fc.assert(
      fc.property(shapes, fc.nat(), ([rows, columns, seed, k], other) => {
        const matrix = made(rows, columns, seed);
        const { labels, centres, inertia } = clusterPoints(hold(matrix), {
          k,
          seed: other,
          starts: 3,
        });
        let sum = 0;
        labels.forEach((label, row) => {
          const distances = distancesTo(rowOf(matrix, row), centres);
          expect(distances[label]).toBeCloseTo(Math.min(...distances), 9);
          sum += (distances[label] ?? NaN) ** 2;
        });
        expect(inertia).toBeCloseTo(sum, 6);
        expect(new Set(labels).size).toBe(k);
      }),
      RUNS,
    );
  });

  test("scales as the scaler does to the last bit, whatever is missing", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 11 }),
        fc.integer(),
        fc.constantFrom(0, 0.1, 0.9, 1),
        (rows, columns, seed, missing) => {
          const matrix = made(rows, columns, seed, missing);
          const points = holdPoints(matrix, { missing: true });
          const { scaler, known } = points.standardise();
          const expected = fitScaler(matrix);
          expect(farthest(scaler.mean, expected.mean)).toBeLessThan(1e-12);
          expect(farthest(scaler.scale, expected.scale)).toBeLessThan(1e-12);
          expect(known.reduce((sum, count) => sum + count)).toBe(
            matrix.data.filter((value) => !Number.isNaN(value)).length,
          );
          const scaled = transform(scaler, matrix);
          for (let row = 0; row < rows; row += 1) {
            expect([...points.point(row)]).toEqual([...rowOf(scaled, row)]);
          }
        },
      ),
      RUNS,
    );
  });

  test("constant columns and rows that are all alike end as they are", () => {
    const data = new Float32Array(4000 * 3).fill(7);
    const alike = ownFeatures({ rows: 4000, columns: 3, data });
    const found = clusterTracks({ features: alike, k: 5, seed: 42, starts: 3 });
    expect(found.inertia).toBe(0);
    expect(found.rawCentres).toEqual(Array.from({ length: 5 }, () => [7, 7, 7]));
  });

  test("rows that repeat a few points find each of them", () => {
    const data = Float32Array.from(
      { length: 5000 * 2 },
      (_, at) => ((at >> 1) % 6) * (1 + (at & 1)),
    );
    const found = clusterPoints(hold({ rows: 5000, columns: 2, data }), {
      k: 6,
      seed: 1,
      starts: 10,
    });
    expect(found.inertia).toBeLessThan(1e-9);
    expect(new Set(found.labels).size).toBe(6);
  });

  test("a cluster that lost all its rows comes alive again", () => {
    const matrix = made(5000, 3, 8);
    const far = Float64Array.from([0, 0, 0, 1, 1, 1, 1e6, 1e6, 1e6, 2e6, 2e6, 2e6]);
    const found = polish(hold(matrix), far);
    expect(new Set(found.labels).size).toBe(4);
    const good = clusterPoints(hold(matrix), { k: 4, seed: 1, starts: 10 });
    expect(relative(found.inertia, good.inertia)).toBeLessThan(0.5);
  });

  test("above 50,000 rows it stops a little earlier, at the same inertia and with exact labels", () => {
    const matrix = made(60_003, 4, 9);
    const points = hold(matrix);
    const ours = clusterPoints(points, { k: 5, seed: 42, starts: 10 });
    const theirs = clusterFrom(matrix, ours.centres);
    expect(ours.inertia / theirs.inertia - 1).toBeLessThan(1e-4);
    let sum = 0;
    let wrong = 0;
    ours.labels.forEach((label, row) => {
      const distances = distancesTo(rowOf(matrix, row), ours.centres);
      if (distances[label] !== Math.min(...distances)) wrong += 1;
      sum += (distances[label] ?? NaN) ** 2;
    });
    expect(wrong).toBe(0);
    expect(relative(ours.inertia, sum)).toBeLessThan(1e-9);
    expect(clusterPoints(points, { k: 5, seed: 42, starts: 10 })).toEqual(ours);
    expect(clusterPoints(hold(matrix), { k: 5, seed: 42, starts: 10 })).toEqual(ours);
  });

  test("a library of thousands is clustered as a small one: columns of which nothing is known are NaN", () => {
    const matrix = made(4001, 3, 10, 0.1);
    for (let at = 1; at < matrix.data.length; at += 3) matrix.data[at] = NaN;
    const found = clusterTracks({ features: ownFeatures(matrix), k: 4, seed: 42, starts: 5 });
    const scaled = transform(fitScaler(matrix), matrix);
    const theirs = clusterFrom(scaled, found.centres);
    expect(found.inertia).toBeCloseTo(theirs.inertia, 6);
    expect(found.rawCentres.map(([, second]) => second)).toEqual([NaN, NaN, NaN, NaN]);
  });

  test("missing and infinite values are refused", () => {
    const missing = made(5000, 2, 11, 0.001);
    expect(() => hold(missing)).toThrow("without missing values");
    const last = made(5001, 2, 11);
    last.data[10_001] = -Infinity;
    expect(() => holdPoints(last, { missing: true })).toThrow("infinite");
    last.data[10_001] = NaN;
    expect(() => hold(last)).toThrow("without missing values");
    expect(() => clusterTracks({ features: ownFeatures(last), k: 0, seed: 1, starts: 1 })).toThrow(
      "0 clusters",
    );
  });
});
