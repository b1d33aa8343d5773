import { calibrate } from "../../../main/learning/calibration.ts";
import {
  createPrior,
  fit,
  predict,
  type Model,
  type Prediction,
  type Prior,
} from "../../../main/learning/classifier.ts";
import { takeRows } from "../../../main/learning/matrix.ts";
import { createRandom } from "../../../main/learning/random.ts";
import { suggest } from "../../../main/learning/suggest.ts";
import { ownFeatures } from "../../../main/learning/training-features.ts";
import { truthAfter, type Listener } from "./listener.ts";

/** How a listener teaches, and what is made of it. */
export type Way = {
  readonly name: string;
  readonly prior: boolean;
  /**
   * What she answers: songs by chance, those with the smallest margin, the app's queue; or she reads a list (as it
   * comes, the most confident guesses first, the least confident first) and mends what she notices to be wrong.
   */
  readonly clicks: "random" | "margin" | "queue" | "list" | "confident first" | "unsure first";
  /** What a song that she saw and left counts for; 0: nothing. */
  readonly left: number;
  /** What the oldest label counts for beside the newest. */
  readonly oldest?: number;
};

export type Point = {
  readonly clicks: number;
  readonly hits: boolean[];
  readonly confidence: number[];
  readonly loss: number[];
  readonly sureFrom: number;
  readonly temperature: number;
};

/** The model in the app is as new as the last correction; here it is renewed after so many, to be done in time. */
const RENEW_AFTER = { first: 5, afterFifty: 15 };
const FOLDS = 5;

type Label = { readonly row: number; readonly mood: number; readonly weight: number };
type Teaching = {
  readonly listener: Listener;
  readonly way: Way;
  readonly prior: Prior;
  readonly labels: Map<number, Label>;
};

/** What the app knows after so many clicks, asked of songs that it never saw. */
export function play(listener: Listener, way: Way, points: readonly number[]): Point[] {
  const prior = priorOf(listener);
  const as = (clicks: number) =>
    listener.later ? { ...listener, ...truthAfter(listener, clicks) } : listener;
  const teaching: Teaching = { listener, way, prior, labels: new Map() };
  const random = createRandom(listener.seed + 1000);
  const results: Point[] = [];
  let clicks = 0;
  for (const point of points) {
    while (clicks < point) {
      const often = clicks < 50 ? RENEW_AFTER.first : RENEW_AFTER.afterFifty;
      const most = Math.min(often, point - clicks);
      const done = round({ ...teaching, listener: as(clicks) }, most, random);
      if (done === 0) break;
      clicks += done;
    }
    results.push(measure({ ...teaching, listener: as(point) }, point));
  }
  return results;
}

const priors = new WeakMap<Listener, Prior>();
function priorOf(listener: Listener): Prior {
  const known = priors.get(listener) ?? createPrior(listener.definitions, listener.library, 42);
  priors.set(listener, known);
  return known;
}

/** Returns the number of clicks; fewer than asked for where there is nothing left to do. */
function round(teaching: Teaching, most: number, random: () => number): number {
  const { listener, way, labels } = teaching;
  const open = Array.from(listener.truth.keys()).filter((row) => !labels.has(row));
  const answer = (rows: readonly number[]) => {
    for (const row of rows) labels.set(row, { row, mood: listener.truth[row] ?? 0, weight: 1 });
    return rows.length;
  };
  if (way.clicks === "random") {
    const rows: number[] = [];
    while (rows.length < Math.min(most, open.length)) {
      const [row] = open.splice(Math.floor(random() * open.length), 1);
      if (row !== undefined) rows.push(row);
    }
    return answer(rows);
  }
  if (way.clicks === "queue") return answer(queue(teaching, most));
  const guesses = predict(learn(teaching, teaching.labels.values(), 1e-3), listener.library);
  if (way.clicks === "margin") {
    const margin = (row: number) => marginOf(guesses, row, listener.definitions.length);
    return answer(open.toSorted((a, b) => margin(a) - margin(b)).slice(0, most));
  }
  return readList(teaching, inOrder(way, open, guesses), guesses, most, random);
}

