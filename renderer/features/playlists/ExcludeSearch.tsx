import { useState, type ReactNode } from "react";
import { Ban } from "lucide-react";
import { Button } from "../../elements/Button.tsx";
import { TextInput } from "../../elements/Field.tsx";
import { useSongsOf } from "./queries.ts";

/** Finds songs of the mood by their names, to keep them out of its playlist. */
export function ExcludeSearch({
  mood,
  moodName,
  excluded,
  onExclude,
}: {
  readonly mood: number;
  readonly moodName: string;
  readonly excluded: readonly number[];
  readonly onExclude: (id: number) => void;
}): ReactNode {
  const [words, setWords] = useState("");
  const text = words.trim();
  const found = useSongsOf(mood, text).filter(({ id }) => !excluded.includes(id));
  return (
    <div className="exclude__search">
      <TextInput
        type="search"
        aria-label={`Find a song of ${moodName} to leave out`}
        placeholder="Find a song to leave out"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {text === "" ? null : (
        <ul aria-label="Songs found">
          {found.map(({ id, title, artists }) => (
            <li key={id}>
              <span className="cut" title={`${title} – ${artists.join(", ")}`}>
                {title} <span className="soft">{artists.join(", ")}</span>
              </span>
              <Button
                look="quiet"
                icon={Ban}
                aria-label={`Leave out “${title}”`}
                onClick={() => onExclude(id)}
              />
            </li>
          ))}
          {found.length === 0 ? (
            <li className="soft">No song of {moodName} is called so.</li>
          ) : null}
        </ul>
      )}
    </div>
  );
}
