import type { Matrix } from "../matrix.ts";

/** Width of the stretches in which rows are counted, as a share of the way from one point to the other. */
const STRETCH = 0.25;
/** Where between the points the emptiest stretch is looked for (its middle), and in which steps. */
const FIRST = 0.25;
const LAST = 0.75;
const STEP = 0.05;

export type Valley = {
  /** Rows in the emptiest stretch between the points over those around the less crowded point. */
  readonly ratio: number;
  /** How surely that is fewer, in standard deviations of the counts. */
  readonly certainty: number;
};

/**
 * Whether fewer rows lie between two points than around either of them, in a tube around the line through both. One
 * cloud, whatever its width and tilt, has no such valley (its density along any line rises and falls once); where
 * k-means cuts a cloud, most rows lie at the cut. `within`: rows no farther from the line than that (squared).
 */
export function valleyBetween(
  { rows, columns, data }: Matrix,
  from: Float64Array,
  to: Float64Array,
  within: number,
): Valley {
  const way = from.map((value, column) => (to[column] ?? 0) - value);
  const length = way.reduce((sum, value) => sum + value * value, 0);
  if (length === 0) return { ratio: Infinity, certainty: 0 };
  const places: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    let along = 0;
    let square = 0;
    for (let column = 0; column < columns; column += 1) {
      const away = (data[row * columns + column] as number) - (from[column] as number);
      along += away * (way[column] as number);
      square += away * away;
    }
    if (square - (along * along) / length <= within) places.push(along / length);
  }
  const around = (middle: number) =>
    places.reduce((count, place) => count + (Math.abs(place - middle) <= STRETCH / 2 ? 1 : 0), 0);
  const low = Math.min(around(0), around(1));
  let emptiest = Infinity;
  for (let middle = FIRST; middle <= LAST + 1e-9; middle += STEP) {
    emptiest = Math.min(emptiest, around(middle));
  }
  return {
    ratio: low === 0 ? Infinity : emptiest / low,
    certainty: low === 0 ? 0 : (low - emptiest) / Math.sqrt(low + emptiest),
  };
}
