import { useState, type ReactNode } from "react";
import { Undo2 } from "lucide-react";
import type { Receipt } from "../../../common/domain/mood-playlist.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf, formatMoment } from "../../elements/format.ts";
import { useReceipts } from "./queries.ts";
import { ReceiptTable } from "./ReceiptTable.tsx";
import { UndoQuestion } from "./UndoQuestion.tsx";
import { receiptWords } from "./words.ts";
import "./Receipts.css";

/** What was written to Spotify so far, the newest first; the newest can be taken back. */
export function Receipts({ canUndo }: { readonly canUndo: boolean }): ReactNode {
  const receipts = useReceipts();
  const [asked, setAsked] = useState<Receipt | null>(null);
  if (!receipts || receipts.length === 0) return null;
  return (
    <section className="card receipts" aria-label="What was written">
      <h2>What was written</h2>
      <ul>
        {receipts.map((receipt) => (
          <li key={receipt.id} className="receipt">
            <details>
              <summary>
                <span className="receipt__when">{formatMoment(receipt.at)}</span>
                <span className="cut">
                  {receipt.state === "stopped" ? "Stopped: " : ""}
                  {sentence(receipt)}
                </span>
                <span className="soft">{countOf(receipt.requests, "request")}</span>
              </summary>
              {receipt.reason ? <p className="soft receipt__why">{receipt.reason}</p> : null}
              <ReceiptTable receipt={receipt} />
            </details>
            {(receipt.state === "applied" || receipt.state === "stopped") && canUndo ? (
              <Button
                icon={Undo2}
                aria-label={`Undo the write of ${formatMoment(receipt.at)}`}
                onClick={() => setAsked(receipt)}
              >
                Undo…
              </Button>
            ) : (
              <span className="soft receipt__state">{STATES[receipt.state]}</span>
            )}
          </li>
        ))}
      </ul>
      {asked ? <UndoQuestion receipt={asked} onClose={() => setAsked(null)} /> : null}
    </section>
  );
}

const STATES = {
  applying: "Being written",
  stopped: "Stopped",
  applied: "",
  undone: "Taken back",
} as const satisfies Record<Receipt["state"], string>;

function sentence(receipt: Receipt): string {
  const words = receiptWords(receipt);
  // One that stopped, failed or gave way to a later one has a reason, and things left to do.
  if (words === "") return receipt.reason ? "Nothing was written" : "Nothing had to change";
  return words.charAt(0).toUpperCase() + words.slice(1);
}
