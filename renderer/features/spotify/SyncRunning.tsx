import type { ReactNode } from "react";
import { Button } from "../../elements/Button.tsx";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import type { RunState } from "../activity/long-run.ts";
import { progressWords } from "../activity/job-words.ts";
import { cancelSync } from "./queries.ts";

type Running = Extract<RunState<string, unknown>, { state: "running" }>;

/** Which playlist a sync is at. */
export function SyncRunning({ run }: { readonly run: Running }): ReactNode {
  const { progress } = run;
  return (
    <div className="sync-card__running">
      <div className="sync-card__head">
        <h2 id="sync">Syncing</h2>
        <Button disabled={run.cancelling} onClick={cancelSync}>
          Cancel
        </Button>
      </div>
      <ProgressBar
        label="Syncing with Spotify"
        done={progress?.done ?? 0}
        total={progress?.total ?? null}
      />
      <p className="sync-card__stage cut">{stageOf(run)}</p>
      <p className="soft">
        You can go on working meanwhile. What has been brought in stays if you cancel.
      </p>
    </div>
  );
}

/** "Liked Songs: 1,200 of 5,000": the note counts better than a share would. */
function stageOf({ progress, cancelling }: Running): string {
  if (cancelling) return "Cancelling…";
  if (!progress) return "Starting";
  return progress.note === undefined
    ? progressWords(progress)
    : `${progress.stage}: ${progress.note}`;
}
