import { useEffect, type ReactNode } from "react";
import { GitCompareArrows } from "lucide-react";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { EmptyState } from "../../elements/EmptyState.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { RunProgress } from "../activity/RunProgress.tsx";
import { PlanStep } from "./PlanStep.tsx";
import { ReceiptStep } from "./ReceiptStep.tsx";
import {
  cancelPlan,
  cancelWrite,
  closeWriting,
  forgetSeen,
  lookAtChanges,
  undoWrite,
  usePlanRun,
  useWriteRun,
  writePlan,
  type WriteSubject,
} from "./writing.ts";

/** What would change on Spotify → write → what was written. Closing it while it works leaves that to the activity bar. */
export function WritingDialog(): ReactNode {
  const write = useWriteRun();
  // Strict mode takes the dialog out and puts it in again while it is still open.
  useEffect(() => forgetSeen, []);
  switch (write.state) {
    case "idle":
      return <Planning />;
    case "running": {
      const title = write.subject.kind === "undo" ? "Taking it back" : "Writing to Spotify";
      return (
        <Dialog
          title={title}
          onClose={closeWriting}
          footer={<WhileRunning isCancelling={write.cancelling} onCancel={cancelWrite} />}
        >
          <RunProgress title={title} run={write} />
          <p className="soft">
            Each request is noted down before the next: if it is cancelled or this computer goes
            off, it goes on from there and writes nothing twice.
          </p>
        </Dialog>
      );
    }
    case "done":
      return <ReceiptStep subject={write.subject} receipt={write.result} />;
    case "failed":
      return <WriteFailed subject={write.subject} error={write.error} />;
  }
}

function Planning(): ReactNode {
  const plan = usePlanRun();
  switch (plan.state) {
    case "running":
      return (
        <Dialog
          title="Looking at Spotify"
          description="Undertone reads what your mood playlists hold now. Nothing is written."
          onClose={closeWriting}
          footer={<WhileRunning isCancelling={plan.cancelling} onCancel={cancelPlan} />}
        >
          <RunProgress title="Looking at Spotify" run={plan} />
        </Dialog>
      );
    case "done":
      return <PlanStep key={plan.result.id} plan={plan.result} />;
    case "failed": {
      const { code, message } = plan.error;
      return (
        <Dialog
          title="What would change"
          onClose={closeWriting}
          footer={<LookAgain words="Try again" />}
        >
          <Notice tone={code === "cancelled" ? "info" : "error"}>
            {code === "cancelled" ? "Cancelled. Nothing was written." : message}
          </Notice>
        </Dialog>
      );
    }
    case "idle":
      return (
        <Dialog
          title="What would change"
          onClose={closeWriting}
          footer={<LookAgain words="See what would change" />}
        >
          <EmptyState icon={GitCompareArrows} title="Nothing looked at yet">
            A plan says what would change on Spotify, song by song. It writes nothing.
          </EmptyState>
        </Dialog>
      );
  }
}

function LookAgain({ words }: { readonly words: string }): ReactNode {
  return (
    <>
      <Button onClick={closeWriting}>Close</Button>
      <Button look="primary" onClick={() => lookAtChanges()}>
        {words}
      </Button>
    </>
  );
}

function WhileRunning({
  isCancelling,
  onCancel,
}: {
  readonly isCancelling: boolean;
  readonly onCancel: () => void;
}): ReactNode {
  return (
    <>
      <Button onClick={onCancel} disabled={isCancelling}>
        Cancel
      </Button>
      <Button look="primary" onClick={closeWriting}>
        Go on in the background
      </Button>
    </>
  );
}

function WriteFailed({
  subject,
  error: { code, message },
}: {
  readonly subject: WriteSubject;
  readonly error: { readonly code: string; readonly message: string };
}): ReactNode {
  const goOn = () => {
    if (subject.kind === "undo") undoWrite(subject.receipt);
    else writePlan(subject.plan, subject.theirs);
  };
  const isCancelled = code === "cancelled";
  return (
    <Dialog
      title={subject.kind === "undo" ? "Not all taken back" : "Not all written"}
      onClose={closeWriting}
      footer={
        <>
          <Button onClick={closeWriting}>Close</Button>
          <Button look="primary" onClick={goOn}>
            Go on
          </Button>
        </>
      }
    >
      <Notice tone={isCancelled ? "info" : "error"}>
        {isCancelled
          ? "Cancelled. What was written until then stays, and is noted down; you can go on from there."
          : message}
      </Notice>
    </Dialog>
  );
}
