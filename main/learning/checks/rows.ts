import { fitEngineered, predictEngineered, type Model, type Prior } from "../classifier.ts";
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
  /** A model of nearly the same rows, to start from. */
  readonly start?: Model | undefined;
};

/** A model of some of the rows; without any, the definitions (there must be a prior then). */
export function learnFrom(
  { scales, rows, target, weights, classes, prior }: PreparedRows,
  chosen: ArrayLike<number>,
  { tolerance, start }: LearnOptions = {},
): Model {
  return fitEngineered({
    scales,
    rows: takeRows(rows, chosen),
    target: Array.from(chosen, (row) => target[row] ?? 0),
    weights: Array.from(chosen, (row) => weights[row] ?? 1),
    classes,
    prior,
    tolerance,
    start: start?.weights,
  });
}

/** Probabilities of some of the rows, one after the other: chosen × classes. */
export function askAbout(
  { rows }: PreparedRows,
  model: Model,
  chosen: ArrayLike<number>,
): Float32Array {
  return predictEngineered(model, takeRows(rows, chosen));
}
