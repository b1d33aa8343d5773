import {
  askFolds,
  best,
  saidBefore,
  type Bend,
  type Checked,
  type Memory,
  type Left,
} from "./check.ts";
import { withCalibration } from "./calibrated.ts";
import type { StableFolds } from "./folds.ts";
import type { Lessons } from "./labels.ts";
import { curvatureOf, learnFrom, type PreparedRows } from "../checks/rows.ts";
import { predictEngineered, type Model } from "../classifier.ts";
import { definitionProbabilities } from "../definitions.ts";
import { agreementOf, summarise, type HeldOut, type Running } from "../evaluate.ts";
import { checkableClasses } from "../folds.ts";
import { takeRows, type Matrix } from "../matrix.ts";
import type { TrainInput, TrainOutput } from "../train.ts";

export const FOLDS = 5;
/** Under that many labels a percentage says next to nothing: its standard deviation is above .10. */
const ROUGH_BELOW = 20;
/** More labels than this change the figures by less than their uncertainty; the model itself learns from all. */
const CHECK_ROWS = 5000;
/** How near the model comes to its optimum, from wherever it starts. */
const TOLERANCE = 1e-5;
const NOT_CHECKED = 255;

export type LearnInput = {
  readonly input: TrainInput;
  readonly lessons: Lessons;
  /** The lessons, engineered. */
  readonly rows: PreparedRows;
  /** Engineered rows that stand for the library. */
  readonly background: Matrix;
  readonly folds: StableFolds;
  /** Of the training whose model is in use. */
  readonly memory: Memory | null;
};

type Learnt = {
  readonly output: Pick<
    TrainOutput,
    "model" | "evaluation" | "agreement" | "heldOut" | "before" | "note"
  >;
  readonly memory: Omit<Memory, "number">;
};

/** A calibrated model of all lessons, with figures on held-out labels and what the next training starts from. */
export async function learn(given: LearnInput, running: Running): Promise<Learnt> {
  const { input, lessons, rows, background, folds } = given;
  const moods = input.moods.map(({ id }) => id);
  const memory = given.memory && sameMoods(given.memory.moods, moods) ? given.memory : null;
  const all = [...lessons.target.keys()];
  const known = memory?.bend.scales === rows.scales ? memory.bend : null;
  const full = learnFrom(rows, all, {
    tolerance: TOLERANCE,
    start: memory?.full,
    curvature: known?.curvature,
  });
  const bend = known && isNear(known.lessons, all.length) ? known : bendOf(rows, all, full);
  const { checked, anew, checkable } = chooseChecked(lessons, input, folds);
  const answers = checkable
    ? await askFolds(rows, lessons, checked, { starts: memory?.models, full, bend }, running)
    : { held: NOTHING_HELD, left: NOTHING_LEFT, models: [] };
  const { left } = answers;
  const { places } = checked;
  const target = places.map((place) => lessons.target[place] ?? 0);
  const { model, held } = withCalibration(
    full,
    {
      held: answers.held,
      target,
      weights: Float32Array.from(places, (place) => lessons.weights[place] ?? 1),
      also: Uint32Array.from(places, (place) => lessons.also[place] ?? 0),
      left: {
        target: left.places.map((place) => lessons.target[place] ?? 0),
        probabilities: left.probabilities,
      },
      share: input.sureShare,
    },
    predictEngineered(full, background),
  );
  const labels = input.moods.map(({ name }) => name);
  const note = limits(input.labelledRows.length, lessons.labelled, checkable);
  const labelled = { labels: labelsOf(lessons, moods), moods, full, bend, models: answers.models };
  if (!checkable) {
    return {
      output: {
        model,
        evaluation: null,
        agreement: { before: null, after: null },
        heldOut: new Uint8Array(input.labelledRows.length).fill(NOT_CHECKED),
        before: new Int32Array(input.labelledRows.length),
        note,
      },
      memory: { ...labelled, said: new Map() },
    };
  }
  const before =
    given.memory && !anew
      ? saidBefore(given.memory, lessons, checked, input.moods)
      : Array.from(
          await anewBefore(given, checked, held, { full, bend }, running),
          (index) => moods[index] ?? 0,
        );
  const wanted = Array.from(target, (index) => moods[index] ?? 0);
  const ids = Array.from(places, (place) => lessons.ids[place] ?? 0);
  return {
    output: {
      model,
      evaluation: summarise({ target, labels }, held),
      agreement: {
        before: agreementOf(before, wanted),
        after: agreementOf(held.predicted, target),
      },
      heldOut: heldOutOf(given, checked, held),
      before: beforeOf(given, checked, before),
      note,
    },
    memory: {
      ...labelled,
      said: new Map(ids.map((id, at) => [id, moods[held.predicted[at] ?? 0] ?? 0])),
    },
  };
}

