import { clusterRaw } from "../kmeans.ts";
import { takeRows, type Matrix } from "../matrix.ts";
import { createRandom, sample } from "../random.ts";
import { transform } from "../scale.ts";
import { labelBy, stability } from "./clusterings.ts";
import { distancesBetween, silhouette } from "./silhouette.ts";
import { squareTo } from "./space.ts";
import { valleyBetween } from "./valley.ts";

export type TwoKinds = {
  readonly labels: Uint8Array;
  readonly centres: Float64Array;
  readonly silhouette: number;
  readonly stability: number;
  /** Rows between the two over rows around the smaller one. */
  readonly between: number;
};

/** Fewer songs have no two kinds worth a mood each. */
const FEWEST = 40;
const SMALLER_SHARE = 0.15;
const SMALLER = 15;
const JUDGED_ROWS = 1000;
/** Tight enough that most songs are clearly of one kind, whatever else they differ in. */
const SILHOUETTE = 0.12;
const STABLE = 0.85;
const VALLEY = 0.6;
const CERTAIN = 3.5;
/** Rows of a mood are looked at within that hundredth of their distances from the line between the kinds. */
const WITHIN = 0.9;

/**
 * Whether the songs of a mood (raw units) are of two kinds: a silhouette, an agreement of halves and a valley between
 * them that one cloud does not have. The kinds are those that splitting the mood finds. Null where it is one.
 */
export function twoKinds(features: Matrix, seed: number): TwoKinds | null {
  if (features.rows < FEWEST) return null;
  const { labels, centres, scaler } = clusterRaw(features, { k: 2, seed, starts: 10 });
  const second = labels.reduce((count, label) => count + label, 0);
  const smaller = Math.min(second, labels.length - second);
  if (smaller < Math.max(SMALLER, SMALLER_SHARE * labels.length)) return null;
  const drawn = sample(features.rows, 4 * JUDGED_ROWS, createRandom(seed));
  const scaled = transform(scaler, takeRows(features, drawn));
  const from = centres.slice(0, scaled.columns);
  const to = centres.slice(scaled.columns);
  const { ratio, certainty } = valleyBetween(scaled, from, to, reach(scaled, from, to));
  if (ratio > VALLEY || certainty < CERTAIN) return null;
  const judged = takeRows(scaled, sample(scaled.rows, JUDGED_ROWS, createRandom(seed)));
  const tight = silhouette(distancesBetween(judged), labelBy(judged, centres));
  if (tight < SILHOUETTE) return null;
  const stable = stability(scaled, judged, 2, seed);
  if (stable < STABLE) return null;
  return { labels, centres, silhouette: tight, stability: stable, between: ratio };
}

/** Squared distance from the line through two points that most rows are within. */
function reach(scaled: Matrix, from: Float64Array, to: Float64Array): number {
  const way = from.map((value, column) => (to[column] ?? 0) - value);
  const length = way.reduce((sum, value) => sum + value * value, 0) || 1;
  const squares = Float64Array.from({ length: scaled.rows }, (_, row) => {
    let along = 0;
    for (let column = 0; column < scaled.columns; column += 1) {
      const away =
        (scaled.data[row * scaled.columns + column] as number) - (from[column] as number);
      along += away * (way[column] as number);
    }
    return squareTo(scaled, row, from) - (along * along) / length;
  }).sort();
  return squares[Math.floor((squares.length - 1) * WITHIN)] ?? 0;
}
