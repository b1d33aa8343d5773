import { MODEL_FEATURES } from "../../common/domain/features.ts";
import type { Matrix } from "./matrix.ts";
import { fitScaler, type Scaler } from "./scale.ts";
import type { TrainingFeatures } from "./training-features.ts";

/** How long a song is says little of what it is like. */
const COLUMNS = MODEL_FEATURES.map((_, column) => column).filter(
  (column) => MODEL_FEATURES[column] !== "duration",
);
const WIDTH = COLUMNS.length;

/** Songs as points: each feature in standard deviations from the library's mean. */
export type Space = {
  readonly rows: number;
  /** rows × WIDTH, row-major; 0 (the mean) where a value is missing. */
  readonly points: Float32Array;
  /** Per row: bit n is set where the n-th value is missing. All set: nothing is known of the song. */
  readonly missing: Uint16Array;
};

export type Neighbours = {
  /** Nearest first; of equally near ones the earlier row first. */
  readonly rows: Int32Array;
  /** Euclidean, in standard deviations. */
  readonly distances: Float64Array;
};

const ALL = (1 << WIDTH) - 1;

/** Puts songs into the space of a library. `scaler` is what {@link fitScaler} says of that library's raw features. */
export function createSpace(features: Matrix, scaler: Scaler = fitScaler(features)): Space {
  const { rows, columns, data } = features;
  const points = new Float32Array(rows * WIDTH);
  const missing = new Uint16Array(rows);
  for (let index = 0; index < WIDTH; index += 1) {
    const column = COLUMNS[index] ?? 0;
    const mean = scaler.mean[column] ?? 0;
    const scale = scaler.scale[column] ?? 1;
    for (let row = 0; row < rows; row += 1) {
      const value = data[row * columns + column] as number;
      if (Number.isNaN(value)) missing[row] = (missing[row] as number) | (1 << index);
      else points[row * WIDTH + index] = (value - mean) / scale;
    }
  }
  return { rows, points, missing };
}

/**
 * The songs of a space that are nearest to a point, without the row `except` and without those of which nothing is
 * known. Exact. What the point lacks is not compared. What another song lacks counts as what it is expected to
 * differ there: with a mean of 0 and a variance of 1 that is a² + 1 (squared) for a point at a, so that an unknown
 * value makes a song neither near nor far. All rows are looked at by the sum with 0 for what is missing, which is
 * the a² of it and never more than the whole; only rows that could be among the nearest are looked at closer.
 */
export function nearest(
  space: Space,
  point: { readonly space: Space; readonly row: number },
  count: number,
  except = -1,
): Neighbours {
  const lacks = point.space.missing[point.row] ?? ALL;
  const { rows, points, missing } = space;
  const limit = Math.min(count, rows);
  const found = new Int32Array(limit);
  const squares = new Float64Array(limit);
  let size = 0;
  if (lacks !== ALL && limit > 0) {
    let worst = Infinity;
    const from = point.space.points.subarray(point.row * WIDTH, (point.row + 1) * WIDTH);
    const weights = COLUMNS.map((_, index) => ((lacks >>> index) & 1 ? 0 : 1));
    const [a = 0, b = 0, c = 0, d = 0] = from;
    const [forA = 0, forB = 0, forC = 0, forD = 0] = weights;
    for (let row = 0; row < rows; row += 1) {
      const at = row * WIDTH;
      const first = ((points[at] as number) - a) * forA;
      const second = ((points[at + 1] as number) - b) * forB;
      const third = ((points[at + 2] as number) - c) * forC;
      const fourth = ((points[at + 3] as number) - d) * forD;
      let square = first * first + second * second + (third * third + fourth * fourth);
      // Most songs are too far away by four features already.
      if (square >= worst || row === except) continue;
      square += squareOfRest(points, at, from, weights);
      if (square >= worst) continue;
      const unknown = missing[row] as number;
      if (unknown !== 0) {
        if (unknown === ALL) continue;
        square += bits(unknown & ~lacks);
        if (square >= worst) continue;
      }
      if (size < limit) size += 1;
      let place = size - 1;
      for (; place > 0 && (squares[place - 1] as number) > square; place -= 1) {
        squares[place] = squares[place - 1] as number;
        found[place] = found[place - 1] as number;
      }
      squares[place] = square;
      found[place] = row;
      if (size === limit) worst = squares[limit - 1] as number;
    }
  }
  return { rows: found.slice(0, size), distances: squares.slice(0, size).map(Math.sqrt) };
}

/** From the fifth feature on. */
function squareOfRest(
  points: Float32Array,
  at: number,
  from: Float32Array,
  weights: readonly number[],
): number {
  let sum = 0;
  for (let index = 4; index < WIDTH; index += 1) {
    const away =
      ((points[at + index] as number) - (from[index] as number)) * (weights[index] as number);
    sum += away * away;
  }
  return sum;
}

/**
 * The squared distance of two songs of a space, whichever comes first: what one of them lacks counts as what is to be
 * expected there, which is 2 where both do.
 */
export function squareBetween({ points, missing }: Space, one: number, other: number): number {
  let sum = bits(missing[one] as number) + bits(missing[other] as number);
  for (let index = 0; index < WIDTH; index += 1) {
    const away =
      (points[one * WIDTH + index] as number) - (points[other * WIDTH + index] as number);
    sum += away * away;
  }
  return sum;
}

/** Features that two songs are compared by, as columns of the feature matrix. */
export const COMPARED_COLUMNS: readonly number[] = COLUMNS;

export type SimilarInput = {
  /** Names the state of the library that `features` are of. */
  readonly version: string;
  /** The whole library; null where the thread should still have this version. */
  readonly features: TrainingFeatures | null;
  readonly row: number;
  readonly count: number;
};

/** Answers for one library, which is put into its space once for many questions. Null: it has to be sent again. */
export function createSimilar(): (input: SimilarInput) => Neighbours | null {
  let held: { readonly version: string; readonly space: Space } | undefined;
  return ({ version, features, row, count }) => {
    if (features) held = { version, space: createSpace(features) };
    if (held?.version !== version) return null;
    return nearest(held.space, { space: held.space, row }, count, row);
  };
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
