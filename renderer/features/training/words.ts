import type { Interval, ModelSummary, TrainReport } from "../../../common/domain/model.ts";
import { countOf, formatCount } from "../../elements/format.ts";

/** Under that many labels a percentage would pretend to know more than it does. */
export const ENOUGH_LABELS = 20;

/** "78 % (70–85 %)": the mean and where it lies in 95 of 100 cases. */
export function intervalWords({ mean, low, high }: Interval): string {
  return `${percent(mean)} (${Math.round(low * 100)}–${percent(high)})`;
}

/** What the model in use rests on, in one line. */
export function learntWords({ labels, accuracy }: ModelSummary): string {
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
