import { MODEL_FEATURES } from "../../common/domain/features.ts";
import type { Matrix } from "./matrix.ts";
import { fitScaler, type Scaler } from "./scale.ts";

/** How long a song is says little of what it is like. */
const COLUMNS = MODEL_FEATURES.map((_, column) => column).filter(
  (column) => MODEL_FEATURES[column] !== "duration",
);

/** Features that two songs are compared by, as columns of the feature matrix. */
export const COMPARED_COLUMNS: readonly number[] = COLUMNS;
/** Values of a point. */
export const SPACE_WIDTH = COLUMNS.length;

/** Songs as points: each feature in standard deviations from the library's mean. */
export type Space = {
  readonly rows: number;
  /** rows × SPACE_WIDTH, row-major; 0 (the mean) where a value is missing. */
  readonly points: Float32Array;
  /** Per row: bit n is set where the n-th value is missing. All set: nothing is known of the song. */
  readonly missing: Uint16Array;
};

/** What is missing of a song of which nothing is known. */
export const ALL_MISSING = (1 << SPACE_WIDTH) - 1;

/** Puts songs into the space of a library. `scaler` is what {@link fitScaler} says of that library's raw features. */
export function createSpace(features: Matrix, scaler: Scaler = fitScaler(features)): Space {
  const { rows, columns, data } = features;
  const points = new Float32Array(rows * SPACE_WIDTH);
  const missing = new Uint16Array(rows);
  for (let index = 0; index < SPACE_WIDTH; index += 1) {
    const column = COLUMNS[index] ?? 0;
    const mean = scaler.mean[column] ?? 0;
    const scale = scaler.scale[column] ?? 1;
    for (let row = 0; row < rows; row += 1) {
      const value = data[row * columns + column] as number;
      if (Number.isNaN(value)) missing[row] = (missing[row] as number) | (1 << index);
      else points[row * SPACE_WIDTH + index] = (value - mean) / scale;
    }
  }
  return { rows, points, missing };
}

/** The point in the middle of some songs, as a space of its own: the mean of what is known of them, value by value. */
export function centreOf({ points, missing }: Space, rows: ArrayLike<number>): Space {
  const sums = new Float64Array(SPACE_WIDTH);
  const counts = new Float64Array(SPACE_WIDTH);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] as number;
    for (let index = 0; index < SPACE_WIDTH; index += 1) {
      if (((missing[row] as number) >>> index) & 1) continue;
      sums[index] = (sums[index] as number) + (points[row * SPACE_WIDTH + index] as number);
      counts[index] = (counts[index] as number) + 1;
    }
  }
  const unknown = counts.reduce(
    (mask, count, index) => (count === 0 ? mask | (1 << index) : mask),
    0,
  );
  return {
    rows: 1,
    points: Float32Array.from(sums, (sum, index) => sum / Math.max(1, counts[index] ?? 0)),
    missing: Uint16Array.of(unknown),
  };
}

/** Some songs of a space, side by side in memory: going through them again and again is several times faster. */
export function takePoints({ points, missing }: Space, rows: ArrayLike<number>): Space {
  const taken = new Float32Array(rows.length * SPACE_WIDTH);
  const lacks = new Uint16Array(rows.length);
  for (let index = 0; index < rows.length; index += 1) {
    const at = (rows[index] as number) * SPACE_WIDTH;
    taken.set(points.subarray(at, at + SPACE_WIDTH), index * SPACE_WIDTH);
    lacks[index] = missing[rows[index] as number] as number;
  }
  return { rows: rows.length, points: taken, missing: lacks };
}

/**
 * How many of `others` are nearer to a row of `space` than `bound` (squared). The squared distance is the same
 * whichever of two songs comes first: what one of them lacks counts as what is to be expected there, which is 2 where
 * both do.
 */
export function countWithin(space: Space, row: number, others: Space, bound: number): number {
  const { points, missing } = others;
  const lacks = bitsOf(space.missing[row] as number);
  const from = row * SPACE_WIDTH;
  let count = 0;
  for (let other = 0; other < others.rows; other += 1) {
    const square =
      lacks + squareBelow(points, other * SPACE_WIDTH, space.points, from, bound - lacks);
    if (square < bound && square + bitsOf(missing[other] as number) < bound) count += 1;
  }
  return count;
}

/** The smallest squared distance (as in {@link countWithin}) of a row to any of `others`; at most `bound`. */
export function nearestSquare(space: Space, row: number, others: Space, bound: number): number {
  const { points, missing } = others;
  const lacks = bitsOf(space.missing[row] as number);
  const from = row * SPACE_WIDTH;
  let least = bound;
  for (let other = 0; other < others.rows; other += 1) {
    const square =
      lacks + squareBelow(points, other * SPACE_WIDTH, space.points, from, least - lacks);
    if (square < least) least = Math.min(least, square + bitsOf(missing[other] as number));
  }
  return least;
}

/** Of known values alone; something not below `bound` where four of them are that far away already, as most are. */
function squareBelow(
  points: Float32Array,
  at: number,
  others: Float32Array,
  from: number,
  bound: number,
): number {
  const first = (points[at] as number) - (others[from] as number);
  const second = (points[at + 1] as number) - (others[from + 1] as number);
  const third = (points[at + 2] as number) - (others[from + 2] as number);
  const fourth = (points[at + 3] as number) - (others[from + 3] as number);
  let sum = first * first + second * second + (third * third + fourth * fourth);
  if (sum >= bound) return sum;
  for (let index = 4; index < SPACE_WIDTH; index += 1) {
    const away = (points[at + index] as number) - (others[from + index] as number);
    sum += away * away;
  }
  return sum;
}

/** How many bits are set. */
export function bitsOf(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
