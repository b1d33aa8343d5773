import type { ReactNode } from "react";
import { X } from "lucide-react";
import type { FetchReport } from "../../../common/domain/coverage.ts";
import { Button, IconButton } from "../../elements/Button.tsx";
import { countOf, formatCount } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { RunProgress } from "../activity/RunProgress.tsx";
import type { RunState } from "../activity/long-run.ts";
import { cancelFetch, forgetFetch, useCoverage } from "./queries.ts";
import { fetchSentence } from "./words.ts";
import "./FetchProgress.css";

/** The services are being asked, or what they answered. */
export function FetchProgress({ run }: { readonly run: RunState<string, FetchReport> }): ReactNode {
  switch (run.state) {
    case "idle":
      return null;
    case "running":
      return (
        <section className="card fetch-progress" aria-label="Finding features">
          <div className="fetch-progress__head">
            <h2>Finding features</h2>
            <Button disabled={run.cancelling} onClick={cancelFetch}>
              Cancel
            </Button>
          </div>
          <RunProgress title="Finding features" run={run} />
          <p className="soft">
            You can go on working meanwhile. What was found stays if you cancel, and is not asked
            for again.
          </p>
        </section>
      );
    case "failed":
      return run.error.code === "cancelled" ? (
        <Notice tone="info" action={<Close />}>
          Cancelled. What was found before stays; “Find features” goes on from there.
        </Notice>
      ) : (
        <Notice tone="error" action={<Close />}>
          {run.error.message}
        </Notice>
      );
    case "done":
      return <Report report={run.result} />;
  }
}

function Report({ report }: { readonly report: FetchReport }): ReactNode {
  const { coverage } = useCoverage();
  const isWhole = report.providers.every(({ stopped }) => stopped === null);
  const nameOf = (id: string) => coverage?.providers.find((one) => one.id === id)?.name ?? id;
  return (
    <section aria-label="What was found">
      <Notice tone={isWhole ? "good" : "warning"} action={<Close />}>
        <strong>{fetchSentence(report)}</strong>
        <ul>
          {report.providers
            .filter(({ asked, stopped }) => asked > 0 || stopped !== null)
            .map((one) => (
              <li key={one.id}>
                {nameOf(one.id)}: {formatCount(one.found)} of {countOf(one.asked, "track")} known,
                in {countOf(one.requests, "request")}.
                {one.stopped === null ? "" : ` ${one.stopped}`}
              </li>
            ))}
        </ul>
      </Notice>
    </section>
  );
}

function Close(): ReactNode {
  return <IconButton icon={X} label="Close the report" onClick={forgetFetch} />;
}
