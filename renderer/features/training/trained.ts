import { useCallback } from "react";
import type { AppEvent } from "../../../common/domain/job.ts";
import { useAppEvent } from "../../app/events.ts";
import { toasts } from "../../app/toasts.ts";
import { currentView, openOverlay } from "../../app/view.ts";
import { movedWords } from "./words.ts";

/** Tells of a training; a later one takes the place of an earlier message instead of piling up. */
export function announceTraining(model: number, moved: number, heldBack: boolean): void {
  toasts.add({
    id: "trained",
    title: heldBack
      ? "Retrained: the new model agrees less with your labels and was not put in use."
      : `Retrained: ${movedWords(moved).toLowerCase()}.`,
    timeout: 8000,
    actionProps: {
      children: "Show",
      onClick: () => openOverlay({ kind: "report", model }),
    },
  });
}

/** Trainings that start by themselves speak up only when they moved something, or wait for an answer. */
export function useTrainedMessage(): void {
  const onEvent = useCallback((event: AppEvent) => {
    if (event.type !== "trained") return;
    const { model, moved, heldBack = false } = event;
    // The screen where one teaches tells of it in its own place.
    const isTold = currentView().screen === "teach" && !heldBack;
    if ((moved > 0 && !isTold) || heldBack) announceTraining(model, moved, heldBack);
  }, []);
  useAppEvent(onEvent);
}