function inOrder({ clicks }: Way, open: readonly number[], { confidence }: Prediction): number[] {
  const sure = (row: number) => confidence[row] ?? 0;
  if (clicks === "confident first") return open.toSorted((a, b) => sure(b) - sure(a));
  if (clicks === "unsure first") return open.toSorted((a, b) => sure(a) - sure(b));
  return [...open];
}

function readList(
  { listener, way, labels }: Teaching,
  rows: readonly number[],
  guesses: Prediction,
  most: number,
  random: () => number,
): number {
  let clicks = 0;
  for (const row of rows) {
    if (clicks === most) break;
    const truth = listener.truth[row] ?? 0;
    const guess = guesses.mood[row] ?? 0;
    const mended = guess !== truth && random() < listener.notices;
    if (mended) clicks += 1;
    labels.set(
      row,
      mended ? { row, mood: truth, weight: 1 } : { row, mood: guess, weight: way.left },
    );
  }
  return clicks;
}

function queue({ listener, labels }: Teaching, count: number): number[] {
  const known = [...labels.values()];
  const { suggestions } = suggest({
    features: ownFeatures(listener.library),
    each: 1,
    artists: listener.artists,
    labelledRows: Int32Array.from(known, ({ row }) => row),
    target: Int32Array.from(known, ({ mood }) => mood),
    weights: Float32Array.from(known, ({ weight }) => weight),
    moods: listener.definitions,
    count,
    seed: 42,
  });
  return suggestions.map(({ row }) => row);
}

function learn(
  { listener, way, prior }: Teaching,
  all: Iterable<Label>,
  tolerance?: number,
): Model {
  const labels = [...all].filter(({ weight }) => weight > 0);
  const { oldest = 1 } = way;
  return fit({
    features: takeRows(
      listener.library,
      labels.map(({ row }) => row),
    ),
    target: labels.map(({ mood }) => mood),
    weights: labels.map(
      ({ weight }, age) => weight * oldest ** (1 - (age + 1) / Math.max(1, labels.length)),
    ),
    classes: listener.definitions.length,
    prior: way.prior || labels.length === 0 ? prior : undefined,
    tolerance,
  });
}

function measure(teaching: Teaching, clicks: number): Point {
  const { listener } = teaching;
  const classes = listener.definitions.length;
  const labels = [...teaching.labels.values()].filter(({ weight }) => weight > 0);
  const model = learn(teaching, labels);
  const held = heldOut(teaching, labels);
  const library = predict(model, listener.library).probabilities;
  const { temperature, sureFrom } = calibrate({ classes, ...held }, { library });
  const { mood, confidence, probabilities } = predict({ ...model, temperature }, listener.unseen);
  const truth = Array.from(listener.unseenTruth);
  return {
    clicks,
    temperature,
    sureFrom,
    hits: truth.map((actual, row) => mood[row] === actual),
    confidence: Array.from(confidence),
    loss: truth.map((actual, row) => -Math.log(probabilities[row * classes + actual] ?? 1e-9)),
  };
}

function heldOut(teaching: Teaching, labels: readonly Label[]) {
  const { listener } = teaching;
  const classes = listener.definitions.length;
  const probabilities = new Float32Array(labels.length * classes);
  for (let fold = 0; fold < Math.min(FOLDS, labels.length); fold += 1) {
    const own = labels.flatMap((_, at) => (at % FOLDS === fold ? [at] : []));
    const model = learn(
      teaching,
      labels.filter((_, at) => at % FOLDS !== fold),
      1e-3,
    );
    const asked = takeRows(
      listener.library,
      own.map((at) => labels[at]?.row ?? 0),
    );
    const answer = predict(model, asked).probabilities;
    own.forEach((at, index) =>
      probabilities.set(answer.subarray(index * classes, (index + 1) * classes), at * classes),
    );
  }
  return {
    probabilities,
    target: labels.map(({ mood }) => mood),
  };
}

function marginOf({ probabilities }: Prediction, row: number, classes: number): number {
  const [first = 0, second = 0] = probabilities
    .slice(row * classes, (row + 1) * classes)
    .toSorted()
    .toReversed();
  return first - second;
}
