import { useCallback } from "react";
import type { AppEvent } from "../../../common/domain/job.ts";
import { useAppEvent } from "../../app/events.ts";
import { toasts } from "../../app/toasts.ts";
import { openOverlay } from "../../app/view.ts";
import { movedWords } from "./words.ts";

/** Tells of a training; a later one takes the place of an earlier message instead of piling up. */
export function announceTraining(model: number, moved: number): void {
  toasts.add({
    id: "trained",
    title: `Retrained: ${movedWords(moved).toLowerCase()}.`,
    timeout: 8000,
    actionProps: {
      children: "Show",
      onClick: () => openOverlay({ kind: "report", model }),
    },
  });
}

/** Trainings that start by themselves speak up only when they moved something. */
export function useTrainedMessage(): void {
  const onEvent = useCallback((event: AppEvent) => {
    if (event.type === "trained" && event.moved > 0) announceTraining(event.model, event.moved);
  }, []);
  useAppEvent(onEvent);
}
