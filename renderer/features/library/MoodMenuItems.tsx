import type { ReactNode } from "react";
import { Check, Eraser, Plus } from "lucide-react";
import { MenuHeading, MenuItem, MenuLine, Submenu } from "../../elements/Menu.tsx";
import { MoodDot } from "../../elements/MoodBadge.tsx";
import { useMoods } from "../moods/queries.ts";
import type { LabelAction } from "./relabel.tsx";

/** The entries of every menu that changes moods. */
export function MoodMenuItems({
  onChoose,
}: {
  readonly onChoose: (action: LabelAction) => void;
}): ReactNode {
  const moods = useMoods();
  return (
    <>
      <MenuHeading>Set mood</MenuHeading>
      {moods.map(({ id, name, color, key }) => (
        <MenuItem
          key={id}
          mark={<MoodDot color={color} />}
          shortcut={key}
          onSelect={() => onChoose({ kind: "set", mood: id, name })}
        >
          {name}
        </MenuItem>
      ))}
      <MenuLine />
      <Submenu icon={Plus} label="Add a second mood">
        {moods.map(({ id, name, color, key }) => (
          <MenuItem
            key={id}
            mark={<MoodDot color={color} />}
            shortcut={key === null ? null : `⇧${key}`}
            onSelect={() => onChoose({ kind: "also", mood: id, name })}
          >
            {name}
          </MenuItem>
        ))}
      </Submenu>
      <MenuItem
        mark={<Check size={16} aria-hidden />}
        shortcut="Enter"
        onSelect={() => onChoose({ kind: "accept" })}
      >
        Accept the guess
      </MenuItem>
      <MenuItem
        mark={<Eraser size={16} aria-hidden />}
        shortcut="Del"
        onSelect={() => onChoose({ kind: "clear" })}
      >
        Clear my label
      </MenuItem>
    </>
  );
}
