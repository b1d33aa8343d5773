import type { Check } from "../../../common/domain/checks.ts";
import { currentView, showScreen } from "../../app/view.ts";
import { call } from "../../client.ts";
import { countOf } from "../../elements/format.ts";
import { createLongRun, type RunState } from "../activity/long-run.ts";

const run = createLongRun<null, Check>({
  kind: "evaluate",
  isSeen: () => currentView().screen === "model",
  show: () => showScreen("model"),
  sentence: ({ checked }) => `Figures checked on ${countOf(checked, "label")}.`,
});

/** What was found stays until one asks anew. */
export function useCheckRun(): RunState<null, Check> {
  return run.useState();
}

export const cancelCheck = run.cancel;

/** Checks thoroughly; does nothing while an earlier check is under way. */
export function checkThoroughly(): void {
  run.start(null, (onProgress) => call("learning.check", {}, { onProgress }));
}
