import type { ReactNode } from "react";
import { ArrowRight } from "lucide-react";
import { formatPercent } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { Scroller } from "../../elements/Scroller.tsx";
import { useMoods } from "../moods/queries.ts";
import "./ReportDialog.css";

export type Change = {
  readonly id: number;
  readonly title: string;
  readonly artists: readonly string[];
  /** Names of moods. */
  readonly from: string | null;
  readonly to: string | null;
  readonly confidence?: number | null;
};

/** Songs with what they were and what they are, in a part that scrolls. `none` stands for no mood. */
export function Changes({
  label,
  rows,
  none,
}: {
  readonly label: string;
  readonly rows: readonly Change[];
  readonly none: string;
}): ReactNode {
  const colors = new Map(useMoods().map(({ name, color }) => [name, color]));
  const badge = (name: string | null) => (
    <MoodBadge name={name ?? none} color={colors.get(name ?? "") ?? null} />
  );
  return (
    <Scroller label={label} className="compare__list">
      <ul>
        {rows.map(({ id, title, artists, from, to, confidence }) => (
          <li key={id} className="moved">
            <span className="cut moved__title" title={title}>
              {title}
            </span>
            <span className="cut soft">{artists.join(", ")}</span>
            {badge(from)}
            <ArrowRight size={14} role="img" aria-label="to" />
            {badge(to)}
            <span className="numbers soft">
              {confidence === null || confidence === undefined
                ? ""
                : `${formatPercent(confidence)} sure`}
            </span>
          </li>
        ))}
      </ul>
    </Scroller>
  );
}
