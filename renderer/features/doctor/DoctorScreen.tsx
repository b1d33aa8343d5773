import { useEffect, type ReactNode } from "react";
import { CircleCheck, RefreshCw, Sprout, Stethoscope } from "lucide-react";
import type { LabelDoctor } from "../../../common/domain/learning.ts";
import { showScreen } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { EmptyState } from "../../elements/EmptyState.tsx";
import { countOf } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { RunProgress } from "../activity/RunProgress.tsx";
import { useTrackCount } from "../library/queries.ts";
import { useMoods } from "../moods/queries.ts";
import { EmptyLibrary } from "../welcome/EmptyLibrary.tsx";
import { Alike } from "./Alike.tsx";
import { useDecisions } from "./decisions.ts";
import { Disagreements } from "./Disagreements.tsx";
import { Doubts } from "./Doubts.tsx";
import { cancelDoctor, examine, examineOnce, useDoctorRun, useSettled } from "./queries.ts";
import { SmallMoods } from "./SmallMoods.tsx";
import "./DoctorScreen.css";

const ALL = {};

/** Labels that may be wrong, and moods that make learning hard; each with what can be done about it. */
export function DoctorScreen(): ReactNode {
  const tracks = useTrackCount(ALL);
  const moods = useMoods();
  const labels = moods.reduce((sum, mood) => sum + mood.labelled, 0);
  const run = useDoctorRun();
  const mayLook = labels > 0;
  useEffect(() => {
    if (mayLook) examineOnce();
  }, [mayLook]);
  return (
    <div className="screen">
      <div className="screen__inner">
        <header className="screen__header">
          <div>
            <h1>Check my labels</h1>
            <p className="soft">
              Each label is held against a model that has not seen it. Where the two differ, one of
              them is wrong: you decide which.
            </p>
          </div>
          {mayLook ? (
            <Button icon={RefreshCw} disabled={run.state === "running"} onClick={examine}>
              Check again
            </Button>
          ) : null}
        </header>
        {tracks === 0 ? (
          <EmptyLibrary icon={Stethoscope} title="No labels to check">
            There are no songs yet, and so no labels.
          </EmptyLibrary>
        ) : null}
        {tracks !== undefined && tracks > 0 && moods.length > 0 && labels === 0 ? (
          <EmptyState
            icon={Stethoscope}
            title="No labels to check yet"
            actions={
              <Button look="primary" icon={Sprout} onClick={() => showScreen("teach")}>
                Teach
              </Button>
            }
          >
            Say of some songs what mood they are in; from about 20 labels on it can be checked
            whether they fit together.
          </EmptyState>
        ) : null}
        {run.state === "running" ? (
          <section className="card doctor__running" aria-label="Checking">
            <RunProgress title="Checking your labels" run={run} />
            <Button onClick={cancelDoctor} disabled={run.cancelling}>
              Cancel
            </Button>
          </section>
        ) : null}
        {run.state === "failed" && run.error.code !== "cancelled" ? (
          <Notice tone="error">{run.error.message}</Notice>
        ) : null}
        {run.state === "failed" && run.error.code === "cancelled" ? (
          <Notice tone="info">Cancelled. “Check again” begins anew.</Notice>
        ) : null}
        {run.state === "done" && mayLook ? <Found found={run.result} /> : null}
      </div>
    </div>
  );
}

function Found({ found }: { readonly found: LabelDoctor }): ReactNode {
  const settled = useSettled();
  const decisions = useDecisions();
  const doubts = found.doubts.filter(({ id }) => !settled.has(id));
  const groups = found.disagreements.filter((group) => !group.every(({ id }) => settled.has(id)));
  const isGood =
    doubts.length + groups.length + found.small.length + found.alike.length === 0 &&
    found.note === null;
  return (
    <>
      {found.note === null ? null : <Notice tone="info">{found.note}</Notice>}
      {isGood ? (
        <EmptyState icon={CircleCheck} title="Nothing seems wrong with your labels">
          {found.kept > 0
            ? keptWords(found.kept)
            : "The model, asked without having seen them, says the same of every one."}
        </EmptyState>
      ) : null}
      {!isGood && doubts.length === 0 && found.kept > 0 ? (
        <p className="soft">{keptWords(found.kept)}</p>
      ) : null}
      {doubts.length > 0 ? (
        <Doubts
          doubts={doubts}
          more={found.doubted - found.doubts.length}
          kept={found.kept}
          decisions={decisions}
        />
      ) : null}
      {groups.length > 0 ? <Disagreements groups={groups} decisions={decisions} /> : null}
      {found.small.length > 0 ? <SmallMoods small={found.small} /> : null}
      {found.alike.length > 0 ? <Alike alike={found.alike} /> : null}
    </>
  );
}

function keptWords(kept: number): string {
  return `${countOf(kept, "doubt")} that you decided to keep ${kept === 1 ? "is" : "are"} left out.`;
}
