import { createScan, SCAN_GROUP, type Scan } from "./scan.ts";
import {
  ALL_MISSING,
  bitsOf,
  centreOf,
  createSpace,
  SPACE_WIDTH as WIDTH,
  type Space,
} from "./space.ts";
import type { TrainingFeatures } from "./training-features.ts";

export type Neighbours = {
  /** Nearest first; of equally near ones the earlier row first. */
  readonly rows: Int32Array;
  /** Euclidean, in standard deviations. */
  readonly distances: Float64Array;
};

/**
 * The songs of a space that are nearest to a point, without the rows `except` and without those of which nothing is
 * known. Exact. What the point lacks is not compared. What another song lacks counts as what it is expected to
 * differ there: with a mean of 0 and a variance of 1 that is a² + 1 (squared) for a point at a, so that an unknown
 * value makes a song neither near nor far. All rows are looked at by the sum with 0 for what is missing, which is
 * the a² of it and never more than the whole; only rows that could be among the nearest are looked at closer. A
 * {@link Scan} of the space finds those faster; the answer is the same.
 */
export function nearest(
  space: Space,
  point: { readonly space: Space; readonly row: number },
  count: number,
  except: Except = NOTHING,
  scan?: Scan,
): Neighbours {
  const lacks = point.space.missing[point.row] ?? ALL_MISSING;
  const { rows, points, missing } = space;
  const limit = Math.min(count, rows);
  const found = new Int32Array(limit);
  const squares = new Float64Array(limit);
  let size = 0;
  let worst = Infinity;
  const from = point.space.points.subarray(point.row * WIDTH, (point.row + 1) * WIDTH);
  const weights = Array.from(from, (_, index) => ((lacks >>> index) & 1 ? 0 : 1));
  const [a = 0, b = 0, c = 0, d = 0] = from;
  const [forA = 0, forB = 0, forC = 0, forD = 0] = weights;
  const consider = (first: number, end: number) => {
    for (let row = first; row < end; row += 1) {
      const at = row * WIDTH;
      const away0 = ((points[at] as number) - a) * forA;
      const away1 = ((points[at + 1] as number) - b) * forB;
      const away2 = ((points[at + 2] as number) - c) * forC;
      const away3 = ((points[at + 3] as number) - d) * forD;
      let square = away0 * away0 + away1 * away1 + (away2 * away2 + away3 * away3);
      // Most songs are too far away by four features already.
      if (square >= worst) continue;
      square += squareOfRest(points, at, from, weights);
      if (square >= worst) continue;
      const unknown = missing[row] as number;
      if (unknown !== 0) {
        if (unknown === ALL_MISSING) continue;
        square += bitsOf(unknown & ~lacks);
        if (square >= worst) continue;
      }
      if (except.has(row)) continue;
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
  };
  if (lacks !== ALL_MISSING && limit > 0) {
    if (scan) {
      scan.aim(from, weights);
      for (let group = scan.seek(0, worst); group < scan.groups;) {
        consider(group * SCAN_GROUP, Math.min(rows, (group + 1) * SCAN_GROUP));
        group = scan.seek(group + 1, worst);
      }
    } else consider(0, rows);
  }
  return { rows: found.slice(0, size), distances: squares.slice(0, size).map(Math.sqrt) };
}

type Except = { readonly has: (row: number) => boolean };
const NOTHING: Except = new Set<number>();

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

export type SimilarInput = {
  /** Names the state of the library that `features` are of. */
  readonly version: string;
  /** The whole library; null where the thread should still have this version. */
  readonly features: TrainingFeatures | null;
  /** Songs to be like: the one in the middle of them is looked for. They are not answered. */
  readonly rows: Int32Array;
  /** Per row of the library: 1 where it must not be answered either; null = all may be. */
  readonly skip: Uint8Array | null;
  readonly count: number;
};

/** Answers for one library, which is put into its space once for many questions. Null: it has to be sent again. */
export function createSimilar(): (input: SimilarInput) => Neighbours | null {
  let held: { readonly version: string; readonly space: Space; readonly scan: Scan } | undefined;
  return ({ version, features, rows, skip, count }) => {
    if (features) {
      const space = createSpace(features);
      held = { version, space, scan: createScan(space) };
    }
    if (held?.version !== version) return null;
    const own = new Set(rows);
    const except = skip ? { has: (row: number) => skip[row] === 1 || own.has(row) } : own;
    const point = { space: centreOf(held.space, rows), row: 0 };
    return nearest(held.space, point, count, except, held.scan);
  };
}
