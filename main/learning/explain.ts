import { FEATURE_LIMITS, MODEL_FEATURES, type ModelFeature } from "../../common/domain/features.ts";
import type { Explanation, Level } from "../../common/domain/learning.ts";
import { calibratedWeights, predict, type Model } from "./classifier.ts";
import { COLUMN_FEATURES, engineer } from "./engineer.ts";
import type { Matrix } from "./matrix.ts";

/** Hundredths of a feature in a library, and how far apart songs typically are on it. */
type Spread = { readonly at: readonly number[]; readonly spread: number };
/** What is usual in a library, in the order of MODEL_FEATURES. */
export type Usual = readonly Spread[];
const UNKNOWN: Spread = { at: [], spread: 1 };
const HUNDREDTHS = [0.05, 0.25, 0.75, 0.95] as const;
const NAMES = [
  "very low",
  "low",
  "middling",
  "high",
  "very high",
] as const satisfies readonly Level[];

/** In which steps a value is changed to find another verdict: what a person would say. */
const STEPS: Readonly<Record<ModelFeature, number>> = {
  danceability: 0.01,
  energy: 0.01,
  loudness: 0.5,
  speechiness: 0.01,
  acousticness: 0.01,
  instrumentalness: 0.01,
  liveness: 0.01,
  valence: 0.01,
  tempo: 1,
  duration: 5000,
};
/** A feature of extreme values is tried at this many values at most. */
const MAX_STEPS = 400;

export function usualIn({ rows, columns, data }: Matrix): Usual {
  return MODEL_FEATURES.map((_, column) => {
    const values = Float64Array.from(
      Array.from({ length: rows }, (_, row) => data[row * columns + column] ?? NaN).filter(
        (value) => !Number.isNaN(value),
      ),
    ).sort();
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const at = HUNDREDTHS.map((part) => values[Math.round(part * (values.length - 1))] ?? NaN);
    return { at, spread: Math.sqrt(variance) || 1 };
  });
}

/**
 * What each feature of one row adds to the log-odds of class `first` against `second`. Exact: the intercept and the
 * amounts add up to the log-odds. A product of two features counts half for each. Largest amount first.
 */
export function contributions(
  model: Model,
  song: Matrix,
  {
    first,
    second,
    usual,
  }: { readonly first: number; readonly second: number; readonly usual: Usual },
): Pick<Explanation, "logOdds" | "intercept" | "contributions"> {
  const { data, columns } = engineer(model.engineer, song);
  const weights = calibratedWeights(model);
  const weight = (column: number) =>
    (weights[first * (columns + 1) + column] ?? 0) -
    (weights[second * (columns + 1) + column] ?? 0);
  const amounts = new Map<ModelFeature, number>(MODEL_FEATURES.map((feature) => [feature, 0]));
  COLUMN_FEATURES.forEach((features, column) => {
    const amount = (weight(column) * (data[column] ?? 0)) / features.length;
    for (const feature of features) amounts.set(feature, (amounts.get(feature) ?? 0) + amount);
  });
  const intercept = weight(columns);
  const parts = MODEL_FEATURES.map((feature, column) => {
    const value = song.data[column] ?? NaN;
    const known = Number.isNaN(value) ? null : value;
    return {
      feature,
      value: known,
      level: known === null ? null : levelOf(known, (usual[column] ?? UNKNOWN).at),
      amount: amounts.get(feature) ?? 0,
    };
  }).toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  return {
    logOdds: parts.reduce((sum, { amount }) => sum + amount, intercept),
    intercept,
    contributions: parts,
  };
}

/**
 * The smallest change of one known feature that makes another of the `allowed` classes the most probable: smallest in
 * the feature's spread, to a value between the 5th and the 95th hundredth of the library. Null if there is none.
 */
export function counterfactual(
  model: Model,
  song: Matrix,
  {
    first,
    allowed,
    usual,
  }: { readonly first: number; readonly allowed: readonly number[]; readonly usual: Usual },
): { readonly feature: ModelFeature; readonly value: number; readonly class: number } | null {
  const tries = MODEL_FEATURES.flatMap((feature, column) => {
    const now = song.data[column] ?? NaN;
    if (Number.isNaN(now)) return [];
    const { at, spread } = usual[column] ?? UNKNOWN;
    return stepsOf(feature, at).map((value) => ({
      feature,
      column,
      value,
      change: Math.abs(value - now) / spread,
    }));
  }).toSorted((a, b) => a.change - b.change);
  const data = new Float32Array(tries.length * song.columns);
  tries.forEach(({ column, value }, row) => {
    data.set(song.data, row * song.columns);
    data[row * song.columns + column] = value;
  });
  const { probabilities } = predict(model, { rows: tries.length, columns: song.columns, data });
  for (const [row, { feature, value }] of tries.entries()) {
    const best = bestOf(probabilities.subarray(row * model.classes), allowed);
    if (best !== first) return { feature, value, class: best };
  }
  return null;
}

/** The most probable of the allowed classes. */
export function bestOf(probabilities: ArrayLike<number>, allowed: readonly number[]): number {
  return allowed.reduce(
    (best, index) => ((probabilities[index] ?? 0) > (probabilities[best] ?? 0) ? index : best),
    allowed[0] ?? 0,
  );
}

function levelOf(value: number, at: readonly number[]): Level {
  const [lowest = 0, low = 0, high = 0, highest = 0] = at;
  if (value < lowest) return NAMES[0];
  if (value < low) return NAMES[1];
  if (value <= high) return NAMES[2];
  return value <= highest ? NAMES[3] : NAMES[4];
}

function stepsOf(feature: ModelFeature, at: readonly number[]): number[] {
  const [least, most] = FEATURE_LIMITS[feature];
  const step = STEPS[feature];
  const low = Math.ceil(Math.max(least, at[0] ?? least) / step);
  const high = Math.floor(Math.min(most, at[3] ?? most) / step);
  const count = Math.min(MAX_STEPS, high - low + 1);
  if (!(count > 0)) return [];
  // Rounded, so that 7 × 0.01 is told as 0.07.
  return Array.from({ length: count }, (_, index) => Number(((low + index) * step).toFixed(2)));
}
