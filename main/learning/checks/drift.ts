import type { Drift } from "../../../common/domain/checks.ts";
import { MODEL_FEATURES, type ModelFeature } from "../../../common/domain/features.ts";
import { wilson } from "../evaluate.ts";
import type { Matrix } from "../matrix.ts";
import { createRandom, sample } from "../random.ts";
import { fitScaler, type Scaler } from "../scale.ts";

/** Enough to tell shares to a hundredth or two. */
const LABELLED = 2000;
const UNLABELLED = 5000;
/** Under that many, what is usual among them is chance. */
const LEAST = 20;
/** A track is as unlike as its nearest labelled tracks are far away in the mean. */
const NEIGHBOURS = 3;
/** Tracks with less than that known in common cannot be compared. */
const COMMON = 3;
const USUAL = 0.95;
/** Twice the share of tracks that are unlike where nothing has drifted. */
const DRIFTED = 2 * (1 - USUAL);
/** Of a feature's differences those are told that a person would notice. */
const NOTED = 0.5;
const FEATURES = 3;

/** How long a track is says little of what it is like. */
const COLUMNS = MODEL_FEATURES.flatMap((feature, column) =>
  feature === "duration" ? [] : [column],
);

/**
 * Whether tracks without a label are like the labelled ones: how many are farther from their nearest labelled tracks
 * than 95 in 100 labelled tracks are from theirs (other recordings than themselves). Null with too few of either.
 * Deterministic by seed.
 */
export function driftOf(
  labelled: Matrix,
  groups: readonly string[],
  unlabelled: Matrix,
  seed: number,
): Drift | null {
  const random = createRandom(seed);
  const known = sample(labelled.rows, LABELLED, random);
  const open = sample(unlabelled.rows, UNLABELLED, random);
  const scaler = fitScaler(labelled);
  const own = toPoints(labelled, scaler, known);
  const far = new Map<number, number>();
  Array.from(known).forEach((row, index) => {
    const away = distance(own, own.subarray(index * WIDTH, (index + 1) * WIDTH), (other) => {
      const group = groups[row];
      return groups[known[other] ?? 0] === group;
    });
    if (away !== null) far.set(row, away);
  });
  if (far.size < LEAST) return null;
  const usual = [...far.values()].toSorted((a, b) => a - b);
  const bound = usual[Math.floor(USUAL * (usual.length - 1))] ?? 0;
  const points = toPoints(unlabelled, scaler, open);
  const unlike: number[] = [];
  let compared = 0;
  open.forEach((row, index) => {
    const away = distance(own, points.subarray(index * WIDTH, (index + 1) * WIDTH), () => false);
    if (away === null) return;
    compared += 1;
    if (away > bound) unlike.push(row);
  });
  if (compared < LEAST) return null;
  const share = wilson(unlike.length, compared);
  return {
    labelled: far.size,
    unlabelled: compared,
    unlike: unlike.length,
    share,
    drifted: share.mean >= DRIFTED && share.low > 1 - USUAL,
    features: unlike.length < LEAST ? [] : differences(labelled, unlabelled, unlike),
  };
}

const WIDTH = COLUMNS.length;

/** In standard deviations of the labelled; NaN where a value is missing. */
function toPoints({ columns, data }: Matrix, scaler: Scaler, rows: Int32Array): Float32Array {
  const points = new Float32Array(rows.length * WIDTH);
  rows.forEach((row, index) => {
    COLUMNS.forEach((column, at) => {
      const value = data[row * columns + column] ?? NaN;
      points[index * WIDTH + at] =
        (value - (scaler.mean[column] ?? 0)) / (scaler.scale[column] ?? 1);
    });
  });
  return points;
}

/** Mean squared distance to the nearest of `others`, by what is known of both; null where there are too few. */
function distance(
  others: Float32Array,
  point: Float32Array,
  isLeftOut: (other: number) => boolean,
): number | null {
  const nearest = new Float64Array(NEIGHBOURS).fill(Infinity);
  const count = others.length / WIDTH;
  for (let other = 0; other < count; other += 1) {
    const square = partialSquare(others, other * WIDTH, point);
    if (square >= (nearest[NEIGHBOURS - 1] as number) || isLeftOut(other)) continue;
    let place = NEIGHBOURS - 1;
    for (; place > 0 && (nearest[place - 1] as number) > square; place -= 1)
      nearest[place] = nearest[place - 1] as number;
    nearest[place] = square;
  }
  const sum = nearest.reduce((total, square) => total + square, 0);
  return sum === Infinity ? null : sum / NEIGHBOURS;
}

/** As if what is known of both stood for all features. */
function partialSquare(others: Float32Array, at: number, point: Float32Array): number {
  let sum = 0;
  let known = 0;
  for (let index = 0; index < WIDTH; index += 1) {
    const away = (others[at + index] as number) - (point[index] as number);
    if (Number.isNaN(away)) continue;
    known += 1;
    sum += away * away;
  }
  return known < COMMON ? Infinity : (sum * WIDTH) / known;
}

function differences(
  labelled: Matrix,
  unlabelled: Matrix,
  unlike: readonly number[],
): Drift["features"] {
  return COLUMNS.flatMap((column) => {
    const feature: ModelFeature | undefined = MODEL_FEATURES[column];
    const own = valuesOf(
      labelled,
      column,
      Array.from({ length: labelled.rows }, (_, row) => row),
    );
    const theirs = valuesOf(unlabelled, column, unlike);
    if (!feature || own.length < LEAST || theirs.length < LEAST) return [];
    const mean = meanOf(own);
    const deviation = Math.sqrt(meanOf(own.map((value) => (value - mean) ** 2)));
    const by = deviation === 0 ? 0 : (meanOf(theirs) - mean) / deviation;
    return [{ feature, labelled: medianOf(own), unlike: medianOf(theirs), by }];
  })
    .filter(({ by }) => Math.abs(by) >= NOTED)
    .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .slice(0, FEATURES);
}

function valuesOf({ columns, data }: Matrix, column: number, rows: readonly number[]): number[] {
  return rows
    .map((row) => data[row * columns + column] ?? NaN)
    .filter((value) => !Number.isNaN(value));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
