import { setImmediate as breathe } from "node:timers/promises";
import type { Progress } from "../../common/domain/job.ts";
import type { ExportSource, ExportTrack } from "./source.ts";

/** Rows between two breaths: a few milliseconds of work. */
const BREATH = 200;

/**
 * Goes through the tracks and hands each to `write`, breathing and reporting now and then. Rejects with the signal's
 * reason. `pause` is awaited at every breath, for writers that must let their queue drain.
 */
export async function eachTrack(
  source: ExportSource,
  stage: string,
  { signal, report, pause = breathe }: Walk,
  write: (row: ExportTrack) => void | Promise<void>,
): Promise<number> {
  let done = 0;
  report({ stage, done, total: source.count });
  for (const row of source.tracks()) {
    const writing = write(row);
    if (writing) await writing;
    done += 1;
    if (done % BREATH !== 0) continue;
    await pause();
    signal.throwIfAborted();
    report({ stage, done, total: source.count });
  }
  signal.throwIfAborted();
  report({ stage, done, total: source.count });
  return done;
}

export type Walk = {
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
  readonly pause?: () => Promise<unknown>;
};
