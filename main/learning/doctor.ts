import type { MoodDefinition } from "../../common/domain/mood.ts";
import { createPrior, rowsWithData } from "./classifier.ts";
import { prepareRows } from "./checks/rows.ts";
import { answerFolds, startOf, type Running } from "./evaluate.ts";
import { assignFolds, checkableClasses } from "./folds.ts";
import { takeRows } from "./matrix.ts";
import { createRandom, sample } from "./random.ts";
import type { TrainingFeatures } from "./training-features.ts";

export type DoctorInput = {
  /** The labelled rows alone. */
  readonly features: TrainingFeatures;
  /** Per row: index into `moods`, weight and recording. */
  readonly target: Int32Array;
  readonly weights: Float32Array;
  readonly groups: readonly string[];
  readonly moods: readonly { readonly name: string; readonly definition: MoodDefinition }[];
  readonly seed: number;
};

export type DoctorOutput = {
  /** Most doubtful first; null where there are too few labels to ask. */
  readonly doubts:
    | readonly {
        readonly row: number;
        readonly probability: number;
        readonly says: number;
        readonly saysProbability: number;
      }[]
    | null;
  readonly alike: readonly {
    readonly moods: readonly [number, number];
    readonly toldApart: number;
  }[];
  /** Labels that were looked at. */
  readonly checked: number;
};

const FOLDS = 5;
/** One division into folds can be unlucky for a label: the mean of three is asked. */
const ROUNDS = 3;
const MAX_ROWS = 5000;
/** With fewer labels of a mood, how well it is told from another one is chance. */
const ALIKE_FROM = 10;
/** Two moods that are told apart no better are alike; 0.5 is chance. */
const ALIKE_BELOW = 0.65;

/**
 * Labels in doubt: models that had not seen a label (nor another one of its recording) find another mood more
 * probable, and as probable as they find it for songs that have it. The further apart the two probabilities, the more doubtful. And pairs of moods that such models cannot
 * tell apart. Deterministic by seed.
 */
export async function examineLabels(
  { features, target, weights, groups, moods, seed }: DoctorInput,
  running: Running = {},
): Promise<DoctorOutput> {
  const known = rowsWithData(features);
  const chosen = Array.from(
    sample(known.length, MAX_ROWS, createRandom(seed)),
    (index) => known[index] ?? 0,
  );
  const classes = moods.length;
  const labels = {
    features: takeRows(features, chosen),
    target: chosen.map((row) => target[row] ?? 0),
    groups: chosen.map((row) => groups[row] ?? ""),
    weights: chosen.map((row) => weights[row] ?? 1),
    labels: moods.map(({ name }) => name),
  };
  if (checkableClasses(labels) < 2) return { doubts: null, alike: [], checked: 0 };
  const prior = createPrior(
    moods.map(({ definition }) => definition),
    features,
    seed,
  );
  const rows = prepareRows({ ...labels, prior });
  const start = startOf(rows);
  const inRound = (round: number): Running => ({
    ...running,
    report: ({ stage, done, total }) =>
      running.report?.({
        stage,
        done: round * (total ?? 0) + done,
        total: total === null ? null : ROUNDS * total,
      }),
  });
  const mean = new Float64Array(chosen.length * classes);
  for (let round = 0; round < ROUNDS; round += 1) {
    const fold = assignFolds(labels, FOLDS, (seed + round) >>> 0);
    const held = await answerFolds(
      rows,
      { fold, groups: labels.groups },
      { start },
      inRound(round),
    );
    held.probabilities.forEach((probability, at) => {
      mean[at] = (mean[at] ?? 0) + probability / ROUNDS;
    });
  }
  const of = (index: number, mood: number) => mean[index * classes + mood] ?? 0;
  const usual = usualProbabilities(labels.target, classes, of);
  const doubts = chosen
    .map((row, index) => {
      const odds = mean.subarray(index * classes, (index + 1) * classes);
      const says = odds.indexOf(odds.reduce((most, value) => Math.max(most, value), 0));
      const label = labels.target[index] ?? 0;
      return { row, label, says, probability: of(index, label), saysProbability: of(index, says) };
    })
    .filter(({ label, says, saysProbability }) => {
      // As sure of it as of songs that do have that label (confident learning, Northcutt et al. 2021): where moods
      // overlap, half of the labels would be in doubt otherwise.
      return label !== says && saysProbability >= (usual[says] ?? 1);
    })
    .toSorted(
      (a, b) =>
        b.saysProbability - b.probability - (a.saysProbability - a.probability) || a.row - b.row,
    )
    .map(({ row, probability, says, saysProbability }) => ({
      row,
      probability,
      says,
      saysProbability,
    }));
  return { doubts, alike: alikeMoods(labels.target, classes, of), checked: chosen.length };
}

/** Per mood: the mean probability that models which had not seen them give it for songs that have it. */
function usualProbabilities(
  target: readonly number[],
  classes: number,
  of: (index: number, mood: number) => number,
): number[] {
  const sums = Array.from({ length: classes }, () => 0);
  const counts = Array.from({ length: classes }, () => 0);
  target.forEach((mood, index) => {
    sums[mood] = (sums[mood] ?? 0) + of(index, mood);
    counts[mood] = (counts[mood] ?? 0) + 1;
  });
  return sums.map((sum, mood) => sum / (counts[mood] || 1));
}

function alikeMoods(
  target: readonly number[],
  classes: number,
  of: (index: number, mood: number) => number,
): DoctorOutput["alike"] {
  const rowsOf = Array.from({ length: classes }, (_, mood) =>
    Array.from(target.keys()).filter((index) => target[index] === mood),
  );
  const right = (mine: number, other: number) => {
    const rows = rowsOf[mine] ?? [];
    return rows.filter((index) => of(index, mine) > of(index, other)).length / rows.length;
  };
  const pairs = rowsOf.flatMap((rows, one) =>
    rows.length < ALIKE_FROM
      ? []
      : rowsOf.flatMap((others, other) =>
          other <= one || others.length < ALIKE_FROM
            ? []
            : [
                {
                  moods: [one, other] as const,
                  toldApart: (right(one, other) + right(other, one)) / 2,
                },
              ],
        ),
  );
  return pairs
    .filter(({ toldApart }) => toldApart < ALIKE_BELOW)
    .toSorted((a, b) => a.toldApart - b.toldApart);
}
