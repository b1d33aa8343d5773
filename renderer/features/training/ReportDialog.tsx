import type { ReactNode } from "react";
import { closeOverlay } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { countOf, formatMoment } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import { sentenceOf } from "../moods/errors.ts";
import { Figures } from "./Figures.tsx";
import { HeldBack } from "./HeldBack.tsx";
import { MovedTracks } from "./MovedTracks.tsx";
import { useModels, useModelState, useReport } from "./queries.ts";
import { useGoBack } from "./use-model.ts";
import {
  agreementWords,
  ENOUGH_LABELS,
  movedWords,
  pairedReportWords,
  tookWords,
} from "./words.ts";
import "./ReportDialog.css";

/** What a training did: what moved, and how well the guesses agree with the user now and before. */
export function ReportDialog({ model }: { readonly model: number }): ReactNode {
  const { report, error } = useReport(model);
  const state = useModelState();
  const heldBack = state?.waiting?.model === model;
  const paired = report ? pairedReportWords(report) : null;
  return (
    <Dialog
      title={report ? `Training: ${movedWords(report.moved).toLowerCase()}` : "Training"}
      description={
        report
          ? `${formatMoment(report.createdAt)}, learnt from ${countOf(report.labels, "label")} in ${tookWords(report.milliseconds)}; ${state?.inUse === model ? "in use" : "not in use"}`
          : undefined
      }
      size="l"
      onClose={closeOverlay}
      footer={
        <>
          {heldBack ? null : <GoBack model={model} />}
          <Button look="primary" onClick={closeOverlay}>
            Close
          </Button>
        </>
      }
    >
      {error ? <Notice tone="error">{sentenceOf(error)}</Notice> : null}
      {!report && !error ? <ProgressBar label="Fetching the report" done={0} total={null} /> : null}
      {report ? (
        <div className="report">
          {heldBack ? <HeldBack /> : null}
          <p className="report__agreement">{agreementWords(report)}</p>
          {paired === null ? null : <p>{paired}</p>}
          <MovedTracks report={report} />
          {report.evaluation && report.labels >= ENOUGH_LABELS ? (
            <Figures evaluation={report.evaluation} />
          ) : null}
        </div>
      ) : null}
    </Dialog>
  );
}

/** Away from this model to the one before it, or back to this one. */
function GoBack({ model }: { readonly model: number }): ReactNode {
  const models = useModels() ?? [];
  const { goBack, isPending } = useGoBack(closeOverlay);
  const shown = models.find(({ id }) => id === model);
  const previous = models.find(({ id }) => id < model);
  if (!shown) return null;
  if (!shown.inUse) {
    return (
      <Button disabled={isPending} onClick={() => goBack(shown)}>
        Use this model
      </Button>
    );
  }
  if (!previous) return null;
  return (
    <Button disabled={isPending} onClick={() => goBack(previous)}>
      Go back to the previous model
    </Button>
  );
}
