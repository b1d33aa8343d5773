import { MODEL_FEATURES, type ModelFeature } from "../../common/domain/features.ts";
import type { MoodDefinition } from "../../common/domain/mood.ts";
import type { Matrix } from "./matrix.ts";

/**
 * How far apart songs typically are on each feature: the unit in which leaving a range counts. Rounded standard
 * deviations of popular music; a library of one genre must not make its own small differences count more.
 */
const TYPICAL_SPREAD: Readonly<Record<ModelFeature, number>> = {
  danceability: 0.16,
  energy: 0.2,
  loudness: 4,
  speechiness: 0.1,
  acousticness: 0.28,
  instrumentalness: 0.28,
  liveness: 0.17,
  valence: 0.24,
  tempo: 28,
  duration: 70_000,
};

/**
 * A mood's ranges together count as so many independent pieces of evidence, however many they are: features hang
 * together, and a mood must not win by having more ranges than another. Confidences came out honest with 3.
 */
const EVIDENCE = 3;

/**
 * What a mood without a definition gets, until labels say what it is: nothing is known that speaks for it, and it must
 * not draw all the tracks that fit no other mood well.
 */
const UNDEFINED_SHARE = 0.05;

/**
 * How well each row fits each mood, as probabilities (rows × moods, row-major). Within a range a feature speaks for
 * the mood; outside, against it by the square of the distance in typical spreads. What is missing says nothing.
 */
export function definitionProbabilities(
  features: Matrix,
  moods: readonly MoodDefinition[],
): Float64Array {
  const result = new Float64Array(features.rows * moods.length);
  const scores = new Float64Array(moods.length);
  const defined = moods.map(isDefined);
  const some = defined.some(Boolean);
  for (let row = 0; row < features.rows; row += 1) {
    const values = features.data.subarray(row * features.columns, (row + 1) * features.columns);
    moods.forEach((mood, index) => {
      scores[index] = defined[index] ? scoreOf(values, mood) : -Infinity;
    });
    if (some) softmax(scores);
    moods.forEach((_, index) => {
      if (!defined[index]) scores[index] = UNDEFINED_SHARE;
    });
    const sum = scores.reduce((total, share) => total + share, 0);
    scores.forEach((share, index) => {
      result[row * moods.length + index] = share / sum;
    });
  }
  return result;
}

/**
 * Names clusters by the definitions they fit best: one-to-one, with the best total (an assignment, not a greedy
 * pick). `centres` are in raw units. Null where moods have run out; one without a definition names nothing.
 */
export function assignClusters<Id>(
  centres: readonly (readonly number[])[],
  moods: readonly { readonly id: Id; readonly definition: MoodDefinition }[],
): (Id | null)[] {
  const defined = moods.filter((mood) => isDefined(mood.definition));
  const scores = centres.map((centre) => defined.map((mood) => scoreOf(centre, mood.definition)));
  const chosen = bestAssignment(scores, defined.length);
  return chosen.map((index) => (index === null ? null : (defined[index]?.id ?? null)));
}

function scoreOf(values: ArrayLike<number>, mood: MoodDefinition): number {
  let score = 0;
  let ranges = 0;
  MODEL_FEATURES.forEach((feature, column) => {
    const range = mood[feature];
    const value = values[column] ?? NaN;
    if (!range) return;
    ranges += 1;
    if (Number.isNaN(value)) return;
    const below = range.low === null ? 0 : range.low - value;
    const above = range.high === null ? 0 : value - range.high;
    const outside = Math.max(0, below, above) / TYPICAL_SPREAD[feature];
    // Half a point for being inside: a mood that asks for more and gets it fits better than one that asks for nothing.
    score += 0.5 - Math.min(outside * outside, 6);
  });
  return ranges === 0 ? 0 : (EVIDENCE * score) / ranges;
}

function isDefined(mood: MoodDefinition): boolean {
  return Object.keys(mood).length > 0;
}

/** In place; -Infinity becomes 0. */
function softmax(scores: Float64Array): void {
  const top = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  let sum = 0;
  scores.forEach((score, index) => {
    const weight = Math.exp(score - top);
    scores[index] = weight;
    sum += weight;
  });
  scores.forEach((weight, index) => {
    scores[index] = weight / sum;
  });
}

/** Maximises the sum of scores, each row and column used once: Hungarian method with potentials, O(n³). */
function bestAssignment(scores: readonly (readonly number[])[], width: number): (number | null)[] {
  const size = Math.max(scores.length, width);
  // Padding costs nothing, so that surplus rows or columns stay unassigned.
  const cost = (row: number, column: number) => -(scores[row - 1]?.[column - 1] ?? -1e6);
  const rowPotential = new Float64Array(size + 1);
  const columnPotential = new Float64Array(size + 1);
  const rowOfColumn = new Int32Array(size + 1);
  for (let row = 1; row <= size; row += 1) {
    const least = new Float64Array(size + 1).fill(Infinity);
    const used = new Uint8Array(size + 1);
    const from = new Int32Array(size + 1);
    rowOfColumn[0] = row;
    let column = 0;
    do {
      used[column] = 1;
      const current = rowOfColumn[column] ?? 0;
      let delta = Infinity;
      let next = 0;
      for (let other = 1; other <= size; other += 1) {
        if (used[other]) continue;
        const reduced =
          cost(current, other) - (rowPotential[current] ?? 0) - (columnPotential[other] ?? 0);
        if (reduced < (least[other] ?? 0)) {
          least[other] = reduced;
          from[other] = column;
        }
        if ((least[other] ?? 0) < delta) {
          delta = least[other] ?? 0;
          next = other;
        }
      }
      for (let other = 0; other <= size; other += 1) {
        if (used[other]) {
          const owner = rowOfColumn[other] ?? 0;
          rowPotential[owner] = (rowPotential[owner] ?? 0) + delta;
          columnPotential[other] = (columnPotential[other] ?? 0) - delta;
        } else least[other] = (least[other] ?? 0) - delta;
      }
      column = next;
    } while (rowOfColumn[column] !== 0);
    do {
      const before = from[column] ?? 0;
      rowOfColumn[column] = rowOfColumn[before] ?? 0;
      column = before;
    } while (column !== 0);
  }
  const result: (number | null)[] = scores.map(() => null);
  for (let column = 1; column <= width; column += 1) {
    const row = (rowOfColumn[column] ?? 0) - 1;
    if (row >= 0 && row < scores.length) result[row] = column - 1;
  }
  return result;
}
