import type { ReactNode } from "react";
import { Button } from "../../elements/Button.tsx";
import type { RunState } from "../activity/long-run.ts";
import { RunProgress } from "../activity/RunProgress.tsx";
import { cancelSync } from "./queries.ts";

/** Which playlist a sync is at. */
export function SyncRunning({
  run,
}: {
  readonly run: Extract<RunState<string, unknown>, { state: "running" }>;
}): ReactNode {
  return (
    <div className="sync-card__running">
      <div className="sync-card__head">
        <h2 id="sync">Syncing</h2>
        <Button disabled={run.cancelling} onClick={cancelSync}>
          Cancel
        </Button>
      </div>
      <RunProgress title="Syncing with Spotify" run={run} />
      <p className="soft">
        You can go on working meanwhile. What has been brought in stays if you cancel.
      </p>
    </div>
  );
}
