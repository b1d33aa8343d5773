import { useId, type ReactNode } from "react";
import { X } from "lucide-react";
import { IconButton } from "../../elements/Button.tsx";
import { countOf } from "../../elements/format.ts";
import { useTracks } from "../moods/queries.ts";
import { ExcludeSearch } from "./ExcludeSearch.tsx";
import "./ExcludeList.css";

/** Titles are fetched one by one; more than that nobody reads in a corner of a card. */
const SHOWN = 50;

/** Songs that stay out of a playlist whatever the rules say: found here by name, or left out in the plan. */
export function ExcludeList({
  mood,
  moodName,
  excluded,
  onChange,
}: {
  readonly mood: number;
  readonly moodName: string;
  readonly excluded: readonly number[];
  readonly onChange: (ids: readonly number[]) => void;
}): ReactNode {
  const heading = useId();
  // The newest first.
  const shown = excluded.toReversed().slice(0, SHOWN);
  const tracks = useTracks(shown);
  return (
    <div className="exclude">
      <h3 id={heading} className="exclude__heading">
        Left out by hand
      </h3>
      {excluded.length === 0 ? (
        <p className="soft exclude__note">None. A song that is left out here keeps its mood.</p>
      ) : (
        <ul className="exclude__list" aria-labelledby={heading}>
          {tracks.map(({ id, title, artists }) => (
            <li key={id}>
              <span className="cut" title={`${title} – ${artists.join(", ")}`}>
                {title} <span className="soft">{artists.join(", ")}</span>
              </span>
              <IconButton
                icon={X}
                label={`Let “${title}” in again`}
                onClick={() => onChange(excluded.filter((other) => other !== id))}
              />
            </li>
          ))}
        </ul>
      )}
      <ExcludeSearch
        mood={mood}
        moodName={moodName}
        excluded={excluded}
        onExclude={(id) => onChange([...excluded, id])}
      />
      {excluded.length > SHOWN ? (
        <p className="soft exclude__note">and {countOf(excluded.length - SHOWN, "more song")}</p>
      ) : null}
    </div>
  );
}
