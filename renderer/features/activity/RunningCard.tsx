import type { ReactNode } from "react";
import { Button } from "../../elements/Button.tsx";
import type { RunState } from "./long-run.ts";
import { RunProgress } from "./RunProgress.tsx";
import "./RunningCard.css";

/** Where a running call is, on a screen, and the way to end it. */
export function RunningCard({
  title,
  run,
  onCancel,
}: {
  readonly title: string;
  readonly run: Extract<RunState<unknown, unknown>, { state: "running" }>;
  readonly onCancel: () => void;
}): ReactNode {
  return (
    <div className="card running-card">
      <RunProgress title={title} run={run} />
      <Button onClick={onCancel} disabled={run.cancelling}>
        Cancel
      </Button>
    </div>
  );
}
