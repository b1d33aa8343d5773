import type { Interval, ModelSummary, Paired, TrainReport } from "../../../common/domain/model.ts";
import { countOf, formatCount } from "../../elements/format.ts";

/** Under that many labels a percentage would pretend to know more than it does. */
export const ENOUGH_LABELS = 20;

/** "78 % (70–85 %)": the mean and where it lies in 95 of 100 cases. */
export function intervalWords({ mean, low, high }: Interval): string {
  return `${percent(mean)} (${Math.round(low * 100)}–${percent(high)})`;
}

/** What the model in use rests on, in one line. */
export function learntWords({ labels, accuracy, source }: ModelSummary): string {
  if (source === "imported") return "Guesses come from an imported model.";
  if (labels === 0) return "No labels yet: guesses come from the moods’ definitions.";
  const learnt = `Learnt from ${countOf(labels, "label")}`;
  if (labels < ENOUGH_LABELS) return `${learnt}. Too early to measure agreement.`;
  if (!accuracy) return `${learnt}. Agreement cannot be measured yet.`;
  return `${learnt}, agreement ${intervalWords(accuracy)}`;
}

/** How well guesses agree with labels that were held out, before and after a training. */
export function agreementWords({ labels, agreement, evaluation, note }: TrainReport): string {
  if (labels === 0) {
    return "No labels yet, so all guesses come from the moods’ definitions. Correct some of them; the next training learns from that and says how well it agrees with you.";
  }
  const { before, after } = agreement;
  if (!after || !evaluation) {
    return note ?? "How well it agrees with you cannot be measured with these labels.";
  }
  if (labels < ENOUGH_LABELS) {
    return `Only ${countOf(labels, "label")} so far: too early to say how well it agrees with you. From ${ENOUGH_LABELS} labels on it is measured.`;
  }
  const change = before ? `${percent(before.mean)} → ${percent(after.mean)}` : percent(after.mean);
  const range = `${Math.round(after.low * 100)}–${percent(after.high)}`;
  return `Agreement ${change} on ${formatCount(evaluation.size)} held-out labels (95 %: ${range}).`;
}

/** Two models on the same labels, in words. Null: there are none. */
export function pairedWords(paired: Paired | null): string {
  if (!paired) return "The two cannot be compared label by label.";
  const { checked, both, onlyA, onlyB } = paired;
  const right = `Of ${countOf(checked, "label")} that neither had seen, the first has ${formatCount(both + onlyA)} right and the second ${formatCount(both + onlyB)}`;
  return `${right}${differenceWords(paired, "the first", "the second")}`;
}

/** The labels of a training one by one; null where nothing was compared. */
export function pairedReportWords({ paired, labels }: TrainReport): string | null {
  if (!paired || labels < ENOUGH_LABELS) return null;
  const { onlyA, onlyB } = paired;
  if (onlyA + onlyB === 0)
    return "The model before and this one have the same held-out labels right.";
  return `One by one${differenceWords(paired, "the model before", "this one")}`;
}

function differenceWords({ onlyA, onlyB, p }: Paired, a: string, b: string): string {
  if (onlyA + onlyB === 0) return ": the same ones.";
  const chance = p < 0.05 ? "That is hardly chance" : "That may be chance";
  const shown = p < 0.01 ? "less than 1 %" : percent(p);
  return `: ${formatCount(onlyA)} only ${a} has right, ${formatCount(onlyB)} only ${b}. ${chance} (${shown} likely by chance alone).`;
}

/** "undertone-model-2026-11-25.json". */
export function modelFileName(createdAt: string): string {
  return `undertone-model-${createdAt.slice(0, 10)}.json`;
}

/** "37 songs moved". */
export function movedWords(moved: number): string {
  return moved === 0 ? "No song moved" : `${countOf(moved, "song")} moved`;
}

/** "0.4 s" or "2 min 5 s". */
export function tookWords(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
