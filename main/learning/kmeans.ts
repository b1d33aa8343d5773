import { kmeans as mlKmeans } from "ml-kmeans";
import { AppError } from "../../common/errors.ts";
import type { KMeans, KMeansOptions } from "./kmeans-types.ts";
import { clusterPoints } from "./kmeans-points.ts";
import { validate, type Matrix } from "./matrix.ts";
import { holdPoints } from "./points.ts";
import { fitScaler, transform, type Scaler } from "./scale.ts";

/** Up to here ml-kmeans does the starts; above, a kernel on a sample does (the same inertia, a hundred times as fast). */
const ML_ROWS = 3000;
const MAX_ITERATIONS = 300;

/**
 * k-means over scaled rows: k-means++ starts, the best one polished on all rows. Up to 50,000 rows until no row changes
 * its cluster, above that until the centres hardly move. The same seed gives the same clusters.
 * Throws AppError `bad_input` where rows are fewer than k or values missing.
 */
export function cluster(scaled: Matrix, options: KMeansOptions): KMeans {
  const { k, seed, starts } = options;
  checkClusters(scaled, options);
  if (scaled.rows > ML_ROWS) return clusterPoints(holdPoints(scaled, { missing: false }), options);
  validate(scaled);
  // ml-kmeans crashes on NaN.
  if (scaled.data.some(Number.isNaN))
    throw new AppError("bad_input", "k-means needs scaled rows without missing values.");
  return Array.from({ length: starts }, (_, start) =>
    clusterFrom(scaled, startWithLibrary(scaled, k, seed + start)),
  ).reduce((least, other) => (other.inertia < least.inertia ? other : least));
}

/** The same over raw rows, scaled on the way; NaN = missing. `known` counts each column's values that are there. */
export function clusterRaw(
  features: Matrix,
  options: KMeansOptions,
): KMeans & { readonly scaler: Scaler; readonly known: readonly number[] } {
  checkClusters(features, options);
  if (features.rows > ML_ROWS) {
    const points = holdPoints(features, { missing: true });
    return { ...points.standardise(), ...clusterPoints(points, options) };
  }
  const scaler = fitScaler(features);
  const known = scaler.mean.map((_, column) => countKnown(features, column));
  return { ...cluster(transform(scaler, features), options), scaler, known };
}

function checkClusters({ rows }: Matrix, { k, starts }: KMeansOptions): void {
  if (k < 1 || k > 255 || rows < k) {
    throw new AppError(
      "bad_input",
      `${k} clusters need at least as many tracks; there are ${rows}.`,
    );
  }
  if (starts < 1) throw new AppError("bad_input", "k-means needs at least one start.");
}

function countKnown({ columns, data }: Matrix, column: number): number {
  let count = 0;
  for (let at = column; at < data.length; at += columns) {
    if (!Number.isNaN(data[at])) count += 1;
  }
  return count;
}

/** Lloyd's iterations from given centres (row-major, k × columns) until no row changes its cluster. */
export function clusterFrom(scaled: Matrix, from: Float64Array): KMeans {
  const { rows, columns, data } = scaled;
  const k = from.length / columns;
  const centres = Float64Array.from(from);
  const labels = new Uint8Array(rows).fill(255);
  const sums = new Float64Array(k * columns);
  const counts = new Int32Array(k);
  const distances = new Float64Array(rows);
  for (let iteration = 1; ; iteration += 1) {
    sums.fill(0);
    counts.fill(0);
    let inertia = 0;
    let changes = 0;
    for (let row = 0; row < rows; row += 1) {
      const start = row * columns;
      let nearest = 0;
      let least = Infinity;
      for (let centre = 0; centre < k; centre += 1) {
        const offset = centre * columns;
        let distance = 0;
        for (let column = 0; column < columns; column += 1) {
          const difference =
            (data[start + column] as number) - (centres[offset + column] as number);
          distance += difference * difference;
        }
        if (distance < least) {
          least = distance;
          nearest = centre;
        }
      }
      if (labels[row] !== nearest) {
        labels[row] = nearest;
        changes += 1;
      }
      distances[row] = least;
      inertia += least;
      counts[nearest] = (counts[nearest] as number) + 1;
      const offset = nearest * columns;
      for (let column = 0; column < columns; column += 1) {
        sums[offset + column] =
          (sums[offset + column] as number) + (data[start + column] as number);
      }
    }
    if (changes === 0 || iteration >= MAX_ITERATIONS)
      return { labels, centres, inertia, iterations: iteration };
    moveCentres(centres, sums, counts, columns);
    reviveEmpty(scaled, centres, counts, distances);
  }
}

/** Euclidean distances of one row to each centre. */
export function distancesTo(row: ArrayLike<number>, centres: Float64Array): number[] {
  const columns = row.length;
  return Array.from({ length: centres.length / columns }, (_, centre) => {
    let sum = 0;
    for (let column = 0; column < columns; column += 1) {
      sum += ((row[column] ?? 0) - (centres[centre * columns + column] ?? 0)) ** 2;
    }
    return Math.sqrt(sum);
  });
}

function moveCentres(
  centres: Float64Array,
  sums: Float64Array,
  counts: Int32Array,
  columns: number,
): void {
  for (let centre = 0; centre < counts.length; centre += 1) {
    const count = counts[centre] ?? 0;
    if (count === 0) continue;
    for (let column = 0; column < columns; column += 1) {
      const at = centre * columns + column;
      centres[at] = (sums[at] ?? 0) / count;
    }
  }
}

/** A cluster that lost all its rows starts anew at the row farthest from its centre (as scikit-learn does). */
function reviveEmpty(
  { rows, columns, data }: Matrix,
  centres: Float64Array,
  counts: Int32Array,
  distances: Float64Array,
): void {
  for (let centre = 0; centre < counts.length; centre += 1) {
    if (counts[centre] !== 0) continue;
    let farthest = 0;
    for (let row = 1; row < rows; row += 1) {
      if ((distances[row] ?? 0) > (distances[farthest] ?? 0)) farthest = row;
    }
    distances[farthest] = 0;
    for (let column = 0; column < columns; column += 1) {
      centres[centre * columns + column] = data[farthest * columns + column] ?? 0;
    }
  }
}

/** One start of ml-kmeans; its centres are polished afterwards, which also revives clusters it left empty. */
function startWithLibrary(scaled: Matrix, k: number, seed: number): Float64Array {
  const { rows, columns, data } = scaled;
  const points = Array.from({ length: rows }, (_, row) =>
    Array.from(data.subarray(row * columns, (row + 1) * columns)),
  );
  const { centroids } = mlKmeans(points, k, {
    initialization: "kmeans++",
    seed,
    maxIterations: 100,
  });
  return Float64Array.from(centroids.flat());
}
