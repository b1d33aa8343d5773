import { z } from "zod";
import { MODEL_FEATURES } from "../../common/domain/features.ts";
import type { MoodDefinition } from "../../common/domain/mood.ts";
import { AppError } from "../../common/errors.ts";
import { curvatureAt, type Curvature } from "./curvature.ts";
import { definitionProbabilities } from "./definitions.ts";
import { ENGINEERED_WIDTH, engineer, fitEngineer } from "./engineer.ts";
import { fitLogistic, predictLogistic, type LogisticProblem, type Weights } from "./logistic.ts";
import { takeRows, validate, type Matrix } from "./matrix.ts";
import { createRandom, sample } from "./random.ts";

const scalerSchema = z.object({
  mean: z.array(z.number()).readonly(),
  scale: z.array(z.number()).readonly(),
});
/** A model as plain data. `weights` has one row per class, the intercept last in each. */
const modelSchema = z.object({
  version: z.literal(2),
  classes: z.number().int().min(1),
  engineer: z.object({ base: scalerSchema, expanded: scalerSchema }),
  weights: z.array(z.number()),
  /** What the log-odds are divided by, so that confidences are as often right as they say (1 = as learnt). */
  temperature: z.number().positive(),
  /** From this confidence on a guess is called sure. */
  sureFrom: z.number().min(0).max(1),
  /** Per class: sigmoid(slope · logit(probability) + offset) is how probably the mood fits beside others; null = not learnt. */
  fits: z.array(z.object({ slope: z.number(), offset: z.number() })).nullable(),
});
export type Model = z.infer<typeof modelSchema>;
/** Models of 0.1 knew no calibration. */
const firstModelSchema = modelSchema
  .omit({ temperature: true, sureFrom: true, fits: true })
  .extend({ version: z.literal(1) });

/** What a model that was never held against labels counts as sure. */
const SURE_FROM = 0.6;
const UNCALIBRATED = { temperature: 1, sureFrom: SURE_FROM, fits: null } as const;

/** Class number of a row of which nothing but the duration is known. */
export const NO_DATA = 255;

/** What mood definitions say, as a linear model in a library's own scales; made once, used by many trainings. */
export type Prior = {
  readonly engineer: Model["engineer"];
  readonly weights: Weights;
};

export type FitInput = {
  readonly features: Matrix;
  /** Class of each row. */
  readonly target: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
  readonly classes: number;
  readonly prior?: Prior | undefined;
  /** How closely the optimum is approached; see logistic.ts. */
  readonly tolerance?: number | undefined;
};

/** What {@link fit} takes, with rows that were engineered already: many fits share them. */
export type FitEngineeredInput = Omit<FitInput, "features"> & {
  /** What the rows were engineered by: the prior's, where there is one. */
  readonly scales: Model["engineer"];
  readonly rows: Matrix;
  /** Weights of a model of nearly the same rows, to start from. */
  readonly start?: ArrayLike<number> | undefined;
  /** How the loss bends about that start, where many fits are to share it. */
  readonly curvature?: Curvature | undefined;
};

export type Prediction = {
  /** Class of each row, or NO_DATA. */
  readonly mood: Uint8Array;
  /** Probability of that class; 0 where there is no data. */
  readonly confidence: Float32Array;
  /** rows × classes, row-major. */
  readonly probabilities: Float32Array;
};

/** The definitions' opinion is asked of at most this many rows: more change nothing. */
export const BACKGROUND_ROWS = 1000;
/** Strength of the pull to 0 without a prior: C = 0.3 was best with all labels (1 / 0.3 = 3.3). */
const STRENGTH = 3.3;
/**
 * Strength of the pull to the prior with many labels, and what is added with none. Of simulated listeners
 * (tests/bench/listeners) the log loss was least with 15 at 25 labels and with 8 to 15 at 1,000; accuracy hardly cared.
 */
const PRIOR_STRENGTH = 8;
const PRIOR_EXTRA = 7;
const PRIOR_FADES_OVER = 400;
/** The same for the intercepts: how often a mood is labelled says little of how common it is while labels are few. */
const INTERCEPT_STRENGTH = 1;
const INTERCEPT_EXTRA = 2;

/**
 * The definitions' opinion of a library, learnt from a sample of its rows that have data. `moods` in the order of the
 * classes. Deterministic by seed.
 */
export function createPrior(
  moods: readonly MoodDefinition[],
  library: Matrix,
  seed: number,
): Prior {
  validate(library);
  const known = Int32Array.from(rowsWithData(library));
  const chosen = sample(known.length, BACKGROUND_ROWS, createRandom(seed));
  const rows = takeRows(
    library,
    chosen.map((index) => known[index] ?? 0),
  );
  const scales = fitEngineer(rows);
  const weights = fitLogistic({
    features: engineer(scales, rows),
    target: definitionProbabilities(rows, moods),
    weights: new Float32Array(rows.rows).fill(1),
    classes: moods.length,
    strength: 1,
    interceptStrength: 0.1,
    // An opinion need not be exact: half of the time is saved.
    tolerance: 3e-4,
  });
  return { engineer: scales, weights };
}

/**
 * Learns classes from labelled rows. With a prior, the weights are pulled to what the mood definitions say, the less
 * the more labels there are; without labels the model is the definitions alone. Deterministic.
 * Throws AppError `bad_input`, or `not_enough_labels` for no labels and no prior.
 */
