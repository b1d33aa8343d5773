import type { Job, JobKind, Progress } from "../../common/domain/job.ts";
import { AppError } from "../../common/errors.ts";
import type { CallContext } from "../rpc/dispatch.ts";
import type { Events } from "../rpc/events.ts";

/** Ended jobs that the activity panel still shows. */
const KEEP_ENDED = 50;
/** Progress goes out at most that often; the last one always does. */
const REPORT_EVERY_MS = 100;

export type Jobs = {
  /** Runs a long piece of work where the window sees it and can cancel it. */
  readonly run: <Result>(job: JobWork<Result>, context?: Partial<CallContext>) => Promise<Result>;
  readonly list: () => Job[];
  readonly cancel: (id: number) => boolean;
  /** Cancels all and waits until they have ended. */
  readonly close: () => Promise<void>;
};

export type JobWork<Result> = {
  readonly kind: JobKind;
  readonly title: string;
  readonly work: (context: CallContext) => Promise<Result>;
  /** One sentence about the result. */
  readonly outcome: (result: Result) => string;
  /** What a cancel leaves, where that is not "as it was". */
  readonly cancelled?: string;
};

const AS_IT_WAS = "Cancelled. Nothing was changed.";

type Entry = { job: Job; readonly abort: AbortController; ended: Promise<unknown> };

export function createJobs(events: Events): Jobs {
  const entries = new Map<number, Entry>();
  let nextId = 1;

  const update = (entry: Entry, change: Partial<Job>) => {
    entry.job = { ...entry.job, ...change };
    events.emit({ type: "job", job: entry.job });
  };
  const end = (entry: Entry, change: Pick<Job, "state" | "outcome" | "error">) => {
    update(entry, { ...change, endedAt: new Date().toISOString() });
    const over = [...entries.values()].filter((other) => other.job.endedAt !== null);
    for (const old of over.slice(0, Math.max(0, over.length - KEEP_ENDED)))
      entries.delete(old.job.id);
  };

  return {
    async run({ kind, title, work, outcome, cancelled = AS_IT_WAS }, context = {}) {
      const abort = new AbortController();
      const signal = context.signal
        ? AbortSignal.any([context.signal, abort.signal])
        : abort.signal;
      const entry: Entry = { job: newJob(nextId, kind, title), abort, ended: Promise.resolve() };
      nextId += 1;
      entries.set(entry.job.id, entry);
      events.emit({ type: "job", job: entry.job });
      const report = throttled((progress) => {
        context.report?.(progress);
        if (entry.job.endedAt === null) update(entry, { progress });
      });
      try {
        signal.throwIfAborted();
        const running = work({ signal, report });
        entry.ended = running.catch(() => undefined);
        const result = await running;
        end(entry, { state: "done", outcome: outcome(result), error: null });
        return result;
      } catch (error) {
        end(entry, failure(error, signal, cancelled));
        throw signal.aborted ? new AppError("cancelled", cancelled) : error;
      }
    },
    list: () => [...entries.values()].map((entry) => entry.job),
    cancel(id) {
      const entry = entries.get(id);
      if (!entry || entry.job.endedAt !== null) return false;
      entry.abort.abort(new AppError("cancelled", AS_IT_WAS));
      return true;
    },
    async close() {
      for (const entry of entries.values())
        entry.abort.abort(new AppError("cancelled", "Undertone was closed."));
      await Promise.all([...entries.values()].map((entry) => entry.ended));
    },
  };
}

function newJob(id: number, kind: JobKind, title: string): Job {
  return {
    id,
    kind,
    title,
    state: "running",
    progress: null,
    outcome: null,
    error: null,
    startedAt: new Date().toISOString(),
    endedAt: null,
  };
}

function failure(
  error: unknown,
  signal: AbortSignal,
  cancelled: string,
): Pick<Job, "state" | "outcome" | "error"> {
  if (signal.aborted) return { state: "cancelled", outcome: cancelled, error: null };
  const value =
    error instanceof AppError
      ? error.toValue()
      : {
          code: "internal" as const,
          message: "Something went wrong inside Undertone; the log has the details.",
        };
  return { state: "failed", outcome: value.message, error: value };
}

function throttled(send: (progress: Progress) => void): (progress: Progress) => void {
  let last = 0;
  let stage = "";
  return (progress) => {
    const now = performance.now();
    const whole = progress.total !== null && progress.done >= progress.total;
    if (progress.stage === stage && !whole && now - last < REPORT_EVERY_MS) return;
    last = now;
    stage = progress.stage;
    send(progress);
  };
}
