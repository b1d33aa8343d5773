import type { ReactNode } from "react";
import { fold } from "../../../common/domain/fold.ts";
import type { Inspection } from "../../../common/domain/import.ts";
import { Checkbox } from "../../elements/Field.tsx";
import { countOf, formatCount } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { useMoods } from "../moods/queries.ts";
import type { Draft } from "./draft.ts";
import "./MoodColumn.css";

/** Offers to take a mood column as labels, and shows which moods it names. */
export function MoodColumn({
  inspection,
  draft,
  onChange,
}: {
  readonly inspection: Inspection;
  readonly draft: Draft;
  readonly onChange: (labels: boolean) => void;
}): ReactNode {
  const moods = useMoods();
  const column = draft.mapping.mood;
  if (column === undefined) return null;
  const known = new Map(moods.map((mood) => [fold(mood.name), mood]));
  const values = moodValues(inspection, column).map(({ value, count }) => ({
    value,
    count,
    mood: known.get(fold(value)),
  }));
  const fresh = values.filter(({ mood }) => mood === undefined).length;
  return (
    <div className="mood-column">
      <Checkbox
        checked={draft.labels}
        onChange={(event) => onChange(event.target.checked)}
        label={`Use the column “${inspection.columns[column] ?? ""}” as my labels`}
        hint="Undertone learns from labels. Leave it off if the column holds guesses, of Undertone or another program."
      />
      {values.length === 0 ? (
        <p className="soft">The column is empty in the rows that were looked at.</p>
      ) : (
        <ul className="mood-column__values" aria-label="Moods in the file">
          {values.map(({ value, count, mood }) => (
            <li key={value}>
              <MoodBadge
                name={value}
                color={mood?.color ?? null}
                note={mood ? formatCount(count) : `${formatCount(count)} · new`}
              />
            </li>
          ))}
        </ul>
      )}
      {draft.labels && fresh > 0 ? (
        <p className="soft">
          {countOf(fresh, "new mood")} will be made. You can rename, merge or delete them later.
        </p>
      ) : null}
    </div>
  );
}

/** Of the first 5,000 rows for the column that was recognised; of the preview for one that was chosen by hand. */
function moodValues(
  inspection: Inspection,
  column: number,
): readonly { readonly value: string; readonly count: number }[] {
  if (column === inspection.mapping.mood) return inspection.moodValues;
  const counts = new Map<string, number>();
  for (const row of inspection.preview) {
    const value = (row[column] ?? "").trim();
    if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count);
}
