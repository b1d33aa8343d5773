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
  const isWhole =
    !isStopped &&
    (receipt.state === "undone"
      ? receipt.reason === null
      : receipt.playlists.every(({ state }) => state !== "failed"));
  const goOn = () => {
    if (subject.kind === "undo") undoWrite(subject.receipt);
    else writePlan(subject.plan, subject.theirs);
  };
  return (
    <Dialog
      title={titleOf(receipt)}
      size="l"
      onClose={closeWriting}
      footer={
        <>
          {receipt.state === "applied" ? (
            <Button icon={Undo2} onClick={() => setAsking(true)}>
              Undo…
            </Button>
          ) : null}
          {isStopped ? <Button onClick={closeWriting}>Later</Button> : null}
          <Button look="primary" onClick={isStopped ? goOn : closeWriting}>
            {isStopped ? "Go on" : "Close"}
          </Button>
        </>
      }
    >
      <div className="plan">
        <Notice tone={isWhole ? "good" : "warning"}>{receiptSentence(receipt)}</Notice>
        {receipt.state === "applied" && receipt.reason ? (
          <Notice tone="info">{receipt.reason}</Notice>
        ) : null}
        <ReceiptTable receipt={receipt} />
      </div>
    </Dialog>
  );
}

function titleOf({ state }: Receipt): string {
  switch (state) {
    case "applied":
      return "Written to Spotify";
    case "undone":
      return "Taken back";
    case "applying":
    case "stopped":
      return "Not all written yet";
  }
}