export function fit({ features, target, weights, classes, prior, tolerance }: FitInput): Model {
  validate(features);
  if (classes < 1 || classes >= NO_DATA)
    throw new AppError("bad_input", `A model has 1 to ${NO_DATA - 1} moods, not ${classes}.`);
  if (features.rows === 0 && !prior) {
    throw new AppError(
      "not_enough_labels",
      "There is nothing to learn from: no labels and no mood definitions.",
    );
  }
  if (features.rows === 0 && prior) return toModel(prior.engineer, prior.weights, classes);
  const scales = prior?.engineer ?? fitEngineer(features);
  const rows = engineer(scales, features);
  return fitEngineered({ scales, rows, target, weights, classes, prior, tolerance });
}

/** Learns as {@link fit} does, from one row at least. */
export function fitEngineered(input: FitEngineeredInput): Model {
  return toModel(input.scales, fitLogistic(problemOf(input)), input.classes);
}

/** How the loss of this fit bends about a model of nearly the same rows: for {@link FitEngineeredInput.curvature}. */
export function curvatureAbout(input: FitEngineeredInput, model: Model): Curvature {
  return curvatureAt(problemOf(input), Float64Array.from(model.weights));
}

function problemOf(input: FitEngineeredInput): LogisticProblem {
  const { rows, target, weights, classes, prior, tolerance, start, curvature } = input;
  let known = 0;
  for (let row = 0; row < rows.rows; row += 1) known += weights[row] ?? 1;
  const left = Math.exp(-known / PRIOR_FADES_OVER);
  return {
    features: rows,
    target: oneHot(target, rows.rows, classes),
    weights,
    classes,
    strength: prior ? PRIOR_STRENGTH + PRIOR_EXTRA * left : STRENGTH,
    interceptStrength: prior ? INTERCEPT_STRENGTH + INTERCEPT_EXTRA * left : 0,
    centre: prior?.weights,
    start,
    curvature,
    tolerance,
  };
}

/** Probabilities of engineered rows, rows × classes, row-major; all of them have data. */
export function predictEngineered(model: Model, rows: Matrix): Float32Array {
  return predictLogistic(calibratedWeights(model), rows, model.classes);
}

/** A model that was stored as data, or null where this version cannot read it. */
export function readModel(data: unknown): Model | null {
  const parsed = z.union([modelSchema, firstModelSchema]).safeParse(data);
  if (!parsed.success) return null;
  const model: Model =
    parsed.data.version === 2 ? parsed.data : { ...parsed.data, ...UNCALIBRATED, version: 2 };
  return model.weights.length === model.classes * (ENGINEERED_WIDTH + 1) ? model : null;
}

/** Class, confidence and probabilities of every row. Throws AppError `bad_input`. */
export function predict(model: Model, features: Matrix): Prediction {
  validate(features);
  const { classes } = model;
  const weights = calibratedWeights(model);
  const probabilities = new Float32Array(features.rows * classes);
  const mood = new Uint8Array(features.rows);
  const confidence = new Float32Array(features.rows);
  // Slices, so that the engineered rows of a large library are never in memory all at once.
  const slice = 8192;
  for (let start = 0; start < features.rows; start += slice) {
    const rows = Math.min(slice, features.rows - start);
    const part = {
      rows,
      columns: features.columns,
      data: features.data.subarray(start * features.columns, (start + rows) * features.columns),
    };
    probabilities.set(
      predictLogistic(weights, engineer(model.engineer, part), classes),
      start * classes,
    );
  }
  for (let row = 0; row < features.rows; row += 1) {
    if (!hasData(features, row)) {
      mood[row] = NO_DATA;
      probabilities.fill(1 / classes, row * classes, (row + 1) * classes);
      continue;
    }
    let best = 0;
    for (let index = 1; index < classes; index += 1) {
      if ((probabilities[row * classes + index] ?? 0) > (probabilities[row * classes + best] ?? 0))
        best = index;
    }
    mood[row] = best;
    confidence[row] = probabilities[row * classes + best] ?? 0;
  }
  return { mood, confidence, probabilities };
}

/** The weights as they are used: divided by the temperature. */
export function calibratedWeights({ weights, temperature }: Model): Weights {
  return Float64Array.from(weights, (weight) => weight / temperature);
}

/** True if anything but the duration is known of a row. */
export function hasData({ columns, data }: Matrix, row: number): boolean {
  const duration = MODEL_FEATURES.indexOf("duration");
  for (let column = 0; column < columns; column += 1) {
    if (column !== duration && !Number.isNaN(data[row * columns + column] ?? NaN)) return true;
  }
  return false;
}

/** Numbers of the rows of which more than the duration is known. */
export function rowsWithData(matrix: Matrix): number[] {
  const rows: number[] = [];
  for (let row = 0; row < matrix.rows; row += 1) if (hasData(matrix, row)) rows.push(row);
  return rows;
}

function oneHot(target: ArrayLike<number>, rows: number, classes: number): Float64Array {
  const result = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row += 1) result[row * classes + (target[row] ?? 0)] = 1;
  return result;
}

function toModel(scales: Model["engineer"], weights: Weights, classes: number): Model {
  return {
    version: 2,
    classes,
    engineer: scales,
    weights: Array.from(weights),
    ...UNCALIBRATED,
  };
}
