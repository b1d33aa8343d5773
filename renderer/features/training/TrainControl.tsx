import { useMemo, type ReactNode } from "react";
import { RefreshCw, X } from "lucide-react";
import type { Job } from "../../../common/domain/job.ts";
import { useCommands, type Command } from "../../app/commands.ts";
import { Button, IconButton } from "../../elements/Button.tsx";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import { stageWords } from "../activity/job-words.ts";
import { useCancelJob, useJobs } from "../activity/queries.ts";
import { showScreen } from "../../app/view.ts";
import { useTrackCount } from "../library/queries.ts";
import { useModels, useModelState, useTrain } from "./queries.ts";
import { announceTraining, useTrainedMessage } from "./trained.ts";
import { learntWords } from "./words.ts";
import "./TrainControl.css";

const ALL_TRACKS = {};

/** What the guesses rest on, and the button that learns anew. */
export function TrainControl(): ReactNode {
  useTrainedMessage();
  const tracks = useTrackCount(ALL_TRACKS);
  const running = useJobs().find((job) => job.kind === "train" && job.endedAt === null);
  const inUse = useModels()?.find((model) => model.inUse);
  const waiting = useModelState()?.waiting;
  const { mutate } = useTrain();
  const commands = useMemo<Command[]>(
    () => [
      {
        id: "training.run",
        title: "Retrain now",
        group: "Learning",
        run: () =>
          mutate(undefined, {
            onSuccess: ({ model, moved, heldBack }) =>
              announceTraining(model, moved, (heldBack ?? null) !== null),
          }),
      },
    ],
    [mutate],
  );
  useCommands(commands);
  if (!tracks) return null;
  return (
    <section className="train-control" aria-label="Learning">
      {running ? (
        <Running job={running} />
      ) : (
        <>
          <p className="train-control__state">
            {inUse ? learntWords(inUse) : "Nothing learnt yet."}
          </p>
          {waiting ? (
            <p className="train-control__state">
              {waiting.asked
                ? "A newer model agrees less with your labels."
                : "A newer model is not in use."}{" "}
              <button
                type="button"
                className="train-control__link"
                onClick={() => showScreen("model")}
              >
                {waiting.asked ? "Decide" : "Show"}
              </button>
            </p>
          ) : null}
          <Button icon={RefreshCw} onClick={() => commands[0]?.run()}>
            Retrain now
          </Button>
        </>
      )}
    </section>
  );
}

function Running({ job }: { readonly job: Job }): ReactNode {
  const { mutate, isPending } = useCancelJob();
  return (
    <>
      <div className="train-control__running">
        <span className="cut">{job.title}</span>
        <IconButton
          icon={X}
          label="Cancel the training"
          disabled={isPending}
          onClick={() => mutate(job.id)}
        />
      </div>
      <ProgressBar
        label={job.title}
        done={job.progress?.done ?? 0}
        total={job.progress?.total ?? null}
      />
      <p className="train-control__state cut">{stageWords(job)}</p>
    </>
  );
}
