import type { ReactNode } from "react";
import { Button } from "../../elements/Button.tsx";
import { countOf, formatMoment } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { useStoppedWrite } from "./stopped.ts";
import { undoWrite, writePlan } from "./writing.ts";

/** A write that did not reach its end, and the way on from where it stopped. */
export function StoppedNotice(): ReactNode {
  const stopped = useStoppedWrite();
  if (!stopped) return null;
  const isUndo = stopped.undoing;
  const left = stopped.playlists.filter(({ state }) => state === "waiting").length;
  return (
    <Notice
      tone="warning"
      action={
        <Button onClick={() => (isUndo ? undoWrite(stopped.id) : writePlan(stopped.plan))}>
          Go on
        </Button>
      }
    >
      {isUndo ? "Taking back the write" : "The write"} of {formatMoment(stopped.at)} stopped
      {left > 0 && !isUndo
        ? ` with ${countOf(left, "playlist")} still to write`
        : " before its end"}
      . {stopped.reason ?? "It goes on from where it stopped; nothing is written twice."}
    </Notice>
  );
}
