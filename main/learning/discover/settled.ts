import { MODEL_FEATURES, type ModelFeature } from "../../../common/domain/features.ts";
import type { MoodDefinition } from "../../../common/domain/mood.ts";
import type { Matrix } from "../matrix.ts";
import type { Scaler } from "../scale.ts";

/** Farther outside counts no more: one range that is far off must not hide that the others fit. */
const FARTHEST = 4;
/** From here on a song is outside a definition: on average three quarters of a standard deviation off each range. */
const OUTSIDE = 0.55;
/** A model that is so sure has learnt what the definitions do not say. */
const SURE = 0.9;

/**
 * Whether the moods there are make something of a song: 0 where no definition fits it, or where the model is in doubt
 * (and nobody labelled it), else 1.
 */
export function settledRows(
  { rows, columns, data }: Matrix,
  scaler: Scaler,
  {
    labelled,
    confidence,
    definitions,
    unsureBelow,
  }: {
    readonly labelled: Uint8Array;
    /** Of the guess; NaN = none. */
    readonly confidence: Float32Array;
    readonly definitions: readonly MoodDefinition[];
    readonly unsureBelow: number;
  },
): Uint8Array {
  const compiled = definitions
    .map((definition) => compile(definition, scaler))
    .filter((ranges) => ranges.length > 0);
  return Uint8Array.from({ length: rows }, (_, row) => {
    if (labelled[row]) return 1;
    const sure = confidence[row] ?? NaN;
    if (!(sure >= unsureBelow)) return 0;
    if (sure >= SURE || compiled.length === 0) return 1;
    const values = data.subarray(row * columns, (row + 1) * columns);
    return compiled.some((ranges) => misfit(values, ranges) < OUTSIDE) ? 1 : 0;
  });
}

type CompiledRange = {
  readonly column: number;
  readonly low: number;
  readonly high: number;
  readonly spread: number;
};

function compile(definition: MoodDefinition, scaler: Scaler): CompiledRange[] {
  return MODEL_FEATURES.flatMap((feature: ModelFeature, column) => {
    const range = definition[feature];
    if (!range) return [];
    const { low, high } = range;
    const spread = scaler.scale[column] ?? 1;
    return [{ column, low: low ?? -Infinity, high: high ?? Infinity, spread }];
  });
}

/** Mean square of how far values are outside the ranges, in standard deviations of the library. */
function misfit(values: Float32Array, ranges: readonly CompiledRange[]): number {
  let sum = 0;
  let known = 0;
  for (const { column, low, high, spread } of ranges) {
    const value = values[column] as number;
    if (Number.isNaN(value)) continue;
    known += 1;
    const outside = Math.max(0, low - value, value - high) / spread;
    sum += Math.min(outside * outside, FARTHEST);
  }
  return known === 0 ? Infinity : sum / known;
}
