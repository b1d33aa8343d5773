import type { ReactNode } from "react";
import type { Receipt } from "../../../common/domain/mood-playlist.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { countOf, formatMoment } from "../../elements/format.ts";
import { undoWrite } from "./writing.ts";

/** Asks before it puts back what was there: that too is a write. */
export function UndoQuestion({
  receipt,
  onClose,
}: {
  readonly receipt: Receipt;
  readonly onClose: () => void;
}): ReactNode {
  const written = receipt.playlists.filter(({ state }) => state === "done");
  const made = written.filter(({ created }) => created);
  const changed = written.length - made.length;
  return (
    <Dialog
      title={`Undo the write of ${formatMoment(receipt.at)}?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            onClick={() => {
              onClose();
              undoWrite(receipt.id);
            }}
          >
            Undo on Spotify
          </Button>
        </>
      }
    >
      <ul className="undo-question">
        {written.length === 0 ? <li>What was written until it stopped is put back.</li> : null}
        {changed > 0 ? (
          <li>
            {countOf(changed, "playlist gets", "playlists get")} back the songs and the order of
            before that write.
          </li>
        ) : null}
        {made.length > 0 ? (
          <li>
            {countOf(made.length, "playlist that it made is", "playlists that it made are")} taken
            off your list. Spotify keeps {made.length === 1 ? "it" : "them"} restorable for a while.
          </li>
        ) : null}
        <li>
          A playlist that was changed on Spotify since then is left as it is. Your labels in
          Undertone stay.
        </li>
      </ul>
    </Dialog>
  );
}
