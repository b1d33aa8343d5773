import { useMemo, useState, type ReactNode } from "react";
import { Activity, X } from "lucide-react";
import type { Job } from "../../../common/domain/job.ts";
import { IconButton } from "../../elements/Button.tsx";
import { countOf } from "../../elements/format.ts";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import { useTrackCount } from "../library/queries.ts";
import { ActivityPanel } from "./ActivityPanel.tsx";
import { STATE_WORDS, stageWords } from "./job-words.ts";
import { useCancelJob, useJobs } from "./queries.ts";
import "./ActivityBar.css";

const ALL_TRACKS = {};

/** The line at the window's foot: how large the library is, and what runs. */
export function ActivityBar({ connected }: { readonly connected: boolean }): ReactNode {
  const jobs = useJobs();
  const tracks = useTrackCount(ALL_TRACKS);
  const running = jobs.find((job) => job.endedAt === null);
  return (
    <footer className="activity-bar" aria-label="Activity">
      <span className="activity-bar__connection">
        <span
          className={`activity-bar__dot ${connected ? "" : "activity-bar__dot--lost"}`}
          aria-hidden
        />
        {connected ? "Ready" : "Connection lost"}
      </span>
      {tracks === undefined ? null : <span className="soft">{countOf(tracks, "track")}</span>}
      <div className="activity-bar__jobs">
        <ActivityPanel
          jobs={jobs}
          trigger={
            <button type="button" className="activity-bar__open">
              {running ? <RunningJob job={running} /> : <LastJob job={jobs[0]} />}
            </button>
          }
        />
        {running ? <CancelRunning job={running} /> : null}
      </div>
      <EndsSpoken jobs={jobs} />
    </footer>
  );
}

function RunningJob({ job }: { readonly job: Job }): ReactNode {
  return (
    <>
      <span className="activity-bar__title cut">{job.title}</span>
      <span className="cut">{stageWords(job)}</span>
      <span className="activity-bar__progress">
        <ProgressBar
          label={job.title}
          done={job.progress?.done ?? 0}
          total={job.progress?.total ?? null}
        />
      </span>
    </>
  );
}

function LastJob({ job }: { readonly job: Job | undefined }): ReactNode {
  return (
    <>
      <Activity size={14} aria-hidden />
      Activity
      {job ? (
        <span className="cut">
          {STATE_WORDS[job.state]}: {job.title}
        </span>
      ) : null}
    </>
  );
}

function CancelRunning({ job }: { readonly job: Job }): ReactNode {
  const { mutate, isPending, variables } = useCancelJob();
  return (
    <IconButton
      icon={X}
      label={`Cancel: ${job.title}`}
      disabled={isPending && variables === job.id}
      onClick={() => mutate(job.id)}
    />
  );
}

/** Screen readers hear how a job ended, and not each step of it. */
function EndsSpoken({ jobs }: { readonly jobs: readonly Job[] }): ReactNode {
  const [openedAt] = useState(() => new Date().toISOString());
  const said = useMemo(() => {
    const ended = jobs.filter((job) => job.endedAt !== null && job.endedAt > openedAt);
    const last = ended.toSorted((a, b) => (a.endedAt ?? "").localeCompare(b.endedAt ?? "")).at(-1);
    return last ? `${last.title}: ${last.outcome ?? STATE_WORDS[last.state]}` : "";
  }, [jobs, openedAt]);
  return (
    <span className="visually-hidden" aria-live="polite">
      {said}
    </span>
  );
}
