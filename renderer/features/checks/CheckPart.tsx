import { useMemo, type ReactNode } from "react";
import { Microscope, RefreshCw } from "lucide-react";
import { useCommands, type Command } from "../../app/commands.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf, formatMoment } from "../../elements/format.ts";
import { RunFailure } from "../activity/RunFailure.tsx";
import { RunProgress } from "../activity/RunProgress.tsx";
import { useMoods } from "../moods/queries.ts";
import { CheckResult } from "./CheckResult.tsx";
import { cancelCheck, checkThoroughly, useCheckRun } from "./queries.ts";
import "./CheckPart.css";

/** How sure the figures of the model are: asked for by the user, because it takes a while. */
export function CheckPart(): ReactNode {
  const run = useCheckRun();
  const labels = useMoods().reduce((sum, mood) => sum + mood.labelled, 0);
  const commands = useMemo<Command[]>(
    () => [
      {
        id: "checks.run",
        title: "Check thoroughly how sure the model’s figures are",
        group: "Learning",
        run: checkThoroughly,
      },
    ],
    [],
  );
  useCommands(commands);
  return (
    <section className="card checks-part" aria-label="How sure are these figures?">
      <div className="checks-part__head">
        <h2>How sure are these figures?</h2>
        {run.state === "done" ? (
          <span className="soft">
            checked {formatMoment(run.result.checkedAt)} on {countOf(run.result.checked, "label")}
          </span>
        ) : null}
        <span className="checks-part__actions">
          {run.state === "running" ? (
            <Button disabled={run.cancelling} onClick={cancelCheck}>
              Cancel the check
            </Button>
          ) : (
            <Button
              icon={run.state === "done" ? RefreshCw : Microscope}
              disabled={labels === 0}
              title={labels === 0 ? "There are no labels to check against" : undefined}
              onClick={checkThoroughly}
            >
              {run.state === "done" ? "Check again" : "Check thoroughly"}
            </Button>
          )}
        </span>
      </div>
      {run.state === "idle" ? (
        <p className="checks__words">
          {labels === 0
            ? "There are no labels to check against yet. Correct some guesses first."
            : "Divides your labels again and again, each time learns from one part and guesses the other: how good the guesses are, whether the confidences are honest, what more labels would bring, and whether the other songs are like those that you labelled. Takes some seconds and changes nothing."}
        </p>
      ) : null}
      {run.state === "running" ? (
        <RunProgress title="Checking how sure the figures are" run={run} />
      ) : null}
      {run.state === "failed" ? <RunFailure error={run.error} /> : null}
      {run.state === "done" ? <CheckResult check={run.result} /> : null}
    </section>
  );
}
