import type { Job, Progress } from "../../../common/domain/job.ts";
import { formatCount } from "../../elements/format.ts";

/** "Reading: 1,200 of 5,000". */
export function progressWords({ stage, done, total, note }: Progress): string {
  const count =
    total === null
      ? done > 0
        ? formatCount(done)
        : ""
      : `${formatCount(Math.min(done, total))} of ${formatCount(total)}`;
  return [count === "" ? stage : `${stage}: ${count}`, note].filter(Boolean).join(" · ");
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
