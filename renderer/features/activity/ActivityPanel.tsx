import type { ReactElement, ReactNode } from "react";
import { Popover } from "@base-ui/react/popover";
import { CircleAlert, CircleCheck, CircleSlash, Clock, LoaderCircle } from "lucide-react";
import type { Job } from "../../../common/domain/job.ts";
import { announce } from "../../app/toasts.ts";
import { Button } from "../../elements/Button.tsx";
import { formatMoment } from "../../elements/format.ts";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import { copyText } from "./copy-text.ts";
import { failureReport, lastedWords, STATE_WORDS, stageWords } from "./job-words.ts";
import { useAppInfo, useCancelJob } from "./queries.ts";
import "./ActivityPanel.css";

const ICONS = {
  waiting: Clock,
  running: LoaderCircle,
  done: CircleCheck,
  failed: CircleAlert,
  cancelled: CircleSlash,
} as const;

/** All jobs of this session, in a panel over the bar. */
export function ActivityPanel({
  jobs,
  trigger,
}: {
  readonly jobs: readonly Job[];
  readonly trigger: ReactElement;
}): ReactNode {
  return (
    <Popover.Root>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner
          className="activity-panel__place"
          side="top"
          align="end"
          sideOffset={6}
          collisionPadding={8}
        >
          <Popover.Popup className="activity-panel">
            <Popover.Title className="activity-panel__title">Activity</Popover.Title>
            {jobs.length === 0 ? (
              <p className="activity-panel__empty">
                Nothing has run since Undertone was started. Imports, trainings and exports are
                listed here.
              </p>
            ) : (
              <ul className="activity-panel__list">
                {jobs.map((job) => (
                  <JobItem key={job.id} job={job} />
                ))}
              </ul>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function JobItem({ job }: { readonly job: Job }): ReactNode {
  const { mutate, isPending } = useCancelJob();
  const Icon = ICONS[job.state];
  const lasted = lastedWords(job);
  return (
    <li className={`job job--${job.state}`}>
      <Icon size={16} aria-hidden className="job__icon" />
      <div>
        <div className="job__title">{job.title}</div>
        {job.endedAt === null ? (
          <>
            <div className="job__progress">
              <ProgressBar
                label={job.title}
                done={job.progress?.done ?? 0}
                total={job.progress?.total ?? null}
              />
            </div>
            <div>{stageWords(job)}</div>
          </>
        ) : (
          <div className="job__outcome">{job.outcome}</div>
        )}
        <div className="job__time">
          {STATE_WORDS[job.state]} · {formatMoment(job.startedAt)}
          {lasted === null ? null : ` · ${lasted}`}
        </div>
      </div>
      {job.endedAt === null ? (
        <Button disabled={isPending} onClick={() => mutate(job.id)}>
          Cancel
        </Button>
      ) : null}
      {job.state === "failed" ? <CopyReport job={job} /> : null}
    </li>
  );
}

function CopyReport({ job }: { readonly job: Job }): ReactNode {
  const info = useAppInfo();
  const copy = async () => {
    const copied = await copyText(failureReport(job, info?.version ?? "", info?.host ?? ""));
    announce(copied ? "The report is on the clipboard." : "The clipboard cannot be used here.");
  };
  return <Button onClick={() => void copy()}>Copy report</Button>;
}
