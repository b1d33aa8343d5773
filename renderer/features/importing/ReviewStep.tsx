import { useState, type ReactNode } from "react";
import type { Inspection } from "../../../common/domain/import.ts";
import type { AppError } from "../../../common/errors.ts";
import { Field, TextInput } from "../../elements/Field.tsx";
import { formatCount } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { useSettings } from "../settings/queries.ts";
import { draftProblem, maxTracksProblem, type Draft } from "./draft.ts";
import { MoodColumn } from "./MoodColumn.tsx";
import { PreviewTable } from "./PreviewTable.tsx";
import { fileWords } from "./words.ts";
import "./ReviewStep.css";

/** What the file holds, and what the user can set before it is imported. */
export function ReviewStep({
  inspection,
  draft,
  change,
  failure,
}: {
  readonly inspection: Inspection;
  readonly draft: Draft;
  readonly change: (change: Partial<Draft>) => void;
  /** What stopped the last try. */
  readonly failure: AppError | null;
}): ReactNode {
  const titleMissing = draft.mapping.title === undefined;
  return (
    <div className="review">
      {failure ? <Failure error={failure} /> : null}
      <p className="soft">{fileWords(inspection)}</p>
      {titleMissing ? <Notice tone="warning">{draftProblem(draft)}</Notice> : null}
      {notesOf(inspection).map((note) => (
        <Notice key={note} tone="info">
          {note}
        </Notice>
      ))}
      <div className="review__preview">
        <h3>What the columns mean</h3>
        {inspection.preview.length === 0 ? (
          <p className="soft">The file has columns but no rows: there is nothing to import.</p>
        ) : null}
        <PreviewTable
          inspection={inspection}
          mapping={draft.mapping}
          onChange={(mapping) => change({ mapping })}
        />
      </div>
      <MoodColumn inspection={inspection} draft={draft} onChange={(labels) => change({ labels })} />
      <MoreOptions draft={draft} change={change} />
    </div>
  );
}

/** The file's own note about a missing title goes once the user has chosen one; our own sentence says the same. */
function notesOf({ notes, mapping }: Inspection): readonly string[] {
  return mapping.title === undefined ? notes.slice(0, -1) : notes;
}

function Failure({ error }: { readonly error: AppError }): ReactNode {
  if (error.code === "cancelled") return <Notice tone="info">{error.message}</Notice>;
  return <Notice tone="error">{error.message}</Notice>;
}

function MoreOptions({
  draft,
  change,
}: {
  readonly draft: Draft;
  readonly change: (change: Partial<Draft>) => void;
}): ReactNode {
  const { maxTracks } = useSettings();
  // Open from the start where something is set, so that what stopped a try is seen.
  const [isSet] = useState(draft.playlist !== "" || draft.maxTracks !== "");
  const limit = maxTracks === null ? "no limit" : `${formatCount(maxTracks)}, from the settings`;
  return (
    <details className="review__more" open={isSet}>
      <summary>More options</summary>
      <div className="review__options">
        <Field
          label="Only this playlist"
          hint="Its name, or its Spotify address or id. Empty: all rows."
        >
          {(ids) => (
            <TextInput
              {...ids}
              maxLength={500}
              value={draft.playlist}
              onChange={(event) => change({ playlist: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="At most this many tracks"
          hint={`Empty: ${limit}.`}
          error={maxTracksProblem(draft.maxTracks)}
        >
          {(ids) => (
            <TextInput
              {...ids}
              inputMode="numeric"
              value={draft.maxTracks}
              onChange={(event) => change({ maxTracks: event.target.value })}
            />
          )}
        </Field>
      </div>
    </details>
  );
}
