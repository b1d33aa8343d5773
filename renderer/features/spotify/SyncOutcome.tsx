import type { ReactNode } from "react";
import { Sprout, X } from "lucide-react";
import type { SyncReport } from "../../../common/domain/spotify.ts";
import { openOverlay } from "../../app/view.ts";
import { Button, IconButton } from "../../elements/Button.tsx";
import { Notice } from "../../elements/Notice.tsx";
import type { RunState } from "../activity/long-run.ts";
import { explain } from "./problems.ts";
import { forgetSync } from "./queries.ts";
import { SyncDetails } from "./SyncDetails.tsx";
import { syncSentence } from "./sync-words.ts";
import "./SyncOutcome.css";

/** What the last sync did, or why it did not. */
export function SyncOutcome({ run }: { readonly run: RunState<string, SyncReport> }): ReactNode {
  switch (run.state) {
    case "idle":
    case "running":
      return null;
    case "failed":
      return <Failure code={run.error.code} message={run.error.message} />;
    case "done":
      return (
        <section className="sync-outcome" aria-label="What the sync did">
          <div className="sync-outcome__head">
            <Headline report={run.result} />
            <IconButton icon={X} label="Close the report" onClick={forgetSync} />
          </div>
          <SyncDetails report={run.result} />
          {run.result.added > 0 ? (
            <div>
              <Button icon={Sprout} onClick={() => openOverlay({ kind: "seeds" })}>
                Start from your playlists
              </Button>
            </div>
          ) : null}
        </section>
      );
  }
}

function Headline({ report }: { readonly report: SyncReport }): ReactNode {
  const { stopped } = report;
  if (!stopped) {
    const isWhole = report.playlists.every(({ state }) => state !== "left");
    return <Notice tone={isWhole ? "good" : "warning"}>{syncSentence(report)}</Notice>;
  }
  return (
    <Notice tone="info">
      <p>
        <strong>{STOPPED[stopped.reason]}</strong>
      </p>
      <p>{stopped.message}</p>
      {stopped.reason === "offline" ? (
        <p>What has come in stays. Sync again once you are back; it goes on from there.</p>
      ) : null}
    </Notice>
  );
}

const STOPPED = {
  quota: "Stopped: today’s requests are used up",
  offline: "Stopped: Spotify could not be reached",
  limit: "Stopped at the number of tracks you allow",
} as const;

function Failure({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): ReactNode {
  if (code === "cancelled") {
    return (
      <Notice tone="info" action={<Button onClick={forgetSync}>Close</Button>}>
        Cancelled. What had been brought in stays; the next sync goes on from there.
      </Notice>
    );
  }
  const explanation = explain(code);
  return (
    <Notice
      tone={code === "offline" || code === "quota_exceeded" ? "info" : "error"}
      action={<Button onClick={forgetSync}>Close</Button>}
    >
      {explanation ? (
        <>
          <strong>{explanation.title}</strong>
          {explanation.steps.map((step) => (
            <p key={step}>{step}</p>
          ))}
        </>
      ) : (
        message
      )}
    </Notice>
  );
}
