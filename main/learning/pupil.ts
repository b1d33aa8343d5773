import type { MoodDefinition } from "../../common/domain/mood.ts";
import {
  createPrior,
  fit,
  fitEngineered,
  hasData,
  predictEngineered,
  type Model,
} from "./classifier.ts";
import { engineer } from "./engineer.ts";
import { takeRows, type Matrix } from "./matrix.ts";
import { createRandom, sample } from "./random.ts";

const DRAWS = 3;
/** More labels make the same choice of songs, only later. */
const MAX_LABELS = 3000;
/** Which songs are uncertain does not hang on the third digit of a probability. */
const TOLERANCE = 1e-3;

/** A model of the labels there are, which can be taught some more. */
export type Pupil = {
  readonly classes: number;
  /** rows × classes, row-major; of raw features. */
  readonly opinions: (features: Matrix) => Float32Array;
  /** What it would think of `watched` with these answers besides, all raw. */
  readonly taught: (songs: Matrix, answers: readonly number[], watched: Matrix) => Float32Array;
};

export function teach({
  features,
  labelledRows,
  target,
  weights,
  moods,
  seed,
}: {
  readonly features: Matrix;
  readonly labelledRows: Int32Array;
  /** Per labelled row: index into `moods`, and weight. */
  readonly target: Int32Array;
  readonly weights: Float32Array;
  readonly moods: readonly MoodDefinition[];
  readonly seed: number;
}): Pupil {
  const classes = moods.length;
  const prior = createPrior(moods, features, seed);
  const known = Array.from(labelledRows.keys()).filter((index) =>
    hasData(features, labelledRows[index] ?? 0),
  );
  const picked = Array.from(
    sample(known.length, MAX_LABELS, createRandom(seed)),
    (index) => known[index] ?? 0,
  );
  const scales = prior.engineer;
  const rows = engineer(
    scales,
    takeRows(
      features,
      picked.map((index) => labelledRows[index] ?? 0),
    ),
  );
  const learnt = {
    rows,
    target: picked.map((index) => target[index] ?? 0),
    weights: picked.map((index) => weights[index] ?? 1),
  };
  const rest = { scales, classes, prior, tolerance: TOLERANCE };
  const model: Model =
    picked.length === 0
      ? fit({ features: takeRows(features, []), target: [], weights: [], classes, prior })
      : fitEngineered({ ...learnt, ...rest });
  return {
    classes,
    opinions: (raw) => predictEngineered(model, engineer(scales, raw)),
    taught(songs, answers, watched) {
      const more = {
        rows: engineer(scales, songs),
        target: answers,
        weights: answers.map(() => 1),
      };
      const after = fitEngineered({ ...joined(learnt, more), ...rest, start: model.weights });
      return predictEngineered(after, engineer(scales, watched));
    },
  };
}

type Learnt = {
  /** Engineered. */
  readonly rows: Matrix;
  readonly target: readonly number[];
  readonly weights: readonly number[];
};

function joined(learnt: Learnt, extra: Learnt): Learnt {
  const { columns } = extra.rows;
  const data = new Float32Array((learnt.rows.rows + extra.rows.rows) * columns);
  data.set(learnt.rows.data);
  data.set(extra.rows.data, learnt.rows.data.length);
  return {
    rows: { rows: learnt.rows.rows + extra.rows.rows, columns, data },
    target: [...learnt.target, ...extra.target],
    weights: [...learnt.weights, ...extra.weights],
  };
}

/**
 * What share of the guesses a round of answers is expected to change. We answer the round ourselves, by lot, as often
 * so or so as the model believes the person would (its probabilities are calibrated, so that is what is expected of
 * them), learn again from all labels and these, and count on a sample of the library which guesses are others than
 * before. The mean of three such rounds. It counts changes, not improvements: where hardly a guess would change,
 * hardly one can get better.
 */
export function expectedChangeOf(
  pupil: Pupil,
  round: Matrix,
  watched: Matrix,
  random: () => number,
): number {
  const { classes } = pupil;
  const probabilities = pupil.opinions(round);
  const before = guesses(pupil.opinions(watched), classes);
  let changed = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const answers = Array.from({ length: round.rows }, (_, index) =>
      byLot(probabilities.subarray(index * classes, (index + 1) * classes), random()),
    );
    guesses(pupil.taught(round, answers, watched), classes).forEach((mood, index) => {
      if (before[index] !== mood) changed += 1;
    });
  }
  return changed / (DRAWS * Math.max(1, before.length));
}

function guesses(probabilities: Float32Array, classes: number): number[] {
  return Array.from({ length: probabilities.length / classes }, (_, row) => {
    let best = 0;
    for (let index = 1; index < classes; index += 1) {
      const at = row * classes;
      if ((probabilities[at + index] ?? 0) > (probabilities[at + best] ?? 0)) best = index;
    }
    return best;
  });
}

function byLot(probabilities: Float32Array, lot: number): number {
  let sum = 0;
  for (const [index, probability] of probabilities.entries()) {
    sum += probability;
    if (lot < sum) return index;
  }
  return probabilities.length - 1;
}
