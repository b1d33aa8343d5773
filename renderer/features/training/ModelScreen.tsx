import { useState, type ReactNode } from "react";
import { ArrowLeftRight, GraduationCap } from "lucide-react";
import type { ModelSummary } from "../../../common/domain/model.ts";
import { openOverlay, showScreen } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { Figure, FigureList } from "../../elements/FigureList.tsx";
import { countOf, formatMoment, formatNumber, formatPercent } from "../../elements/format.ts";
import { CheckPart } from "../checks/CheckPart.tsx";
import { useTrackCount } from "../library/queries.ts";
import { LearntFrom } from "../evidence/LearntFrom.tsx";
import { EmptyLibrary } from "../welcome/EmptyLibrary.tsx";
import { AgreementChart } from "./AgreementChart.tsx";
import { CompareDialog } from "./CompareDialog.tsx";
import { Figures } from "./Figures.tsx";
import { HeldBack } from "./HeldBack.tsx";
import { ImportModel } from "./ImportModel.tsx";
import { ModelHistory } from "./ModelHistory.tsx";
import { useModels, useReport, useUnsureBelow } from "./queries.ts";
import { agreementWords, ENOUGH_LABELS, intervalWords } from "./words.ts";
import "./ModelScreen.css";

const ALL_TRACKS = {};

/** The model in use, how well it agrees with the user, and those before it. */
export function ModelScreen(): ReactNode {
  const tracks = useTrackCount(ALL_TRACKS);
  const models = useModels();
  const inUse = models?.find((model) => model.inUse);
  return (
    <div className="screen">
      <div className="screen__inner">
        <header className="screen__header">
          <h1>Model</h1>
          {inUse ? (
            <div className="model-screen__actions">
              <Button onClick={() => showScreen("teach")}>Teach</Button>
              <Button onClick={() => showScreen("doctor")}>Check my labels</Button>
              <Button onClick={() => openOverlay({ kind: "report", model: inUse.id })}>
                Report of its training
              </Button>
            </div>
          ) : null}
        </header>
        {tracks === 0 || (models && !inUse) ? <NoModel /> : null}
        <HeldBack />
        {tracks !== 0 && inUse ? <InUse model={inUse} /> : null}
        {tracks !== 0 && inUse ? <CheckPart /> : null}
        {tracks !== 0 && inUse ? <LearntFrom /> : null}
        {tracks !== 0 && models && inUse ? (
          <section className="card model-screen__part" aria-label="History">
            <div className="model-screen__head">
              <h2>History</h2>
              <div className="model-screen__actions">
                <CompareModels models={models} />
                <ImportModel />
              </div>
            </div>
            <AgreementChart models={models} />
            <ModelHistory models={models} />
          </section>
        ) : null}
      </div>
    </div>
  );
}

function CompareModels({ models }: { readonly models: readonly ModelSummary[] }): ReactNode {
  const [open, setOpen] = useState(false);
  const [newest] = models;
  return (
    <>
      <Button
        icon={ArrowLeftRight}
        disabled={models.length < 2}
        title={models.length < 2 ? "There is one model so far" : undefined}
        onClick={() => setOpen(true)}
      >
        Compare two
      </Button>
      {open && newest ? (
        <CompareDialog models={models} first={newest.id} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}

function NoModel(): ReactNode {
  return (
    <EmptyLibrary icon={GraduationCap} title="Nothing learnt yet">
      The model learns what your moods sound like. It needs tracks first; then it guesses from the
      moods’ definitions, and learns from every guess that you correct.
    </EmptyLibrary>
  );
}

function InUse({ model }: { readonly model: ModelSummary }): ReactNode {
  const { report } = useReport(model.id);
  const unsureBelow = useUnsureBelow();
  const isMeasured = model.labels >= ENOUGH_LABELS && model.accuracy !== null;
  return (
    <section className="card model-screen__part" aria-label="In use">
      <div className="model-screen__head">
        <h2>In use</h2>
        <span className="soft">
          {model.source === "imported" ? "imported" : "trained"} {formatMoment(model.createdAt)}
        </span>
      </div>
      <FigureList>
        <Figure
          label="Learnt from"
          value={model.source === "imported" ? "somebody’s labels" : countOf(model.labels, "label")}
        />
        <Figure
          label="Sure from"
          value={formatPercent(unsureBelow)}
          hint="Guesses below this confidence are marked as unsure; Settings says why"
        />
        {isMeasured && model.accuracy ? (
          <>
            <Figure
              label="Agreement with held-out labels"
              value={intervalWords(model.accuracy)}
              hint="In brackets: where it lies in 95 of 100 cases"
            />
            <Figure
              label="Macro F1"
              value={formatNumber(model.macroF1, 2)}
              hint="The mean of the moods’ F1, each mood counting the same"
            />
            <Figure
              label="Log loss"
              value={formatNumber(model.logLoss, 2)}
              hint="How wrong its confidences are; less is better"
            />
          </>
        ) : null}
      </FigureList>
      {!isMeasured && report ? <p>{agreementWords(report)}</p> : null}
      {isMeasured && report?.evaluation ? <Figures evaluation={report.evaluation} /> : null}
    </section>
  );
}
