import type { Plan, Receipt, TheirEditsChoice } from "../../../common/domain/mood-playlist.ts";
import { closeOverlay, currentView, openOverlay } from "../../app/view.ts";
import { call } from "../../client.ts";
import { createLongRun, type RunState } from "../activity/long-run.ts";
import { planSentence, receiptSentence } from "./words.ts";

/** What a plan was asked for. */
type PlanQuestion = { readonly recreate: boolean };

/** What a write to Spotify was started with; `undo` names the receipt that is taken back. */
export type WriteSubject =
  | {
      readonly kind: "apply";
      readonly plan: number;
      readonly theirs: readonly { readonly mood: number; readonly choice: TheirEditsChoice }[];
    }
  | { readonly kind: "undo"; readonly receipt: number };

const isSeen = () => currentView().overlay?.kind === "writing";
const show = () => openOverlay({ kind: "writing" });

const planRun = createLongRun<PlanQuestion, Plan>({
  kind: "plan",
  isSeen,
  show,
  sentence: planSentence,
});
const writeRun = createLongRun<WriteSubject, Receipt>({
  kind: "apply",
  isSeen,
  show,
  sentence: receiptSentence,
});

export function usePlanRun(): RunState<PlanQuestion, Plan> {
  return planRun.useState();
}

export function useWriteRun(): RunState<WriteSubject, Receipt> {
  return writeRun.useState();
}

export const cancelPlan = planRun.cancel;
export const cancelWrite = writeRun.cancel;

/** Opens the dialog and asks what would change on Spotify; nothing is written. */
export function lookAtChanges(question: PlanQuestion = { recreate: false }): void {
  show();
  // A write that runs is shown instead: a plan beside it would be out of date at once.
  if (writeRun.get().state === "running") return;
  writeRun.clear();
  planRun.start(question, (onProgress) => call("moodPlaylists.plan", question, { onProgress }));
}

/** Carries out a plan, or goes on with it. */
export function writePlan(
  plan: number,
  theirs: Extract<WriteSubject, { kind: "apply" }>["theirs"] = [],
): void {
  show();
  writeRun.start({ kind: "apply", plan, theirs }, (onProgress) =>
    call("moodPlaylists.apply", { plan, theirs: [...theirs] }, { onProgress }),
  );
}

/** Puts back what was there before a write. */
export function undoWrite(receipt: number): void {
  show();
  writeRun.start({ kind: "undo", receipt }, (onProgress) =>
    call("moodPlaylists.undo", { receipt }, { onProgress }),
  );
}

/** Closes the dialog; what still runs goes on, what has been seen is forgotten. */
export function closeWriting(): void {
  closeOverlay();
  forgetSeen();
}

/** A plan is of its moment: the next time it is asked for anew. */
export function forgetSeen(): void {
  if (isSeen()) return;
  planRun.clear();
  writeRun.clear();
}
