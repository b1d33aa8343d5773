import type { ReactNode } from "react";
import type { AmbiguousFile } from "../../../common/domain/audio.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf } from "../../elements/format.ts";
import { useAmbiguous, useMatch } from "./queries.ts";
import { fileName, tagWords, trackWords } from "./words.ts";
import "./AmbiguousFiles.css";

/** A page with thousands of choices is no help to anybody: the first ones, and how many there are. */
const MOST_SHOWN = 20;
const HEADING = "folders-ambiguous";

/** Files that could be one of several tracks: the user says which. */
export function AmbiguousFiles(): ReactNode {
  const files = useAmbiguous();
  if (files.length === 0) return null;
  return (
    <section className="card folders__part" aria-labelledby={HEADING}>
      <div>
        <h2 id={HEADING} tabIndex={-1}>
          {countOf(files.length, "file")} could be one of several tracks
        </h2>
        <p className="soft">
          Say which it is. Its sound and what was measured then belong to that track; “None of them”
          makes it a track of its own.
          {files.length > MOST_SHOWN ? ` The first ${MOST_SHOWN} are shown.` : ""}
        </p>
      </div>
      <ul className="ambiguous">
        {files.slice(0, MOST_SHOWN).map((file) => (
          <Choice key={file.id} file={file} />
        ))}
      </ul>
    </section>
  );
}

function Choice({ file }: { readonly file: AmbiguousFile }): ReactNode {
  const { mutate, isPending } = useMatch();
  const name = fileName(file.file);
  const choose = (track: number | null) => {
    // The button goes with its file; the heading, which counts them, stays.
    document.getElementById(HEADING)?.focus();
    mutate({ file: file.id, track });
  };
  return (
    <li className="ambiguous__file">
      <h3 title={file.file}>{name}</h3>
      <p className="soft">It calls itself {tagWords(file)}</p>
      <ul aria-label={`Tracks that ${name} could be`}>
        {file.candidates.map((candidate) => (
          <li key={candidate.track} className="ambiguous__candidate">
            <span>{trackWords(candidate)}</span>
            <Button
              disabled={isPending}
              aria-label={`It is ${trackWords(candidate)}`}
              onClick={() => choose(candidate.track)}
            >
              It is this one
            </Button>
          </li>
        ))}
        <li className="ambiguous__candidate">
          <span className="soft">A track of its own</span>
          <Button
            look="quiet"
            disabled={isPending}
            aria-label={`${name} is none of them`}
            onClick={() => choose(null)}
          >
            None of them
          </Button>
        </li>
      </ul>
    </li>
  );
}
