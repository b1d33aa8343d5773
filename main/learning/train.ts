import type { Evaluation, Interval } from "../../common/domain/model.ts";
import type { MoodDefinition } from "../../common/domain/mood.ts";
import { fit, predict, type Model, type Prediction, type Prior } from "./classifier.ts";
import { definitionProbabilities } from "./definitions.ts";
import {
  agreementOf,
  crossValidate,
  summarise,
  type EvaluateInput,
  type Running,
} from "./evaluate.ts";
import { takeRows, type Matrix } from "./matrix.ts";
import { createRandom, sample } from "./random.ts";

export type TrainInput = {
  /** The whole library. */
  readonly features: Matrix;
  /** Track ids of its rows. */
  readonly ids: Float64Array;
  readonly labelledRows: Int32Array;
  /** Per labelled row: index into `moods`, weight and recording. */
  readonly target: Int32Array;
  readonly weights: Float32Array;
  readonly groups: readonly string[];
  /** The labelled rows whose label the model in place was already trained on. */
  readonly previousLabelledRows: Int32Array;
  readonly moods: readonly {
    readonly id: number;
    readonly name: string;
    readonly definition: MoodDefinition;
  }[];
  readonly seed: number;
};

export type TrainOutput = {
  readonly model: Model;
  /** Mood ids in the order of the model's classes. */
  readonly moods: readonly number[];
  /** For every row of the library. */
  readonly prediction: Prediction;
  readonly evaluation: Evaluation | null;
  readonly agreement: { readonly before: Interval | null; readonly after: Interval | null };
  /** What limits the figures, as a sentence for the user. */
  readonly note: string | null;
};

const FOLDS = 5;
/** Under that many labels a percentage says next to nothing: its standard deviation is above .10. */
const ROUGH_BELOW = 20;
const BACKGROUND_ROWS = 2000;
/** More labels than this change the figures by less than their uncertainty; the model itself learns from all. */
const CHECK_ROWS = 5000;

/** One training: a model from all labels, what it says of every track, and whether it got better. */
export async function train(input: TrainInput, running: Running = {}): Promise<TrainOutput> {
  const { features, labelledRows, target, weights, moods, seed } = input;
  const { signal, report } = running;
  const background = takeRows(features, sample(features.rows, BACKGROUND_ROWS, createRandom(seed)));
  const prior: Prior = { moods: moods.map((mood) => mood.definition), background };
  report?.({ stage: "Learning", done: 0, total: null });
  const model = fit({
    features: takeRows(features, labelledRows),
    target,
    weights,
    classes: moods.length,
    prior,
    seed,
  });
  signal?.throwIfAborted();
  report?.({ stage: "Guessing", done: 0, total: features.rows });
  const prediction = predict(model, features);
  signal?.throwIfAborted();
  const check = await checkLabels(input, prior, running);
  return { model, moods: moods.map((mood) => mood.id), prediction, ...check };
}

/**
 * Figures on held-out labels. "Before" and "after" are asked of the same folds: before, the model may learn from the
 * labels it had then; after, from all. Without a model before, the definitions speak.
 */
async function checkLabels(
  input: TrainInput,
  prior: Prior,
  running: Running,
): Promise<Pick<TrainOutput, "evaluation" | "agreement" | "note">> {
  const { features, labelledRows, target, weights, groups, moods, seed } = input;
  const nothing = { evaluation: null, agreement: { before: null, after: null } };
  const counts = moods.map((_, mood) => target.filter((label) => label === mood).length);
  if (counts.filter((count) => count >= 2).length < 2) {
    const note =
      labelledRows.length === 0
        ? "No labels yet: these are guesses from the moods' definitions. Correct a few to teach it yours."
        : "Too few labels to check against: label at least two songs in two moods.";
    return { ...nothing, note };
  }
  const chosen = sample(labelledRows.length, CHECK_ROWS, createRandom(seed));
  const pick = (index: number) => chosen[index] ?? 0;
  const rows = Int32Array.from(chosen, (index) => labelledRows[index] ?? 0);
  const cross: EvaluateInput = {
    features: takeRows(features, rows),
    target: Int32Array.from(chosen, (index) => target[index] ?? 0),
    groups: Array.from(chosen, (index) => groups[index] ?? ""),
    labels: moods.map((mood) => mood.name),
    weights: Float32Array.from(chosen, (index) => weights[index] ?? 1),
    folds: FOLDS,
    seed,
    prior,
  };
  let held;
  try {
    held = await crossValidate(cross, running);
  } catch (error) {
    // All labels of a mood may be copies of one recording: then there is nothing to hold out.
    if (running.signal?.aborted) throw error;
    return {
      ...nothing,
      note: "Too few different songs are labelled to check against. Label a few more.",
    };
  }
  const old = new Set(input.previousLabelledRows);
  const learnable = new Set(
    Array.from(rows.keys()).filter((index) => old.has(labelledRows[pick(index)] ?? -1)),
  );
  const before = await predictedBefore(cross, learnable, running);
  const rough = labelledRows.length < ROUGH_BELOW;
  return {
    evaluation: summarise(cross, held),
    agreement: {
      before: agreementOf(before, cross.target),
      after: agreementOf(held.predicted, cross.target),
    },
    note: rough
      ? `Only ${labelledRows.length} labels so far: the figures are rough. From 20 on they begin to mean something.`
      : null,
  };
}

async function predictedBefore(
  cross: EvaluateInput,
  learnable: ReadonlySet<number>,
  running: Running,
): Promise<ArrayLike<number>> {
  if (learnable.size === 0) return definitionsSay(cross.features, cross.prior?.moods ?? []);
  const held = await crossValidate({ ...cross, learnable }, running);
  return held.predicted;
}

function definitionsSay(features: Matrix, moods: readonly MoodDefinition[]): Int32Array {
  const odds = definitionProbabilities(features, moods);
  return Int32Array.from({ length: features.rows }, (_, row) => {
    const part = odds.subarray(row * moods.length, (row + 1) * moods.length);
    return part.indexOf(part.reduce((most, value) => Math.max(most, value), 0));
  });
}
