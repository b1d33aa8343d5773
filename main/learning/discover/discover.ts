import type { Progress } from "../../../common/domain/job.ts";
import type { GroupCount } from "../../../common/domain/discovery.ts";
import type { MoodDefinition } from "../../../common/domain/mood.ts";
import { takeRows } from "../matrix.ts";
import { createRandom, sample } from "../random.ts";
import { fitScaler } from "../scale.ts";
import type { TrainingFeatures } from "../training-features.ts";
import { countFigures, recommend, type Recommendation } from "./counts.ts";
import { isDefinedAs } from "./describe.ts";
import { findNewMoods, type NewMood } from "./new-moods.ts";
import { settledRows } from "./settled.ts";
import { scaledRows } from "./space.ts";
import { twoKinds, type TwoKinds } from "./splits.ts";

export type DiscoverInput = {
  /** Raw units; NaN = missing. Rows of which something is known. */
  readonly features: TrainingFeatures;
  /** Per row: the number of the mood that it is in, or -1. */
  readonly mood: Int32Array;
  /** Per row: 1 where somebody said so. */
  readonly labelled: Uint8Array;
  /** Of the guess; NaN = none. */
  readonly confidence: Float32Array;
  readonly unsureBelow: number;
  readonly moods: readonly MoodDefinition[];
  readonly seed: number;
};

export type DiscoverOutput = Recommendation & {
  readonly counts: readonly GroupCount[];
  readonly sampled: number;
  readonly newMoods: readonly NewMood[];
  /** Moods that are two, by number; `rows` are the mood's, in the order of the labels. */
  readonly splits: readonly (TwoKinds & { readonly mood: number; readonly rows: Int32Array })[];
};

/** Rows that the number of groups is judged by. */
const SAMPLED = 4000;
const MOSTLY = 0.6;

/** What a library holds beside its moods. Deterministic by seed. */
export function discover(
  input: DiscoverInput,
  { report }: { readonly report?: ((progress: Progress) => void) | undefined } = {},
): DiscoverOutput {
  const { features, mood, moods, seed } = input;
  const scaler = fitScaler(features);
  const drawn = sample(features.rows, SAMPLED, createRandom(seed));
  const counts = countFigures(scaledRows(features, scaler, drawn), seed, (done, total) =>
    report?.({ stage: "counting groups", done, total }),
  );
  report?.({ stage: "looking for new moods", done: 0, total: null });
  const settled = settledRows(features, scaler, { ...input, definitions: moods });
  const newMoods = findNewMoods({
    features,
    scaler,
    mood,
    moods: moods.length,
    settled,
    seed,
  }).filter(({ definition }) => !moods.some((there) => isDefinedAs(there, definition)));
  const splits = moods.flatMap((_, number) => {
    report?.({ stage: "looking for moods that are two", done: number, total: moods.length });
    const rows = Int32Array.from(mood.keys()).filter((row) => mood[row] === number);
    const kinds = twoKinds(takeRows(features, rows), seed);
    if (!kinds || newMoods.some((group) => isOneOf(kinds, rows, group))) return [];
    return [{ ...kinds, mood: number, rows }];
  });
  return { ...recommend(counts), counts, sampled: drawn.length, newMoods, splits };
}

/** True where most of one kind of a mood is proposed as a mood of its own already: the same songs are told once. */
function isOneOf({ labels }: TwoKinds, rows: Int32Array, group: NewMood): boolean {
  const members = new Set(group.rows);
  const all = [0, 0];
  const shared = [0, 0];
  rows.forEach((row, index) => {
    const kind = labels[index] ?? 0;
    all[kind] = (all[kind] ?? 0) + 1;
    if (members.has(row)) shared[kind] = (shared[kind] ?? 0) + 1;
  });
  return shared.some((count, kind) => count > MOSTLY * (all[kind] ?? 0));
}
