import { availableParallelism } from "node:os";
import PQueue from "p-queue";
import type { Piscina } from "piscina";
import type { SoundAnalysis } from "../../../common/domain/audio.ts";
import { AppError } from "../../../common/errors.ts";
import type { Fingerprint, Outcome } from "./worker.ts";

/** Threads that listen to files, started when there is something to hear and ended when there is not. */
export type SoundPool = {
  readonly size: number;
  /** Throws AppError `file_missing` or `file_unreadable`, and the signal's reason on abort. */
  readonly fingerprint: (path: string, signal: AbortSignal) => Promise<Fingerprint>;
  readonly analyse: (
    task: { readonly path: string; readonly expectedSeconds: number | null },
    signal: AbortSignal,
  ) => Promise<SoundAnalysis>;
  readonly close: () => Promise<void>;
};

/** An hour of FLAC takes half a minute on a slow core; beyond this a file leads its decoder in circles. */
const LONGEST_MS = 180_000;
const IDLE_MS = 5000;
/** Of JavaScript's heap. The samples lie outside of it, and are bounded by the window that is kept. */
const HEAP_MB = 160;

/** `worker` is the module of main/features/audio/worker.ts; `longestMs`: what takes longer, from its turn on, is given up. */
export function createSoundPool(worker: URL, longestMs = LONGEST_MS): SoundPool {
  const size = Math.max(1, availableParallelism() - 1);
  const turns = new PQueue({ concurrency: size });
  let pool: Promise<Piscina> | null = null;
  // Threads cost memory, and what makes them time at every start: most commands never need one.
  const start = async () => {
    const { Piscina } = await import("piscina");
    return new Piscina({
      filename: worker.href,
      minThreads: 0,
      maxThreads: size,
      idleTimeout: IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
  };
  const run = async <Value>(name: string, task: unknown, signal: AbortSignal): Promise<Value> => {
    const limit = AbortSignal.timeout(longestMs);
    try {
      const threads = await (pool ??= start());
      const outcome = (await threads.run(task, {
        name,
        signal: AbortSignal.any([signal, limit]),
      })) as Outcome<Value>;
      if (outcome.ok) return outcome.value;
      throw new AppError(outcome.error.code, outcome.error.message);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AppError) throw error;
      const why = limit.aborted ? "it takes too long" : "its data led the decoder astray";
      throw new AppError("file_unreadable", `The sound cannot be read: ${why}.`, { cause: error });
    }
  };
  const inTurn = <Value>(name: string, task: unknown, signal: AbortSignal): Promise<Value> =>
    turns.add(() => run<Value>(name, task, signal), { signal });
  return {
    size,
    fingerprint: (path, signal) => inTurn("fingerprint", path, signal),
    analyse: (task, signal) => inTurn("analyse", task, signal),
    async close() {
      turns.clear();
      await (await pool)?.destroy();
      pool = null;
    },
  };
}
