import type { ReactNode } from "react";
import { ChevronDown, Layers, X } from "lucide-react";
import { Button, IconButton } from "../../elements/Button.tsx";
import { countOf, formatCount } from "../../elements/format.ts";
import { Menu } from "../../elements/Menu.tsx";
import { MOST_ASKED, showSimilar } from "../similar/open.ts";
import { MoodMenuItems } from "./MoodMenuItems.tsx";
import type { Relabel } from "./relabel.tsx";
import { aimOf, CURSOR_ONLY, type Selection } from "./selection.ts";
import { changeTable } from "./table-state.ts";
import type { TrackWindow } from "./track-window.ts";
import "./SelectionBar.css";

/** How much is picked, and what can be done with it. Nothing while nothing is picked. */
export function SelectionBar({
  selection,
  shown,
  relabel,
  onSelectAll,
}: {
  readonly selection: Selection;
  readonly shown: TrackWindow;
  readonly relabel: Relabel;
  readonly onSelectAll: () => void;
}): ReactNode {
  const aim = aimOf(selection, null);
  if (!aim) return null;
  const whole = `${formatCount(shown.total)}${shown.exact ? "" : "+"}`;
  return (
    <div className="selection-bar" role="region" aria-label="Selection">
      <span role="status">
        {selection.kind === "all"
          ? `Whole result: ${aim.exact ? "" : "more than "}${countOf(aim.size, "track")}`
          : `${formatCount(aim.size)} selected`}
      </span>
      {selection.kind === "ids" && shown.total > aim.size ? (
        <Button look="quiet" onClick={onSelectAll}>
          Select whole result ({whole})
        </Button>
      ) : null}
      <span className="selection-bar__rest" />
      {selection.kind === "ids" && aim.size <= MOST_ASKED ? (
        <Button
          look="quiet"
          icon={Layers}
          onClick={() =>
            showSimilar({
              ids: [...selection.ids],
              title: `the ${countOf(aim.size, "picked song")}`,
            })
          }
        >
          {aim.size === 1 ? "Songs like this" : "More like these"}
        </Button>
      ) : null}
      <Menu
        trigger={
          <Button look="primary">
            Set mood
            <ChevronDown size={16} aria-hidden />
          </Button>
        }
      >
        <MoodMenuItems onChoose={(action) => relabel(action, aim)} />
      </Menu>
      <IconButton
        icon={X}
        label="Clear the selection"
        onClick={() => changeTable({ selection: CURSOR_ONLY, anchor: null })}
      />
    </div>
  );
}
