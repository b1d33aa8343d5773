import { useId, type ReactNode } from "react";
import { MOOD_COLORS, type MoodColor } from "../../../common/domain/mood.ts";
import { MoodDot } from "../../elements/MoodBadge.tsx";
import { COLOR_NAMES } from "./colors.ts";
import "./ColorPicker.css";

/** The palette as radio buttons with names. `used` are colours that other moods have. */
export function ColorPicker({
  value,
  used,
  onChange,
}: {
  readonly value: MoodColor;
  readonly used: readonly MoodColor[];
  readonly onChange: (color: MoodColor) => void;
}): ReactNode {
  const name = useId();
  return (
    <fieldset className="color-picker">
      <legend className="visually-hidden">Colour</legend>
      {MOOD_COLORS.map((color) => (
        <label key={color} className="color-picker__option">
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            checked={color === value}
            onChange={() => onChange(color)}
          />
          <MoodDot color={color} />
          {COLOR_NAMES[color]}
          {used.includes(color) ? <span className="color-picker__used">in use</span> : null}
        </label>
      ))}
    </fieldset>
  );
}
