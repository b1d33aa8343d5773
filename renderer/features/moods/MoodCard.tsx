import { useId, type CSSProperties, type KeyboardEvent, type ReactNode } from "react";
import {
  ChevronDown,
  ChevronUp,
  Ellipsis,
  Merge,
  SlidersHorizontal,
  Split,
  Trash2,
} from "lucide-react";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import { showTracks } from "../../app/view.ts";
import { Button, IconButton } from "../../elements/Button.tsx";
import { countOf, formatCount } from "../../elements/format.ts";
import { Menu, MenuItem, MenuLine } from "../../elements/Menu.tsx";
import { MoodDot } from "../../elements/MoodBadge.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { Popover } from "../../elements/Popover.tsx";
import { ColorPicker } from "./ColorPicker.tsx";
import { COLOR_NAMES } from "./colors.ts";
import { CommitInput } from "./CommitInput.tsx";
import { DefinitionEditor } from "./DefinitionEditor.tsx";
import { DefinitionWords } from "./DefinitionWords.tsx";
import { sentenceOf } from "./errors.ts";
import { toggleMood } from "./opened.ts";
import { useUpdateMood } from "./queries.ts";

export type MoodAction = "merge" | "split" | "remove";

/** One mood: everything about it can be changed in its place. */
export function MoodCard({
  mood,
  others,
  isOpen,
  isFirst,
  isLast,
  onMove,
  onAsk,
}: {
  readonly mood: MoodSummary;
  readonly others: readonly MoodSummary[];
  readonly isOpen: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onAsk: (action: MoodAction) => void;
}): ReactNode {
  const { id, name, color, key, count, labelled, definition } = mood;
  const { mutate: update, error } = useUpdateMood(id);
  const keyField = useId();
  const moveByKey = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    onMove(event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <li
      className="card mood-card"
      aria-label={name}
      style={{ "--mood-card-color": `var(--${color})` } as CSSProperties}
    >
      <div className="mood-card__bar">
        <span className="mood-card__order">
          <IconButton
            icon={ChevronUp}
            label={`Move ${name} up`}
            aria-disabled={isFirst}
            onClick={() => onMove(-1)}
            onKeyDown={moveByKey}
          />
          <IconButton
            icon={ChevronDown}
            label={`Move ${name} down`}
            aria-disabled={isLast}
            onClick={() => onMove(1)}
            onKeyDown={moveByKey}
          />
        </span>
        <Popover
          title={`Colour of ${name}`}
          trigger={
            <button
              type="button"
              className="icon-button"
              aria-label={`Colour of ${name}: ${COLOR_NAMES[color]}`}
              title={`Colour: ${COLOR_NAMES[color]}`}
            >
              <MoodDot color={color} />
            </button>
          }
        >
          <ColorPicker
            value={color}
            used={others.map((other) => other.color)}
            onChange={(next) => update({ color: next })}
          />
        </Popover>
        <CommitInput
          className="mood-card__name"
          aria-label={`Name of ${name}`}
          maxLength={60}
          value={name}
          onCommit={(next) => update({ name: next })}
        />
        <span className="mood-card__key">
          <label htmlFor={keyField}>Key</label>
          <CommitInput
            id={keyField}
            aria-label={`Key of ${name}`}
            title="One letter or digit; empty for none"
            maxLength={1}
            allowEmpty
            value={key ?? ""}
            onCommit={(next) => update({ key: next === "" ? null : next })}
          />
        </span>
        <span className="mood-card__counts">
          <button type="button" onClick={() => showTracks({ mood: id })}>
            {countOf(count, "track")}
          </button>
          , {formatCount(labelled)} labelled
        </span>
        <Button
          icon={SlidersHorizontal}
          aria-expanded={isOpen}
          aria-label={`Definition of ${name}`}
          onClick={() => toggleMood(id)}
        >
          Definition
        </Button>
        <Menu trigger={<IconButton icon={Ellipsis} label={`More for ${name}`} />}>
          <MenuItem mark={<Split size={16} aria-hidden />} onSelect={() => onAsk("split")}>
            Split into two…
          </MenuItem>
          <MenuItem mark={<Merge size={16} aria-hidden />} onSelect={() => onAsk("merge")}>
            Merge into another…
          </MenuItem>
          <MenuLine />
          <MenuItem mark={<Trash2 size={16} aria-hidden />} onSelect={() => onAsk("remove")}>
            Delete…
          </MenuItem>
        </Menu>
      </div>
      {error ? (
        <div className="mood-card__error">
          <Notice tone="error">{sentenceOf(error)}</Notice>
        </div>
      ) : null}
      {isOpen ? (
        <div className="mood-card__definition">
          <DefinitionEditor
            name={name}
            definition={definition}
            onChange={(next) => update({ definition: next })}
          />
        </div>
      ) : (
        <div className="mood-card__below">
          <DefinitionWords definition={definition} />
        </div>
      )}
    </li>
  );
}
