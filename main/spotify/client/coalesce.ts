import { AppError } from "../../../common/errors.ts";
import { unlessAborted } from "./delay.ts";

type Shared<Result> = {
  readonly promise: Promise<Result>;
  readonly abort: AbortController;
  waiting: number;
};

/**
 * Who asks for what is being asked already waits for that answer. The work is aborted when nobody waits any more;
 * one who gives up gets their signal's reason, and the others the answer.
 */
export function createCoalescer<Result>(): (
  key: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
) => Promise<Result> {
  const running = new Map<string, Shared<Result>>();
  return async (key, signal, work) => {
    signal.throwIfAborted();
    const shared = running.get(key) ?? start(work);
    running.set(key, shared);
    shared.waiting += 1;
    try {
      return await unlessAborted(shared.promise, signal);
    } finally {
      shared.waiting -= 1;
      if (shared.waiting === 0) {
        if (running.get(key) === shared) running.delete(key);
        shared.abort.abort(new AppError("cancelled", "Nobody waits for this answer any more."));
      }
    }
  };
}

function start<Result>(work: (signal: AbortSignal) => Promise<Result>): Shared<Result> {
  const abort = new AbortController();
  const promise = work(abort.signal);
  // Nobody may be left to hear how it ends.
  promise.catch(() => undefined);
  return { promise, abort, waiting: 0 };
}
