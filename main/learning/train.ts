import type { Evaluation, Interval } from "../../common/domain/model.ts";
import type { MoodDefinition } from "../../common/domain/mood.ts";
import {
  createPrior,
  fit,
  hasData,
  predict,
  type Model,
  type Prediction,
  type Prior,
} from "./classifier.ts";
import { definitionProbabilities } from "./definitions.ts";
import {
  agreementOf,
  crossValidate,
  summarise,
  type EvaluateInput,
  type Running,
} from "./evaluate.ts";
import { checkableClasses } from "./folds.ts";
import { takeRows, type Matrix } from "./matrix.ts";
import { createRandom, sample } from "./random.ts";
import type { TrainingFeatures } from "./training-features.ts";

export type TrainInput = {
  /** The whole library. */
  readonly features: TrainingFeatures;
  /** Track ids of its rows. */
  readonly ids: Float64Array;
  readonly labelledRows: Int32Array;
  /** Per labelled row: index into `moods`, weight and recording. */
  readonly target: Int32Array;
  readonly weights: Float32Array;
  readonly groups: readonly string[];
  /** Per labelled row: bit n = the mood with index n fits too, beside its own. */
  readonly also: Uint32Array;
  /** Rows that were seen and left as they were: learnt from a little, never tested on. None of them is labelled. */
  readonly weak: WeakRows;
  /** The labelled rows whose label the model in place was already trained on. */
  readonly previousLabelledRows: Int32Array;
  readonly moods: readonly {
    readonly id: number;
    readonly name: string;
    readonly definition: MoodDefinition;
  }[];
  readonly seed: number;
};

/** Parallel, in the order of rows; `target` indexes the moods. */
type WeakRows = {
  readonly rows: Int32Array;
  readonly target: Int32Array;
  readonly weights: Float32Array;
  /** Recording of each row, named as those of the labelled rows are. */
  readonly groups: readonly string[];
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
/** More labels than this change the figures by less than their uncertainty; the model itself learns from all. */
const CHECK_ROWS = 5000;

/** One training: a model from all labels, what it says of every track, and whether it got better. */
export async function train(input: TrainInput, running: Running = {}): Promise<TrainOutput> {
  const { features, moods, seed } = input;
  const { signal, report } = running;
  report?.({ stage: "Learning", done: 0, total: null });
  const prior = createPrior(
    moods.map((mood) => mood.definition),
    features,
    seed,
  );
  const labels = teachable(input);
  const model = fit({ ...labels, classes: moods.length, prior });
  signal?.throwIfAborted();
  report?.({ stage: "Guessing", done: 0, total: features.rows });
  const prediction = predict(model, features);
  signal?.throwIfAborted();
  const check = await checkLabels(input, labels, prior, running);
  return { model, moods: moods.map((mood) => mood.id), prediction, ...check };
}

/** The labelled rows, parallel; `learntBefore` tells those that the model in place knows. */
type Labels = {
  readonly features: Matrix;
  readonly target: Int32Array;
  readonly weights: Float32Array;
  readonly groups: readonly string[];
  readonly learntBefore: readonly boolean[];
};

/** A label of a song without features teaches nothing, and nothing can be checked against it. */
function teachable(input: TrainInput): Labels {
  const { features, labelledRows, target, weights, groups } = input;
  const old = new Set(input.previousLabelledRows);
  const rowOf = (index: number) => labelledRows[index] ?? 0;
  const kept = Array.from(labelledRows.keys()).filter((index) => hasData(features, rowOf(index)));
  return {
    features: takeRows(features, kept.map(rowOf)),
    target: Int32Array.from(kept, (index) => target[index] ?? 0),
    weights: Float32Array.from(kept, (index) => weights[index] ?? 1),
    groups: kept.map((index) => groups[index] ?? ""),
    learntBefore: kept.map((index) => old.has(rowOf(index))),
  };
}

/**
 * Figures on held-out labels. "Before" and "after" are asked of the same folds: before, the model may learn from the
 * labels it had then; after, from all. Without a model before, the definitions speak.
 */
async function checkLabels(
  { moods, seed, labelledRows }: TrainInput,
  labels: Labels,
  prior: Prior,
  running: Running,
): Promise<Pick<TrainOutput, "evaluation" | "agreement" | "note">> {
  const chosen = sample(labels.target.length, CHECK_ROWS, createRandom(seed));
  const cross: EvaluateInput = {
    features: takeRows(labels.features, chosen),
    target: chosen.map((index) => labels.target[index] ?? 0),
    groups: Array.from(chosen, (index) => labels.groups[index] ?? ""),
    labels: moods.map((mood) => mood.name),
    weights: Float32Array.from(chosen, (index) => labels.weights[index] ?? 1),
    folds: FOLDS,
    seed,
    prior,
  };
  const checkable = checkableClasses(cross) >= 2;
  const note = limits(labelledRows.length, labels.target.length, checkable);
  if (!checkable) return { evaluation: null, agreement: { before: null, after: null }, note };
  const held = await crossValidate(cross, running);
  const learnable = new Set(
    Array.from(chosen.keys()).filter((index) => labels.learntBefore[chosen[index] ?? 0]),
  );
  const definitions = moods.map((mood) => mood.definition);
  // Without a new label both would learn the same.
  const before =
    learnable.size === chosen.length
      ? held.predicted
      : await predictedBefore(cross, learnable, definitions, running);
  return {
    evaluation: summarise(cross, held),
    agreement: {
      before: agreementOf(before, cross.target),
      after: agreementOf(held.predicted, cross.target),
    },
    note,
  };
}

/** What limits the figures, or null. */
function limits(labelled: number, known: number, checkable: boolean): string | null {
  if (labelled === 0)
    return "No labels yet: these are guesses from the moods' definitions. Correct a few to teach it yours.";
  if (known === 0)
    return "None of the labelled songs has audio features, so there was nothing to learn from. Import features for them.";
  if (!checkable)
    return "Too few labels to check against: label at least two different songs in two moods.";
  return labelled < ROUGH_BELOW
    ? `Only ${labelled} labels so far: the figures are rough. From ${ROUGH_BELOW} on they begin to mean something.`
    : null;
}

async function predictedBefore(
  cross: EvaluateInput,
  learnable: ReadonlySet<number>,
  definitions: readonly MoodDefinition[],
  running: Running,
): Promise<ArrayLike<number>> {
  if (learnable.size === 0) return definitionsSay(cross.features, definitions);
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
