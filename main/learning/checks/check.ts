import type {
  Comparison,
  Drift,
  LearningCurve,
  Repeats,
  Strategy,
} from "../../../common/domain/checks.ts";
import type { Evaluation } from "../../../common/domain/model.ts";
import type { MoodDefinition } from "../../../common/domain/mood.ts";
import { createPrior, predict, type Model } from "../classifier.ts";
import { definitionProbabilities } from "../definitions.ts";
import { answer, answerFolds, emptyHeldOut, type HeldOut, type Running } from "../evaluate.ts";
import type { Grouping } from "../folds.ts";
import type { TrainingFeatures } from "../training-features.ts";
import { compareWith, type OtherGuesses } from "./compare.ts";
import { learningCurve } from "./curve.ts";
import { driftOf } from "./drift.ts";
import { askPeer, type PeerName } from "./peers.ts";
import { repeatFolds } from "./repeat.ts";
import { prepareRows, type PreparedRows } from "./rows.ts";

/** With whom the classifier is compared. */
export type Against = {
  /** Names it for people. */
  readonly name: string;
} & (
  | { readonly kind: "peer"; readonly peer: PeerName }
  | { readonly kind: "definitions" }
  /** A model as it is; `labels` has the label of each of its classes, or -1. */
  | { readonly kind: "model"; readonly model: Model; readonly labels: readonly number[] }
  /** The same classifier, which may learn from these rows alone. */
  | { readonly kind: "labels"; readonly learnable: Int32Array }
);

export type CheckInput = Grouping & {
  /** Labelled rows; of each of them something is known. */
  readonly features: TrainingFeatures;
  /** Rows that were seen and left as they were: learnt from a little, never tested on. */
  readonly weak: WeakLessons | null;
  readonly weights: Float32Array;
  /** Of each row: its artist as a number. */
  readonly artists: Int32Array;
  /** Per label; without ranges where it has none. */
  readonly definitions: readonly MoodDefinition[];
  /**
   * The library or a sample of it, which the definitions are held against; null: the classifier learns from the
   * labels alone (but for the learning curve, which is about a library's first labels).
   */
  readonly library: TrainingFeatures | null;
  readonly folds: number;
  readonly repeats: number;
  readonly seed: number;
  readonly strategy: Strategy | null;
  readonly against: Against | null;
  /** Tracks without a label, to tell whether they are like the labelled; null: that is not asked. */
  readonly unlabelled: TrainingFeatures | null;
};

/** Parallel. */
type WeakLessons = {
  readonly features: TrainingFeatures;
  readonly target: Int32Array;
  readonly weights: Float32Array;
  readonly groups: readonly string[];
};

export type CheckOutput = {
  readonly evaluation: Evaluation;
  readonly repeats: Repeats;
  readonly learningCurve: LearningCurve | null;
  readonly comparison: Comparison | null;
  readonly drift: Drift | null;
};

/**
 * All that is asked of labels at once. Deterministic by seed. Throws AppError `not_enough_labels` unless two classes
 * have two groups each; the signal's reason on abort.
 */
export async function check(input: CheckInput, running: Running = {}): Promise<CheckOutput> {
  const { features, definitions, library, seed, strategy, against, unlabelled, weak, folds } =
    input;
  const prior =
    (library ?? strategy) ? createPrior(definitions, library ?? features, seed) : undefined;
  const more = weak?.groups ?? [];
  const rows = prepareRows({ ...withWeak(input), prior: library ? prior : undefined });
  const options = { folds, repeats: input.repeats, seed, more };
  const { held, evaluation, repeats } = await repeatFolds(rows, input, options, running);
  const others = against && (await guessesOf(against, rows, input, held, running));
  const pool = { rows: library && !weak ? rows : prepareRows({ ...input, prior }), ...input };
  return {
    evaluation,
    repeats,
    comparison: others && compareWith(input, held, others, against.name),
    learningCurve:
      strategy && (await learningCurve(pool, input, { strategy, folds, seed }, running)),
    drift: unlabelled && driftOf(features, input.groups, unlabelled, seed),
  };
}

/** The labelled rows first, the weak ones behind them. */
function withWeak({ features, target, weights, labels, weak }: CheckInput) {
  if (!weak) return { features, target, weights, labels };
  const data = new Float32Array(features.data.length + weak.features.data.length);
  data.set(features.data);
  data.set(weak.features.data, features.data.length);
  return {
    features: { rows: features.rows + weak.features.rows, columns: features.columns, data },
    target: [...Array.from(target), ...weak.target],
    weights: [...weights, ...weak.weights],
    labels,
  };
}

async function guessesOf(
  against: Against,
  rows: PreparedRows,
  { features, target, labels, groups, definitions, weak }: CheckInput,
  { fold }: HeldOut,
  { signal }: Running,
): Promise<OtherGuesses> {
  const classes = labels.length;
  switch (against.kind) {
    case "peer":
      return askPeer(against.peer, features, target, classes, fold);
    case "definitions":
      return guessesFrom(fold, Float32Array.from(definitionProbabilities(features, definitions)));
    case "model":
      return modelGuesses(against, features, classes);
    case "labels":
      return answerFolds(
        rows,
        { fold, groups },
        { learnable: new Set(against.learnable), more: weak?.groups },
        signal ? { signal } : {},
      );
    default:
      return against satisfies never;
  }
}

function guessesFrom(fold: Int32Array, probabilities: Float32Array): HeldOut {
  const held = emptyHeldOut(fold, probabilities.length / Math.max(1, fold.length));
  answer(held, Array.from(fold.keys()), probabilities);
  return held;
}

/** Probabilities are none where the model does not know one of the labels. */
function modelGuesses(
  { model, labels }: Extract<Against, { kind: "model" }>,
  features: TrainingFeatures,
  classes: number,
): OtherGuesses {
  const said = predict(model, features);
  const probabilities = new Float32Array(features.rows * classes);
  for (let row = 0; row < features.rows; row += 1) {
    labels.forEach((label, index) => {
      if (label >= 0)
        probabilities[row * classes + label] = said.probabilities[row * model.classes + index] ?? 0;
    });
  }
  const isWhole = Array.from({ length: classes }, (_, label) => label).every((label) =>
    labels.includes(label),
  );
  return {
    predicted: Int32Array.from(said.mood, (mood) => labels[mood] ?? -1),
    probabilities: isWhole ? probabilities : null,
  };
}