const NOTHING_HELD: HeldOut = {
  fold: new Int32Array(),
  predicted: new Int32Array(),
  probabilities: new Float32Array(),
};

/** Once in so many corrections the bend is measured again. */
function isNear(before: number, now: number): boolean {
  return Math.abs(now - before) <= 0.1 * before;
}

function bendOf(rows: PreparedRows, all: readonly number[], full: Model): Bend {
  return { curvature: curvatureOf(rows, all, full), scales: rows.scales, lessons: all.length };
}

const NOTHING_LEFT: Left = { places: new Int32Array(), probabilities: new Float32Array() };

function sameMoods(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}

/** Which labels are checked, in which folds. `checkable`: whether figures mean anything yet. */
function chooseChecked(
  lessons: Lessons,
  { moods }: TrainInput,
  folds: StableFolds,
): { readonly checked: Checked; readonly anew: boolean; readonly checkable: boolean } {
  const share = CHECK_ROWS / Math.max(1, lessons.labelled);
  const places = Int32Array.from(
    Array.from({ length: lessons.labelled }, (_, place) => place).filter(
      (place) => share >= 1 || lot(lessons.ids[place] ?? 0) < share,
    ),
  );
  const target = places.map((place) => lessons.target[place] ?? 0);
  const groups = Array.from(places, (place) => lessons.groups[place] ?? "");
  const checkable =
    checkableClasses({ target, groups, labels: moods.map(({ name }) => name) }) >= 2;
  if (!checkable) {
    const none = { places: new Int32Array(), fold: new Int32Array(), folds: 0 };
    return { checked: none, anew: true, checkable };
  }
  const { fold, anew } = folds.assign({
    ids: places.map((place) => lessons.ids[place] ?? 0),
    groups,
    target,
    classes: moods.length,
  });
  return { checked: { places, fold, folds: folds.count }, anew, checkable };
}

/** In [0, 1), the same for the same track: the next training checks the same labels. */
function lot(id: number): number {
  let mixed = Math.imul(id ^ (id >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296;
}

/** Without the answers of the training before: models of the labels that it had say what it would have said. */
async function anewBefore(
  { input, lessons, rows, memory }: LearnInput,
  checked: Checked,
  now: HeldOut,
  about: { readonly full: Model; readonly bend: Bend },
  running: Running,
): Promise<ArrayLike<number>> {
  const old = new Set(input.previousLabelledRows);
  const idOf = (place: number) => lessons.ids[place] ?? 0;
  const moodOf = (place: number) => input.moods[lessons.target[place] ?? 0]?.id;
  const isOld = (place: number) =>
    memory
      ? memory.labels.get(idOf(place)) === moodOf(place)
      : old.has(input.labelledRows[lessons.places[place] ?? 0] ?? -1);
  const learnable = new Set(checked.places.filter(isOld));
  // Without a new label both would learn the same.
  if (learnable.size === checked.places.length) return now.predicted;
  if (learnable.size > 0)
    return (await askFolds(rows, lessons, checked, { learnable, ...about }, running)).held
      .predicted;
  const odds = definitionProbabilities(
    takeRows(lessons.features, checked.places),
    input.moods.map(({ definition }) => definition),
  );
  return Array.from(checked.places, (_, at) => best(odds, at, input.moods.length));
}

function labelsOf(lessons: Lessons, moods: readonly number[]): Map<number, number> {
  return new Map(
    Array.from(lessons.ids, (id, place) => [id, moods[lessons.target[place] ?? 0] ?? 0]),
  );
}

function heldOutOf(
  { input, lessons }: LearnInput,
  { places }: Checked,
  held: HeldOut,
): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(input.labelledRows.length).fill(NOT_CHECKED);
  places.forEach((place, at) => {
    result[lessons.places[place] ?? 0] = held.predicted[at] ?? NOT_CHECKED;
  });
  return result;
}

function beforeOf(
  { input, lessons }: LearnInput,
  { places }: Checked,
  before: readonly number[],
): Int32Array<ArrayBuffer> {
  const result = new Int32Array(input.labelledRows.length);
  places.forEach((place, at) => {
    result[lessons.places[place] ?? 0] = before[at] ?? 0;
  });
  return result;
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
