import {
  curvatureAbout,
  fitEngineered,
  predictEngineered,
  type Model,
  type Prior,
} from "../classifier.ts";
import type { Curvature } from "../curvature.ts";
import { engineer, fitEngineer } from "../engineer.ts";
import { takeRows, validate, type Matrix } from "../matrix.ts";

export type RowsInput = {
  /** Labelled rows; of each of them something is known. */
  readonly features: Matrix;
  /** Class of each row: an index into `labels`. */
  readonly target: ArrayLike<number>;
  readonly labels: readonly string[];
  readonly weights?: ArrayLike<number> | undefined;
  readonly prior?: Prior | undefined;
};

/** Labelled rows that were engineered once: many models learn from parts of them. */
export type PreparedRows = {
  readonly scales: Model["engineer"];
  readonly rows: Matrix;
  readonly target: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
  readonly classes: number;
  readonly prior: Prior | undefined;
};

/** Scales know no labels, so those of all rows serve every part of them. Throws AppError `bad_input`. */
export function prepareRows({ features, target, labels, weights, prior }: RowsInput): PreparedRows {
  validate(features);
  const scales = prior?.engineer ?? fitEngineer(features);
  return {
    scales,
    rows: engineer(scales, features),
    target,
    weights: weights ?? new Float32Array(features.rows).fill(1),
    classes: labels.length,
    prior,
  };
}

export type LearnOptions = {
  readonly tolerance?: number | undefined;
  /** About `start`; see {@link curvatureOf}. */
  readonly curvature?: Curvature | undefined;
  /** A model of nearly the same rows, to start from. */
  readonly start?: Model | undefined;
};

/** A model of some of the rows; without any, the definitions (there must be a prior then). */
export function learnFrom(
  rows: PreparedRows,
  chosen: ArrayLike<number>,
  { tolerance, start, curvature }: LearnOptions = {},
): Model {
  return fitEngineered({
    ...lessonOf(rows, chosen),
    tolerance,
    start: start?.weights,
    curvature,
  });
}

/** How the loss of these rows bends about their model: models of nearly the same rows are learnt faster by it. */
export function curvatureOf(
  rows: PreparedRows,
  chosen: ArrayLike<number>,
  model: Model,
): Curvature {
  return curvatureAbout(lessonOf(rows, chosen), model);
}

function lessonOf(
  { scales, rows, target, weights, classes, prior }: PreparedRows,
  chosen: ArrayLike<number>,
) {
  return {
    scales,
    rows: takeRows(rows, chosen),
    target: Array.from(chosen, (row) => target[row] ?? 0),
    weights: Array.from(chosen, (row) => weights[row] ?? 1),
    classes,
    prior,
  };
}

/** Probabilities of some of the rows, one after the other: chosen × classes. */
export function askAbout(
  { rows }: PreparedRows,
  model: Model,
  chosen: ArrayLike<number>,
): Float32Array {
  return predictEngineered(model, takeRows(rows, chosen));
}
