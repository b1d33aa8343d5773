import type { GroupCount } from "../../../common/domain/discovery.ts";
import { takeRows, type Matrix } from "../matrix.ts";
import { createRandom, sample } from "../random.ts";
import { cloudLike } from "./cloud.ts";
import { clusterMatrix, labelBy, stability } from "./clusterings.ts";
import { distancesBetween, silhouette } from "./silhouette.ts";

const COUNTS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;
/** Silhouettes compare every row with every other one; those of more rows differ by less than 0.01. */
const JUDGED_ROWS = 1200;
/** Each half of fewer rows would have too few for 12 groups. */
const FEWEST = 60;

/** Groups hold together where they are so much tighter than a cloud's; less is the chance of the draw. */
const ABOVE_CLOUD = 0.03;
/** Two halves of the library should find about the same groups; .64 to .72 is what other seeds alone come to. */
const STABLE = 0.8;
/** Numbers of groups that are about as tight. */
const AS_TIGHT = 0.005;

/** Per number of groups; none for fewer than 60 rows. `report` is told after each. */
export function countFigures(
  scaled: Matrix,
  seed: number,
  report: (done: number, total: number) => void,
): GroupCount[] {
  if (scaled.rows < FEWEST) return [];
  const judged = takeRows(scaled, sample(scaled.rows, JUDGED_ROWS, createRandom(seed)));
  const cloud = cloudLike(scaled, judged.rows, seed);
  const distances = distancesBetween(judged);
  const cloudDistances = distancesBetween(cloud);
  return COUNTS.map((k, index) => {
    const { centres } = clusterMatrix(scaled, k, seed);
    const figures = {
      k,
      silhouette: silhouette(distances, labelBy(judged, centres)),
      reference: silhouette(cloudDistances, clusterMatrix(cloud, k, seed).labels),
      stability: stability(scaled, judged, k, seed),
    };
    report(index + 1, COUNTS.length);
    return figures;
  });
}

export type Recommendation = {
  readonly groups: number | null;
  readonly reason: "stands-out" | "too-few" | "no-groups" | "not-stable";
};

/**
 * The number of groups that is the most tighter than the same number in a cloud, of those that two halves of the library
 * agree on. Of about as tight ones the most stable.
 */
export function recommend(counts: readonly GroupCount[]): Recommendation {
  if (counts.length === 0) return { groups: null, reason: "too-few" };
  const tight = counts
    .map((count) => ({ ...count, above: count.silhouette - count.reference }))
    .filter(({ above }) => above >= ABOVE_CLOUD);
  if (tight.length === 0) return { groups: null, reason: "no-groups" };
  const stable = tight.filter((count) => count.stability >= STABLE);
  if (stable.length === 0) return { groups: null, reason: "not-stable" };
  const most = Math.max(...stable.map(({ above }) => above));
  const [best] = stable
    .filter(({ above }) => above >= most - AS_TIGHT)
    .toSorted((a, b) => b.stability - a.stability || a.k - b.k);
  return { groups: best?.k ?? null, reason: "stands-out" };
}
