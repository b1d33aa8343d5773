import { setImmediate as breathe } from "node:timers/promises";
import type { Progress } from "../../common/domain/job.ts";
import type { Evaluation, Interval } from "../../common/domain/model.ts";
import { askAbout, curvatureOf, learnFrom, prepareRows, type PreparedRows } from "./checks/rows.ts";
import type { Model, Prior } from "./classifier.ts";
import type { Curvature } from "./curvature.ts";
import { assignFolds, type Grouping } from "./folds.ts";
import type { Matrix } from "./matrix.ts";

export type EvaluateInput = Grouping & {
  readonly features: Matrix;
  readonly folds: number;
  readonly seed: number;
  readonly weights?: ArrayLike<number>;
  readonly prior?: Prior | undefined;
  /** Only these rows may be learnt from (all are tested on); left out: all. */
  readonly learnable?: ReadonlySet<number>;
};

export type Running = {
  readonly signal?: AbortSignal;
  readonly report?: (progress: Progress) => void;
};

/** What was predicted for each row by a model that had not seen its group. */
export type HeldOut = {
  readonly fold: Int32Array;
  readonly predicted: Int32Array;
  /** rows × classes, row-major. */
  readonly probabilities: Float32Array;
};

/** Of equal width, of the confidence. */
const BINS = 10;
/**
 * How near to its optimum a fold's model comes. Its search starts from a model that has seen its test rows too; of
 * that nothing is left then (the log loss on 2,235 labels is that of cold starts to 0.00005; with 3e-4 to 0.0006 only).
 */
const CHECK_TOLERANCE = 1e-4;

/**
 * Stratified cross-validation by groups: everything that is fitted to labels is fitted inside the training folds
 * (the prior and the scales know no labels). Accuracy is pooled over all rows, with Wilson's 95 % interval.
 * Throws AppError `not_enough_labels` unless two classes have two groups each; the signal's reason on abort.
 */
export async function evaluate(input: EvaluateInput, running: Running = {}): Promise<Evaluation> {
  const held = await crossValidate(input, running);
  return summarise(input, held);
}

/** Predictions of every row by a model that was not shown its group. */
export async function crossValidate(input: EvaluateInput, running: Running = {}): Promise<HeldOut> {
  const fold = assignFolds(input, input.folds, input.seed);
  const { learnable } = input;
  return answerFolds(prepareRows(input), { fold, groups: input.groups }, { learnable }, running);
}

export type FoldOptions = {
  /** Only these rows may be learnt from (all are tested on); left out: all. */
  readonly learnable?: ReadonlySet<number> | undefined;
  /** Recordings of the rows beyond those that have a fold: these are learnt from alone, but never with their recording's fold. */
  readonly more?: readonly string[] | undefined;
  /** See {@link startOf}; made where it is left out. */
  readonly start?: Start | undefined;
};

/** What the models of folds start from. */
export type Start = { readonly start: Model; readonly curvature: Curvature };

/** A model of all rows that may be learnt from. */
export function startOf(rows: PreparedRows, { learnable, more = [] }: FoldOptions = {}): Start {
  const all = Array.from({ length: rows.rows.rows }, (_, row) => row);
  const labelled = all.length - more.length;
  const learnt = learnable ? all.filter((row) => row >= labelled || learnable.has(row)) : all;
  const start = learnFrom(rows, learnt, { tolerance: CHECK_TOLERANCE });
  return { start, curvature: curvatureOf(rows, learnt, start) };
}

/** Each fold's rows as a model of the others sees them. */
export async function answerFolds(
  rows: PreparedRows,
  { fold, groups }: { readonly fold: Int32Array; readonly groups: readonly string[] },
  options: FoldOptions = {},
  { signal, report }: Running = {},
): Promise<HeldOut> {
  const { learnable, more = [] } = options;
  const count = Math.max(...fold) + 1;
  const start = options.start ?? startOf(rows, options);
  const all = Array.from(fold.keys());
  const held = emptyHeldOut(fold, rows.classes);
  for (let current = 0; current < count; current += 1) {
    signal?.throwIfAborted();
    const asked = all.filter((row) => fold[row] === current);
    const recordings = new Set(asked.map((row) => groups[row]));
    const learnt = [
      ...all.filter((row) => fold[row] !== current && (!learnable || learnable.has(row))),
      ...[...more.keys()]
        .filter((at) => !recordings.has(more[at] ?? ""))
        .map((at) => all.length + at),
    ];
    const model = learnFrom(rows, learnt, { tolerance: CHECK_TOLERANCE, ...start });
    answer(held, asked, askAbout(rows, model, asked));
    report?.({ stage: "Checking", done: current + 1, total: count });
    // Lets a cancel be heard between two folds.
    await breathe();
  }
  return held;
}

export function emptyHeldOut(fold: Int32Array, classes: number): HeldOut {
  return {
    fold,
    predicted: new Int32Array(fold.length),
    probabilities: new Float32Array(fold.length * classes),
  };
}

/** Puts down what was said of some rows; `probabilities` are theirs, one after the other. */
export function answer(held: HeldOut, rows: ArrayLike<number>, probabilities: Float32Array): void {
  const classes = probabilities.length / rows.length;
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] ?? 0;
    const odds = probabilities.subarray(index * classes, (index + 1) * classes);
    held.probabilities.set(odds, row * classes);
    held.predicted[row] = odds.indexOf(odds.reduce((most, value) => Math.max(most, value), 0));
  }
}

