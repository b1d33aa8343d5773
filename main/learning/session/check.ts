import type { MoodDefinition } from "../../../common/domain/mood.ts";
import { askAbout, learnFrom, type PreparedRows } from "../checks/rows.ts";
import { predictEngineered, type Model } from "../classifier.ts";
import type { Curvature } from "../curvature.ts";
import { definitionProbabilities } from "../definitions.ts";
import { answer, type HeldOut, type Running } from "../evaluate.ts";
import { engineer } from "../engineer.ts";
import { takeRows } from "../matrix.ts";
import { breathe } from "./breathe.ts";
import type { Lessons } from "./labels.ts";

/** What a training leaves for the next one: its models to start from, and what they said of labels they had not seen. */
export type Memory = {
  readonly number: number;
  /** Mood ids by class. */
  readonly moods: readonly number[];
  readonly full: Model;
  readonly bend: Bend;
  /** Per fold; null where it was empty. */
  readonly models: readonly (Model | null)[];
  /** Mood id by track. */
  readonly said: ReadonlyMap<number, number>;
  readonly labels: ReadonlyMap<number, number>;
};

/** How the loss of lessons bends: the fits of nearly the same ones need a third of the steps by it. */
export type Bend = {
  readonly curvature: Curvature;
  readonly scales: Model["engineer"];
  readonly lessons: number;
};

/** The labelled rows that are checked: their places in the lessons, with their folds. */
export type Checked = {
  readonly places: Int32Array;
  /** Parallel to `places`. */
  readonly fold: Int32Array;
  readonly folds: number;
};

export type FoldAnswers = {
  /** Parallel to `places`; at temperature 1. */
  readonly held: HeldOut;
  /** What was said of weak lessons by models that had not learnt from them; places in the lessons. */
  readonly left: Left;
  readonly models: readonly (Model | null)[];
};

export type Left = { readonly places: Int32Array; readonly probabilities: Float32Array };

/** How near to its optimum a fold's model has to come: figures are rounded to hundredths. */
const CHECK_TOLERANCE = 1e-4;

/**
 * What models say of the checked labels while their fold is held out, and of the weak rows: those have folds too, the
 * one of their recording where that is checked. `learnable`: places that may be learnt from; left out: all. `starts`: models of the same folds.
 */
export async function askFolds(
  rows: PreparedRows,
  lessons: Lessons,
  { places, fold, folds }: Checked,
  options: {
    readonly learnable?: ReadonlySet<number>;
    readonly starts?: readonly (Model | null)[] | undefined;
    /** A model of all lessons: where there is no start, it is as good as any. */
    readonly full: Model;
    readonly bend: Bend;
  },
  { signal, report }: Running,
): Promise<FoldAnswers> {
  const held: HeldOut = {
    fold: withoutGaps(fold),
    predicted: new Int32Array(places.length),
    probabilities: new Float32Array(places.length * rows.classes),
  };
  const models: (Model | null)[] = [];
  const leftFolds = foldsOfLeft(lessons, { places, fold, folds });
  const left: { places: number[]; probabilities: number[] } = { places: [], probabilities: [] };
  for (let current = 0; current < folds; current += 1) {
    signal?.throwIfAborted();
    const testing = [...places.keys()].filter((at) => fold[at] === current);
    if (testing.length === 0) {
      models.push(null);
      continue;
    }
    const training: number[] = [];
    places.forEach((place, at) => {
      const isLearnt = options.learnable?.has(place) ?? true;
      if (fold[at] !== current && isLearnt) training.push(place);
    });
    const weak: number[] = [];
    leftFolds.forEach((its, index) => {
      (its === current ? weak : training).push(lessons.labelled + index);
    });
    const model = learnFrom(rows, training, {
      tolerance: CHECK_TOLERANCE,
      start: options.starts?.[current] ?? options.full,
      curvature: options.bend.curvature,
    });
    models.push(model);
    const asked = testing.map((at) => places[at] ?? 0);
    answer(held, testing, askAbout(rows, model, asked));
    left.places.push(...weak);
    for (const value of askAbout(rows, model, weak)) left.probabilities.push(value);
    report?.({ stage: "Checking", done: current + 1, total: folds });
    await breathe();
  }
  return {
    held,
    left: {
      places: Int32Array.from(left.places),
      probabilities: Float32Array.from(left.probabilities),
    },
    models,
  };
}

/** The fold of each weak lesson: its recording's where that is checked, else always the same one. */
function foldsOfLeft(lessons: Lessons, { places, fold, folds }: Checked): Int32Array {
  const known = new Map<string, number>();
  places.forEach((place, at) => known.set(lessons.groups[place] ?? "", fold[at] ?? 0));
  return lessons.left.map((row, index) => {
    const group = lessons.groups[lessons.labelled + index] ?? "";
    const its = known.get(group) ?? row % Math.max(1, folds);
    known.set(group, its);
    return its;
  });
}

/** Folds without a row have no number, so that figures per fold have no gaps. */
function withoutGaps(fold: Int32Array): Int32Array {
  const used = [...new Set(fold)].toSorted((a, b) => a - b);
  return fold.map((old) => used.indexOf(old));
}

/**
 * What the model before says of the checked labels (mood ids, parallel to `places`), by what its folds said while those
 * were held out. Of a label that it was not asked about, its model of the same fold says now what it would have said.
 */
export function saidBefore(
  memory: Memory,
  lessons: Lessons,
  { places, fold }: Checked,
  moods: readonly { readonly id: number; readonly definition: MoodDefinition }[],
): number[] {
  const said = Array.from(places, (place) => memory.said.get(lessons.ids[place] ?? 0) ?? 0);
  const unsaid = [...said.keys()].filter((at) => said[at] === 0);
  for (const current of new Set(unsaid.map((at) => fold[at]))) {
    const asked = unsaid.filter((at) => fold[at] === current);
    const features = takeRows(
      lessons.features,
      asked.map((at) => places[at] ?? 0),
    );
    const model = memory.models[current ?? 0];
    const odds = model
      ? predictEngineered(model, engineer(model.engineer, features))
      : definitionProbabilities(
          features,
          moods.map(({ definition }) => definition),
        );
    const ids = model ? memory.moods : moods.map(({ id }) => id);
    asked.forEach((at, index) => {
      said[at] = ids[best(odds, index, ids.length)] ?? 0;
    });
  }
  return said;
}

/** Index of the greatest of a row's numbers; the first of several. */
export function best(numbers: ArrayLike<number>, row: number, width: number): number {
  let found = 0;
  for (let index = 1; index < width; index += 1)
    if ((numbers[row * width + index] ?? 0) > (numbers[row * width + found] ?? 0)) found = index;
  return found;
}
