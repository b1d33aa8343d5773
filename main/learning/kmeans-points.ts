import type { KMeans, KMeansOptions } from "./kmeans-types.ts";
import type { Points } from "./points.ts";
import { createRandom } from "./random.ts";

const SAMPLE_ROWS = 10_000;
const MAX_ITERATIONS = 300;
/** Of the starts on a sample so many at the most are polished, those within that share of the best one's inertia. */
const POLISHED = 3;
const NEARLY = 5e-3;
/** Centres nearer than that (squared) to one of another start are the same one, on the way to the same place. */
const SAME = 0.01;
/**
 * Iterations end where the centres' squared moves add up to this (in scaled units): scikit-learn's `tol`. What is left
 * to gain then is far below 1e-4 of the inertia.
 */
const STILL = 1e-4;
/** Up to so many rows the last iterations are in 64 bits and go on until no row changes its cluster. */
const EXACT_ROWS = 50_000;

type Start = { readonly centres: Float64Array; readonly inertia: number };

/**
 * k-means for many rows: k-means++ starts and their iterations on a sample, the best of them polished on all rows.
 * The labels are the nearest centres in 64 bits, and the inertia is exactly theirs. Expects k ≤ rows.
 */
export function clusterPoints(points: Points, { k, seed, starts }: KMeansOptions): KMeans {
  const random = createRandom(seed);
  const part = points.rows > SAMPLE_ROWS ? points.take(spreadOut(points.rows, random)) : points;
  const found = Array.from({ length: starts }, () => {
    const { centres } = iterate(part, plusPlus(part, k, random), STILL);
    return { centres, inertia: part.settle(centres).inertia };
  }).toSorted((a, b) => a.inertia - b.inertia);
  return closest(found, points.columns)
    .map(({ centres }) => polish(points, centres))
    .reduce((least, other) => (other.inertia < least.inertia ? other : least));
}

/** Iterations on all rows from given centres (row-major, k × columns). */
export function polish(points: Points, from: Float64Array): KMeans {
  const still = points.rows > EXACT_ROWS ? STILL : 0;
  const { centres, iterations } = iterate(points, from, still);
  let settled = points.settle(centres);
  let more = 0;
  while (points.rows <= EXACT_ROWS && settled.changes > 0 && more < MAX_ITERATIONS) {
    more += 1;
    move(points, centres);
    settled = points.settle(centres);
  }
  return {
    labels: points.labels(),
    centres,
    inertia: settled.inertia,
    iterations: iterations + more,
  };
}

/** A sample cannot tell optima apart that are nearly as good: all of them are polished on all rows then. */
function closest(sorted: readonly Start[], columns: number): Start[] {
  const chosen: Start[] = [];
  for (const found of sorted) {
    const least = chosen[0]?.inertia ?? found.inertia;
    if (chosen.length === POLISHED || found.inertia > least * (1 + NEARLY)) break;
    // The same optimum reached twice is polished once.
    if (chosen.every((other) => !isSame(found.centres, other.centres, columns))) {
      chosen.push(found);
    }
  }
  return chosen;
}

function isSame(one: Float64Array, other: Float64Array, columns: number): boolean {
  const square = (from: number, to: number) => {
    let sum = 0;
    for (let column = 0; column < columns; column += 1) {
      sum += ((one[from + column] ?? 0) - (other[to + column] ?? 0)) ** 2;
    }
    return sum;
  };
  for (let from = 0; from < one.length; from += columns) {
    let least = Infinity;
    for (let to = 0; to < other.length; to += columns) least = Math.min(least, square(from, to));
    if (least > SAME) return false;
  }
  return true;
}

/** One row of each of as many equal stretches of the rows. */
function spreadOut(rows: number, random: () => number): Int32Array {
  const each = rows / SAMPLE_ROWS;
  return Int32Array.from({ length: SAMPLE_ROWS }, (_, index) =>
    Math.min(rows - 1, Math.floor((index + random()) * each)),
  );
}

function iterate(
  points: Points,
  from: Float64Array,
  still: number,
): { readonly centres: Float64Array; readonly iterations: number } {
  const centres = Float64Array.from(from);
  points.forget();
  for (let iterations = 1; ; iterations += 1) {
    const changes = points.assign(centres);
    if (changes === 0 || iterations >= MAX_ITERATIONS) return { centres, iterations };
    if (move(points, centres) <= still) return { centres, iterations };
  }
}

/**
 * Centres become the means of their rows; one that lost all its rows starts anew at the row farthest from all centres
 * (as scikit-learn does). The sum of the squared moves.
 */
function move(points: Points, centres: Float64Array): number {
  const { columns, sums, counts } = points;
  const k = centres.length / columns;
  let moved = 0;
  for (let centre = 0; centre < k; centre += 1) {
    const count = counts[centre] ?? 0;
    if (count === 0) continue;
    for (let at = centre * columns; at < (centre + 1) * columns; at += 1) {
      const mean = (sums[at] ?? 0) / count;
      moved += (mean - (centres[at] ?? 0)) ** 2;
      centres[at] = mean;
    }
  }
  for (let centre = 0; centre < k; centre += 1) {
    if (counts[centre] !== 0) continue;
    const point = points.point(points.farthest(centres));
    centres.set(point, centre * columns);
    moved = Infinity;
  }
  return moved;
}

/** Centres drawn by squared distance to those there are (Arthur & Vassilvitskii 2007). */
function plusPlus(points: Points, k: number, random: () => number): Float64Array {
  const { rows, columns } = points;
  const centres = new Float64Array(k * columns);
  points.approach(null);
  let chosen = Math.floor(random() * rows);
  for (let centre = 0; centre < k; centre += 1) {
    const point = points.point(chosen);
    centres.set(point, centre * columns);
    const { squares, total } = points.approach(point);
    let mark = random() * total;
    chosen = rows - 1;
    for (let row = 0; row < rows; row += 1) {
      mark -= squares[row] as number;
      if (mark <= 0) {
        chosen = row;
        break;
      }
    }
  }
  return centres;
}
