import type { Evaluation, ModelSummary, Objection, Paired } from "../../../common/domain/model.ts";

/** With fewer labels that both were checked on, one of them may look worse by chance alone. */
const ENOUGH_CHECKED = 20;
/** How easily chance may make the difference, by McNemar's mid-p. */
const CHANCE = 0.05;
/** A log loss that rises by more than this (in nats) makes confidences worthless, whatever the agreement says. */
const LOSS_RISE = 0.2;
const LOSS_CHECKED = 50;
/** Log losses are of all labels of each model: they can be compared while these are nearly the same. */
const LOSS_LABELS_DIFFER = 0.1;

type Side = {
  /** Mood ids by class. */
  readonly moods: readonly number[];
  readonly evaluation: Pick<Evaluation, "logLoss" | "size"> | null;
};

export type GuardInput = {
  /** The model in use. */
  readonly before: Side & { readonly source: ModelSummary["source"] };
  /** The new one. */
  readonly after: Side;
  /** Both on the same held-out labels: a is the one before. */
  readonly paired: Paired | null;
};

/**
 * Why a new model should not take the place of the one in use without the user's word; null: it may.
 *
 * It may not where it agrees less with the same held-out labels, clearly: at least 20 were checked, fewer are right, and
 * chance alone would make such a difference in less than 5 of 100 cases. Nor where it agrees as well but its confidences
 * have gone wrong: over nearly the same labels, 50 at the least, the log loss has risen by more than 0.2. An imported
 * model stays until 20 labels have been checked and the new one has at least as many of them right. A model that knows
 * a mood which the other does not always may: the user wants to see the new mood.
 */
export function objectionTo({ before, after, paired }: GuardInput): Objection | null {
  if (after.moods.some((mood) => !before.moods.includes(mood))) return null;
  const checked = paired?.checked ?? 0;
  const fewer = paired !== null && paired.onlyB < paired.onlyA;
  if (before.source === "imported") {
    if (checked < ENOUGH_CHECKED) return "few labels";
    return fewer ? "agreement" : null;
  }
  if (checked >= ENOUGH_CHECKED && fewer && paired.p < CHANCE) return "agreement";
  return hasLossRisen(before.evaluation, after.evaluation) ? "log loss" : null;
}

function hasLossRisen(before: Side["evaluation"], after: Side["evaluation"]): boolean {
  if (!before || !after) return false;
  const most = Math.max(before.size, after.size);
  const least = Math.min(before.size, after.size);
  if (least < LOSS_CHECKED || most - least > LOSS_LABELS_DIFFER * most) return false;
  return after.logLoss - before.logLoss > LOSS_RISE;
}
