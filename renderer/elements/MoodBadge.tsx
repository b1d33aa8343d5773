import type { ReactNode } from "react";
import "./MoodBadge.css";

/** A coloured dot with the mood's name; the colour is never alone. `color` is a token such as `mood-3`, or null. */
export function MoodBadge({
  name,
  color,
  note,
}: {
  readonly name: string;
  readonly color: string | null;
  readonly note?: ReactNode;
}): ReactNode {
  return (
    <span className="mood-badge">
      <MoodDot color={color} />
      <span className="cut">{name}</span>
      {note ? <span className="mood-badge__note">{note}</span> : null}
    </span>
  );
}

export function MoodDot({ color }: { readonly color: string | null }): ReactNode {
  return (
    <span
      className="mood-dot"
      aria-hidden
      style={{ background: `var(--${color ?? "mood-none"})` }}
    />
  );
}
