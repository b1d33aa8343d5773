import type { Repeats } from "../../../common/domain/checks.ts";
import type { Evaluation } from "../../../common/domain/model.ts";
import {
  answerFolds,
  startOf,
  summarise,
  wilson,
  type HeldOut,
  type Running,
} from "../evaluate.ts";
import { assignFolds, type Grouping } from "../folds.ts";
import { calibrated } from "./calibrated.ts";
import type { PreparedRows } from "./rows.ts";
import { spreadOf } from "./spread.ts";

export type RepeatOptions = {
  readonly folds: number;
  readonly repeats: number;
  readonly seed: number;
  /** Recordings of rows beyond the labelled ones, which are learnt from alone. */
  readonly more: readonly string[];
};

export type Repeated = {
  /** Of the first division into folds, which is that of `seed`. */
  readonly held: HeldOut;
  readonly evaluation: Evaluation;
  readonly repeats: Repeats;
};

/**
 * Cross-validation again and again, each time with other folds; confidences are those that a model in use would give
 * (by the temperature that other held-out labels ask for). Deterministic by seed. Throws AppError
 * `not_enough_labels` unless two classes have two groups each; the signal's reason on abort.
 */
export async function repeatFolds(
  rows: PreparedRows,
  grouping: Grouping,
  { folds, repeats, seed, more }: RepeatOptions,
  { signal, report }: Running = {},
): Promise<Repeated> {
  const { target } = grouping;
  const first = assignFolds(grouping, folds, seed);
  const start = startOf(rows, { more });
  const count = Math.max(...first) + 1;
  const rounds: { held: HeldOut; evaluation: Evaluation }[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const fold = repeat === 0 ? first : assignFolds(grouping, folds, (seed + repeat) >>> 0);
    const held = await answerFolds(
      rows,
      { fold, groups: grouping.groups },
      { start, more },
      {
        ...(signal && { signal }),
        report: ({ done }) =>
          report?.({ stage: "Checking", done: repeat * count + done, total: repeats * count }),
      },
    );
    const shown = calibrated(held, target);
    rounds.push({ held: shown, evaluation: summarise(grouping, shown) });
  }
  const figures = rounds.map(({ evaluation }) => evaluation);
  const accuracy = spreadOf(figures.map((figure) => figure.accuracy.mean));
  const [one] = rounds;
  if (!one) throw new RangeError("There is no check without a round.");
  return {
    ...one,
    repeats: {
      repeats,
      folds: count,
      interval: wilson(accuracy.mean * target.length, target.length),
      accuracy,
      macroF1: spreadOf(figures.map((figure) => figure.macroF1)),
      logLoss: spreadOf(figures.map((figure) => figure.logLoss)),
      ece: spreadOf(figures.map((figure) => figure.ece)),
    },
  };
}
