import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import type { CallOutput } from "../../../common/contract.ts";
import type { LabelDoctor } from "../../../common/domain/learning.ts";
import { createStore, useStore } from "../../app/store.ts";
import { currentView, showScreen } from "../../app/view.ts";
import { call } from "../../client.ts";
import { countOf } from "../../elements/format.ts";
import { createLongRun, type RunState } from "../activity/long-run.ts";

const run = createLongRun<null, LabelDoctor>({
  kind: "evaluate",
  isSeen: () => currentView().screen === "doctor",
  show: () => showScreen("doctor"),
  sentence: ({ doubted }) => `Labels checked: ${countOf(doubted, "doubt")}.`,
});

export function useDoctorRun(): RunState<null, LabelDoctor> {
  return run.useState();
}

export const cancelDoctor = run.cancel;

/** Looks through all labels; does nothing while an earlier look is under way. */
export function examine(): void {
  settled.set({ ids: new Set() });
  run.start(null, (onProgress) => call("learning.doctor", {}, { onProgress }));
}

/** Looks for the first time only: what was found stays until one asks anew. */
export function examineOnce(): void {
  if (run.get().state === "idle") examine();
}

/** Tracks of this list that were decided on meanwhile. */
const settled = createStore<{ readonly ids: ReadonlySet<number> }>({ ids: new Set() });

export function useSettled(): ReadonlySet<number> {
  return useStore(settled).ids;
}

export function settle(ids: readonly number[]): void {
  settled.set((before) => ({ ids: new Set([...before.ids, ...ids]) }));
}

export function unsettle(ids: readonly number[]): void {
  settled.set((before) => ({ ids: new Set([...before.ids].filter((id) => !ids.includes(id))) }));
}

/** Leaves labels alone from now on, or not any more. */
export function useKeep(): UseMutationResult<
  CallOutput<"learning.keep">,
  Error,
  { readonly ids: readonly number[]; readonly keep: boolean }
> {
  return useMutation({
    mutationFn: ({ ids, keep }: { readonly ids: readonly number[]; readonly keep: boolean }) =>
      call("learning.keep", { ids: [...ids], keep }),
  });
}
