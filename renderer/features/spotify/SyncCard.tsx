import { useState, type ReactNode } from "react";
import { RefreshCw } from "lucide-react";
import { Button } from "../../elements/Button.tsx";
import { Checkbox } from "../../elements/Field.tsx";
import { countOf } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { startSync, useEstimate, useSyncRun } from "./queries.ts";
import { estimateWords } from "./sync-words.ts";
import { SyncOutcome } from "./SyncOutcome.tsx";
import { SyncRunning } from "./SyncRunning.tsx";
import "./SyncCard.css";

/** What a sync would cost, the button that starts it, and what the last one did. */
export function SyncCard(): ReactNode {
  const run = useSyncRun();
  return (
    <section className="card sync-card" aria-labelledby="sync">
      {run.state === "running" ? <SyncRunning run={run} /> : <Start />}
      <SyncOutcome run={run} />
    </section>
  );
}

function Start(): ReactNode {
  const [isFull, setFull] = useState(false);
  const estimate = useEstimate(isFull);
  return (
    <>
      <div className="sync-card__head">
        <div>
          <h2 id="sync">Sync</h2>
          <p aria-live="polite">
            {estimate ? estimateWords(estimate) : "Counting what a sync would cost…"}
          </p>
          {estimate ? <p className="soft">{scopeOf(estimate)}</p> : null}
        </div>
        <Button
          look="primary"
          icon={RefreshCw}
          disabled={!estimate || estimate.playlists + estimate.unchanged === 0}
          onClick={() => startSync({ full: isFull })}
        >
          Sync now
        </Button>
      </div>
      {estimate && !estimate.enough ? (
        <Notice tone="warning">
          That is more than is left for today. The sync stops when it is used up, keeps what it has,
          and the next one goes on from there.
        </Notice>
      ) : null}
      <Checkbox
        checked={isFull}
        onChange={(event) => setFull(event.target.checked)}
        label="Look through everything again, also what seems unchanged"
      />
    </>
  );
}

function scopeOf({
  playlists,
  unchanged,
}: {
  readonly playlists: number;
  readonly unchanged: number;
}): string {
  if (playlists + unchanged === 0) return "No playlist is chosen. Choose some below.";
  const same = `${countOf(unchanged, "chosen playlist")} unchanged since the last sync`;
  if (playlists === 0) return `${same}; only the list and the newest Liked Songs are looked at.`;
  const asked = `${countOf(playlists, "playlist")} to bring in`;
  return unchanged === 0 ? `${asked}.` : `${asked}; ${same}.`;
}
