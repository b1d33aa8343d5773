import type { ReactNode } from "react";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import { progressWords } from "./job-words.ts";
import type { RunState } from "./long-run.ts";
import "./RunProgress.css";

/** Where a running call is, in a dialog. */
export function RunProgress({
  title,
  run: { progress, cancelling },
}: {
  readonly title: string;
  readonly run: Extract<RunState<unknown, unknown>, { state: "running" }>;
}): ReactNode {
  const words = progress ? progressWords(progress) : "Starting";
  return (
    <div className="run-progress">
      <ProgressBar label={title} done={progress?.done ?? 0} total={progress?.total ?? null} />
      <p className="soft">{cancelling ? "Cancelling…" : words}</p>
    </div>
  );
}
