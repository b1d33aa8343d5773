import { useState, type ReactNode } from "react";
import { Undo2 } from "lucide-react";
import type { Receipt } from "../../../common/domain/mood-playlist.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { ReceiptTable } from "./ReceiptTable.tsx";
import { UndoQuestion } from "./UndoQuestion.tsx";
import { receiptSentence } from "./words.ts";
import { closeWriting, undoWrite, writePlan, type WriteSubject } from "./writing.ts";

/** What was written, with what was there before, and the way back. */
export function ReceiptStep({
  subject,
  receipt,
}: {
  readonly subject: WriteSubject;
  readonly receipt: Receipt;
}): ReactNode {
  const [isAsking, setAsking] = useState(false);
  if (isAsking) return <UndoQuestion receipt={receipt} onClose={() => setAsking(false)} />;
  const isStopped = receipt.state === "stopped" || receipt.state === "applying";
  const isWhole = !isStopped && receipt.reason === null;
  const goOn = () => {
    if (subject.kind === "undo") undoWrite(subject.receipt);
    else writePlan(subject.plan, subject.theirs);
  };
  return (
    <Dialog
      title={titleOf(subject, receipt)}
      size="l"
      onClose={closeWriting}
      footer={
        <>
          {receipt.state === "undone" || (isStopped && subject.kind === "undo") ? null : (
            <Button icon={Undo2} onClick={() => setAsking(true)}>
              Undo…
            </Button>
          )}
          {isStopped ? <Button onClick={closeWriting}>Later</Button> : null}
          <Button look="primary" onClick={isStopped ? goOn : closeWriting}>
            {isStopped ? "Go on" : "Close"}
          </Button>
        </>
      }
    >
      <div className="plan">
        <Notice tone={isWhole ? "good" : "warning"}>{receiptSentence(receipt)}</Notice>
        <ReceiptTable receipt={receipt} />
      </div>
    </Dialog>
  );
}

function titleOf({ kind }: WriteSubject, { state }: Receipt): string {
  switch (state) {
    case "applied":
      return kind === "undo" ? "Not all taken back" : "Written to Spotify";
    case "undone":
      return "Taken back";
    case "applying":
    case "stopped":
      return kind === "undo" ? "Not all taken back yet" : "Not all written yet";
  }
}
