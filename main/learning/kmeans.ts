import { kmeans as mlKmeans } from "ml-kmeans";
import { AppError } from "../../common/errors.ts";
import { takeRows, validate, type Matrix } from "./matrix.ts";
import { createRandom, sample } from "./random.ts";

export type KMeans = {
  /** The cluster of each row. */
  readonly labels: Uint8Array;
  /** Row-major, k × columns, in scaled units. */
  readonly centres: Float64Array;
  /** Sum of squared distances to the nearest centre. */
  readonly inertia: number;
  readonly iterations: number;
};

export type KMeansOptions = {
  readonly k: number;
  readonly seed: number;
  /** Independent starts; the one with the least inertia is kept. */
  readonly starts: number;
};

/** Up to here ml-kmeans does the starts; above, typed arrays on a sample do (the same inertia, ten times as fast). */
const ML_ROWS = 3000;
const SAMPLE_ROWS = 10_000;
const MAX_ITERATIONS = 300;
/** Of the starts on a sample so many at the most are polished, those within that share of the best one's inertia. */
const POLISHED = 3;
const NEARLY = 5e-3;
const SAME = 1e-6;

/**
 * k-means over scaled rows: k-means++ starts, the best one polished on all rows until no row changes its cluster.
 * The same seed gives the same clusters. Throws AppError `bad_input` where rows are fewer than k or values missing.
 */
export function cluster(scaled: Matrix, { k, seed, starts }: KMeansOptions): KMeans {
  validate(scaled);
  // ml-kmeans crashes on NaN, and k above the number of rows has no answer.
  if (scaled.data.some(Number.isNaN))
    throw new AppError("bad_input", "k-means needs scaled rows without missing values.");
  if (k < 1 || k > 255 || scaled.rows < k) {
    throw new AppError(
      "bad_input",
      `${k} clusters need at least as many tracks; there are ${scaled.rows}.`,
    );
  }
  const random = createRandom(seed);
  const part =
    scaled.rows <= ML_ROWS ? scaled : takeRows(scaled, sample(scaled.rows, SAMPLE_ROWS, random));
  const found = Array.from({ length: starts }, (_, start) =>
    clusterFrom(
      part,
      scaled.rows <= ML_ROWS ? startWithLibrary(part, k, seed + start) : plusPlus(part, k, random),
    ),
  ).toSorted((a, b) => a.inertia - b.inertia);
  const [best] = found;
  if (!best) throw new AppError("bad_input", "k-means needs at least one start.");
  if (part === scaled || part.rows === scaled.rows) return best;
  return closest(found)
    .map(({ centres }) => clusterFrom(scaled, centres))
    .reduce((least, other) => (other.inertia < least.inertia ? other : least));
}

/** A sample cannot tell optima apart that are nearly as good: all of them are polished on all rows then. */
function closest(sorted: readonly KMeans[]): KMeans[] {
  const chosen: KMeans[] = [];
  for (const found of sorted) {
    const last = chosen.at(-1);
    const least = chosen[0]?.inertia ?? found.inertia;
    if (chosen.length === POLISHED || found.inertia > least * (1 + NEARLY)) break;
    // The same optimum reached twice is polished once.
    if (!last || found.inertia > last.inertia * (1 + SAME)) chosen.push(found);
  }
  return chosen;
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

/** Centres drawn by squared distance to those there are (Arthur & Vassilvitskii 2007). */
function plusPlus({ rows, columns, data }: Matrix, k: number, random: () => number): Float64Array {
  const centres = new Float64Array(k * columns);
  const nearest = new Float64Array(rows).fill(Infinity);
  let chosen = Math.floor(random() * rows);
  for (let centre = 0; centre < k; centre += 1) {
    for (let column = 0; column < columns; column += 1) {
      centres[centre * columns + column] = data[chosen * columns + column] ?? 0;
    }
    let total = 0;
    for (let row = 0; row < rows; row += 1) {
      let distance = 0;
      for (let column = 0; column < columns; column += 1) {
        distance +=
          ((data[row * columns + column] ?? 0) - (centres[centre * columns + column] ?? 0)) ** 2;
      }
      if (distance < (nearest[row] ?? 0)) nearest[row] = distance;
      total += nearest[row] ?? 0;
    }
    let mark = random() * total;
    chosen = rows - 1;
    for (let row = 0; row < rows; row += 1) {
      mark -= nearest[row] ?? 0;
      if (mark <= 0) {
        chosen = row;
        break;
      }
    }
  }
  return centres;
}
