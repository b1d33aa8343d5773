import { useEffect, type ReactNode } from "react";
import type { FileRef } from "../../../common/domain/import.ts";
import { AppError } from "../../../common/errors.ts";
import { closeOverlay, currentView, showTracks } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import { RunProgress } from "../activity/RunProgress.tsx";
import { chooseFile, forgetChoosing, useChoosing } from "./chosen-file.ts";
import { draftProblem, toOptions, useDraft } from "./draft.ts";
import { FileDoor } from "./FileDoor.tsx";
import { cancelImport, forgetImport, startImport, useImportRun, useInspection } from "./queries.ts";
import { ReportStep } from "./ReportStep.tsx";
import { ReviewStep } from "./ReviewStep.tsx";

type Step = { readonly title: string; readonly body: ReactNode; readonly footer: ReactNode };

/**
 * Choose a file → see what it means and correct it → import → report. Closing it while it imports leaves the import
 * to the activity bar.
 */
export function ImportDialog({ file }: { readonly file: FileRef | null }): ReactNode {
  const { title, body, footer } = useStep(file);
  useEffect(
    () => () => {
      // Strict mode takes the dialog out and puts it in again while it is still open.
      if (currentView().overlay?.kind === "import") return;
      forgetImport();
      forgetChoosing();
    },
    [],
  );
  return (
    <Dialog title={title} size="l" onClose={closeOverlay} footer={footer}>
      {body}
    </Dialog>
  );
}

function useStep(file: FileRef | null): Step {
  const run = useImportRun();
  const { asking, taking, problem } = useChoosing();
  const { data: inspection, error } = useInspection(file);
  const { draft, change } = useDraft(file, inspection);
  const another = (
    <Button disabled={asking} onClick={() => void chooseFile()}>
      Choose another file
    </Button>
  );

  if (run.state === "running") {
    return {
      title: `Importing ${run.subject.name}`,
      body: <RunProgress title={`Importing ${run.subject.name}`} run={run} />,
      footer: (
        <>
          <Button onClick={cancelImport} disabled={run.cancelling}>
            Cancel the import
          </Button>
          <Button look="primary" onClick={closeOverlay}>
            Go on in the background
          </Button>
        </>
      ),
    };
  }
  if (run.state === "done") {
    return {
      title: `Imported ${run.subject.name}`,
      body: <ReportStep subject={run.subject} report={run.result} />,
      footer: (
        <>
          {another}
          <Button look="primary" onClick={() => showTracks({})}>
            Show the tracks
          </Button>
        </>
      ),
    };
  }
  if (file === null || taking !== null || problem !== null) {
    return {
      title: "Import tracks",
      body: (
        <>
          {problem === null ? null : <Notice tone="error">{problem}</Notice>}
          <FileDoor />
        </>
      ),
      footer: <Button onClick={closeOverlay}>Cancel</Button>,
    };
  }
  if (error) {
    return {
      title: `Import ${file.name}`,
      body: <Notice tone="error">{sentenceOf(error)}</Notice>,
      footer: another,
    };
  }
  if (!inspection) {
    return {
      title: `Import ${file.name}`,
      body: <ProgressBar label={`Looking at ${file.name}`} done={0} total={null} />,
      footer: <Button onClick={closeOverlay}>Cancel</Button>,
    };
  }
  return {
    title: `Import ${file.name}`,
    body: (
      <ReviewStep
        inspection={inspection}
        draft={draft}
        change={change}
        failure={run.state === "failed" ? run.error : null}
      />
    ),
    footer: (
      <>
        {another}
        <Button
          look="primary"
          disabled={draftProblem(draft) !== null}
          onClick={() => startImport(file, inspection.format, toOptions(draft))}
        >
          Import
        </Button>
      </>
    ),
  };
}

function sentenceOf(error: Error): string {
  return error instanceof AppError
    ? error.message
    : "The file could not be read. Choose it again, or another one.";
}
