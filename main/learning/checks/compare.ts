import type { Comparison } from "../../../common/domain/checks.ts";
import { logLossOf, summarise, wilson, type HeldOut } from "../evaluate.ts";
import type { Grouping } from "../folds.ts";
import { compareHits } from "./mcnemar.ts";

/** Chance alone makes a difference with a smaller p in 5 of 100 cases. */
const SIGNIFICANT = 0.05;

/** What another guesser said of the same held-out rows; -1 = nothing. */
export type OtherGuesses = {
  readonly predicted: ArrayLike<number>;
  /** rows × classes, row-major; null where it gives none, or not for all classes. */
  readonly probabilities: Float32Array | null;
};

/** Two guessers on the same held-out labels, paired. `other` names the second one for people. */
export function compareWith(
  grouping: Grouping,
  own: HeldOut,
  others: OtherGuesses,
  other: string,
): Comparison {
  const { target, labels } = grouping;
  const hits = compareHits(target, own.predicted, others.predicted);
  const { accuracy, logLoss } = summarise(grouping, own);
  return {
    other,
    own: { accuracy, logLoss },
    others: {
      accuracy: wilson(hits.both + hits.onlyB, target.length),
      logLoss: others.probabilities && logLossOf(others.probabilities, target, labels.length),
    },
    paired: { checked: target.length, ...hits },
    verdict: verdictOf(hits),
  };
}

function verdictOf({ p, onlyA, onlyB }: { p: number; onlyA: number; onlyB: number }) {
  if (p >= SIGNIFICANT) return "no difference";
  return onlyA > onlyB ? "better" : "worse";
}
