import type { ReactNode } from "react";
import { X } from "lucide-react";
import type { ScanReport } from "../../../common/domain/audio.ts";
import { Button, IconButton } from "../../elements/Button.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { RunProgress } from "../activity/RunProgress.tsx";
import type { RunState } from "../activity/long-run.ts";
import { cancelScan, forgetScan } from "./queries.ts";
import { scanSentence } from "./words.ts";

/** Folders are being listened to, or what came of it. */
export function ScanProgress({
  run,
}: {
  readonly run: RunState<number | null, ScanReport>;
}): ReactNode {
  switch (run.state) {
    case "idle":
      return null;
    case "running":
      return (
        <section className="card folders__part" aria-label="Listening to your music">
          <div className="folders__head">
            <h2>Listening to your music</h2>
            <Button disabled={run.cancelling} onClick={cancelScan}>
              Cancel
            </Button>
          </div>
          <RunProgress title="Listening to your music" run={run} />
          <p className="soft">
            You can go on working meanwhile. What was measured stays if you cancel; the next scan
            goes on from there.
          </p>
        </section>
      );
    case "failed":
      return run.error.code === "cancelled" ? (
        <Notice tone="info" action={<Close />}>
          Cancelled. What was measured before stays; scan again to go on from there.
        </Notice>
      ) : (
        <Notice tone="error" action={<Close />}>
          {run.error.message}
        </Notice>
      );
    case "done":
      return (
        <section aria-label="What the scan did">
          <Notice tone={run.result.brokenCount === 0 ? "good" : "warning"} action={<Close />}>
            <strong>{scanSentence(run.result)}</strong>
          </Notice>
        </section>
      );
  }
}

function Close(): ReactNode {
  return <IconButton icon={X} label="Close the report" onClick={forgetScan} />;
}