/** Share of hits with Wilson's 95 % score interval (Wilson 1927). */
export function wilson(hits: number, count: number): Interval {
  const z = 1.959964;
  const mean = hits / count;
  const centre = (mean + (z * z) / (2 * count)) / (1 + (z * z) / count);
  const half =
    (z * Math.sqrt((mean * (1 - mean)) / count + (z * z) / (4 * count * count))) /
    (1 + (z * z) / count);
  return { mean, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** How often predictions agree with the labels; null without any. */
export function agreementOf(
  predicted: ArrayLike<number>,
  target: ArrayLike<number>,
): Interval | null {
  if (target.length === 0) return null;
  let hits = 0;
  for (let row = 0; row < target.length; row += 1) if (predicted[row] === target[row]) hits += 1;
  return wilson(hits, target.length);
}

/** Mean negative natural log of the probability that the true class was given. */
export function logLossOf(
  probabilities: ArrayLike<number>,
  target: ArrayLike<number>,
  classes: number,
): number {
  let sum = 0;
  for (let row = 0; row < target.length; row += 1)
    sum -= Math.log(Math.max(1e-15, probabilities[row * classes + (target[row] ?? 0)] ?? 0));
  return sum / target.length;
}

/** All figures of held-out predictions. */
export function summarise(
  { target, labels }: Pick<EvaluateInput, "target" | "labels">,
  held: HeldOut,
): Evaluation {
  const rows = held.predicted.length;
  const confusion = labels.map(() => labels.map(() => 0));
  const bins = confidenceBins(target, labels.length, held);
  let hits = 0;
  for (let row = 0; row < rows; row += 1) {
    const actual = target[row] ?? 0;
    const guess = held.predicted[row] ?? 0;
    const line = confusion[actual];
    if (line) line[guess] = (line[guess] ?? 0) + 1;
    if (actual === guess) hits += 1;
  }
  const perLabel = figuresPerLabel(labels, confusion);
  return {
    accuracy: wilson(hits, rows),
    macroF1: macroF1(perLabel),
    logLoss: logLossOf(held.probabilities, target, labels.length),
    ece: bins.reduce((sum, bin) => sum + Math.abs(bin.hits - bin.sum), 0) / rows,
    reliability: bins.flatMap(({ count, hits, sum }, index) =>
      count === 0
        ? []
        : [
            {
              from: index / BINS,
              to: (index + 1) / BINS,
              count,
              confidence: sum / count,
              right: wilson(hits, count),
            },
          ],
    ),
    labels: [...labels],
    confusion,
    perLabel,
    folds: foldFigures(target, labels, held),
    size: rows,
  };
}

/** Guesses by their confidence: how many, how many of them right, and the sum of the confidences. */
function confidenceBins(target: ArrayLike<number>, classes: number, held: HeldOut) {
  const bins = Array.from({ length: BINS }, () => ({ count: 0, hits: 0, sum: 0 }));
  for (let row = 0; row < held.predicted.length; row += 1) {
    const guess = held.predicted[row] ?? 0;
    const top = held.probabilities[row * classes + guess] ?? 0;
    const bin = bins[Math.min(BINS - 1, Math.floor(top * BINS))];
    if (!bin) continue;
    bin.count += 1;
    bin.sum += top;
    if (target[row] === guess) bin.hits += 1;
  }
  return bins;
}

function figuresPerLabel(
  labels: readonly string[],
  confusion: readonly (readonly number[])[],
): Evaluation["perLabel"] {
  return labels.map((label, index) => {
    const right = confusion[index]?.[index] ?? 0;
    const support = (confusion[index] ?? []).reduce((sum, count) => sum + count, 0);
    const named = confusion.reduce((sum, line) => sum + (line[index] ?? 0), 0);
    return {
      label,
      precision: named === 0 ? null : right / named,
      recall: support === 0 ? null : right / support,
      f1: support + named === 0 ? null : (2 * right) / (support + named),
      support,
    };
  });
}

/** Over the labels that occur. */
function macroF1(perLabel: Evaluation["perLabel"]): number {
  const present = perLabel.filter((row) => row.support > 0);
  return present.reduce((sum, row) => sum + (row.f1 ?? 0), 0) / Math.max(1, present.length);
}

function foldFigures(
  target: ArrayLike<number>,
  labels: readonly string[],
  held: HeldOut,
): Evaluation["folds"] {
  const count = held.fold.reduce((most, fold) => Math.max(most, fold + 1), 0);
  return Array.from({ length: count }, (_, fold) => {
    const rows = Array.from(held.fold.keys()).filter((row) => held.fold[row] === fold);
    const confusion = labels.map(() => labels.map(() => 0));
    let loss = 0;
    let hits = 0;
    for (const row of rows) {
      const actual = target[row] ?? 0;
      const guess = held.predicted[row] ?? 0;
      const line = confusion[actual];
      if (line) line[guess] = (line[guess] ?? 0) + 1;
      if (actual === guess) hits += 1;
      loss -= Math.log(Math.max(1e-15, held.probabilities[row * labels.length + actual] ?? 0));
    }
    return {
      size: rows.length,
      accuracy: hits / rows.length,
      macroF1: macroF1(figuresPerLabel(labels, confusion)),
      logLoss: loss / rows.length,
    };
  });
}
