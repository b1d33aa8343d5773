import type { ReactNode } from "react";
import { X } from "lucide-react";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import { showScreen } from "../../app/view.ts";
import { Button, IconButton } from "../../elements/Button.tsx";
import { countOf } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { ENOUGH_LABELS } from "../training/words.ts";
import { changeTable, useTableStatePart } from "./table-state.ts";

/** Until there are enough labels to learn from: why most guesses are unsure, and that a few keys change it. */
export function FirstLabels({ moods }: { readonly moods: readonly MoodSummary[] }): ReactNode {
  const isHidden = useTableStatePart(({ hintHidden }) => hintHidden);
  const labelled = moods.reduce((sum, mood) => sum + mood.labelled, 0);
  if (isHidden || moods.length === 0 || labelled >= ENOUGH_LABELS) return null;
  return (
    <Notice
      tone="info"
      action={
        <>
          <Button title="Asks about the songs that help most" onClick={() => showScreen("teach")}>
            Teach
          </Button>
          <IconButton
            icon={X}
            label="Hide this hint"
            onClick={() => changeTable({ hintHidden: true })}
          />
        </>
      }
    >
      {labelled === 0
        ? "Most of these first guesses are unsure."
        : `${countOf(labelled, "label")} so far; the first ${ENOUGH_LABELS} teach Undertone most.`}{" "}
      {pressKeys(moods)} on songs you know: the guesses for the others follow.
    </Notice>
  );
}

/** "Press 1–5", or what to do where moods have other keys or none. */
function pressKeys(moods: readonly MoodSummary[]): string {
  const keys = moods.flatMap(({ key }) => (key === null ? [] : [key]));
  const [first] = keys;
  if (first === undefined) return "Set a mood from the menu (Shift+F10)";
  const isRow =
    keys.length > 1 && keys.every((key, place) => Number(key) === Number(first) + place);
  return isRow ? `Press ${first}–${keys.at(-1) ?? first}` : "Press the key of a mood";
}
