import type { Progress } from "../../../common/domain/job.ts";
import type { Envelope } from "../../../common/envelope.ts";
import { AppError } from "../../../common/errors.ts";
import type { Dispatch } from "../../rpc/dispatch.ts";

export type RunningCalls = {
  /** What came over IPC is not trusted to have the right types. Never rejects. */
  readonly run: (
    window: number,
    id: unknown,
    name: unknown,
    input: unknown,
    report: (id: number, progress: Progress) => void,
  ) => Promise<Envelope>;
  readonly cancel: (window: number, id: unknown) => void;
  /** When the page of a window has gone: nobody waits for its answers any more. */
  readonly cancelAll: (window: number) => void;
};

/** The calls that are under way, by window and by the window's own number for each. */
export function createRunningCalls(dispatch: Dispatch): RunningCalls {
  const running = new Map<number, Map<number, AbortController>>();
  const stop = (controller: AbortController | undefined) =>
    controller?.abort(new AppError("cancelled", "Cancelled. Nothing was changed."));

  return {
    async run(window, id, name, input, report) {
      const calls = running.get(window) ?? new Map<number, AbortController>();
      running.set(window, calls);
      if (!isId(id) || typeof name !== "string" || calls.has(id)) {
        const message = "The call does not fit. Close the window and start Undertone again.";
        return { ok: false, error: { code: "bad_input", message } };
      }
      const controller = new AbortController();
      calls.set(id, controller);
      try {
        const { signal } = controller;
        return await dispatch(name, input, { signal, report: (progress) => report(id, progress) });
      } finally {
        calls.delete(id);
      }
    },
    cancel(window, id) {
      if (isId(id)) stop(running.get(window)?.get(id));
    },
    cancelAll(window) {
      for (const controller of running.get(window)?.values() ?? []) stop(controller);
      running.delete(window);
    },
  };
}

function isId(id: unknown): id is number {
  return Number.isSafeInteger(id);
}
