import type { Job, Progress } from "../../../common/domain/job.ts";
import { formatCount, formatPercent } from "../../elements/format.ts";

/** Above that, counts are bytes or say little. */
const MOST_COUNTED = 1_000_000;

/** "Guessing: 1,200 of 5,000"; "Reading: 24 % · 12,000 rows" where the note counts. */
export function progressWords({ stage, done, total, note }: Progress): string {
  const words = [countWords(done, total, note !== undefined), note].filter(Boolean).join(" · ");
  return words === "" ? stage : `${stage}: ${words}`;
}

function countWords(done: number, total: number | null, isNoted: boolean): string {
  if (total === null || total <= 0) return done > 0 ? formatCount(done) : "";
  if (isNoted || total > MOST_COUNTED) return formatPercent(Math.min(1, done / total));
  return `${formatCount(Math.min(done, total))} of ${formatCount(total)}`;
}

/** What a running or waiting job does now. */
export function stageWords(job: Job): string {
  if (job.state === "waiting") return "Waits for its turn";
  return job.progress ? progressWords(job.progress) : "Starting";
}

/** "0.4 s", "2 min 5 s". */
export function lastedWords(job: Job): string | null {
  if (job.endedAt === null) return null;
  const seconds = (Date.parse(job.endedAt) - Date.parse(job.startedAt)) / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

export const STATE_WORDS = {
  waiting: "Waiting",
  running: "Running",
  done: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
} as const satisfies Record<Job["state"], string>;

/** What helps to find the fault, and nothing of the user's: no title of the job, for it names a file. */
export function failureReport(job: Job, version: string, host: string): string {
  return [
    `Undertone ${version} (${host})`,
    `Job: ${job.kind}, ${job.startedAt}`,
    `Stage: ${job.progress ? progressWords(job.progress) : "before the first"}`,
    `Code: ${job.error?.code ?? "none"}`,
    `Message: ${job.error?.message ?? job.outcome ?? "none"}`,
  ].join("\n");
}
