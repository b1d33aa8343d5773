import { useState, type ReactNode } from "react";
import { Pencil } from "lucide-react";
import type { FeatureSource } from "../../../common/domain/features.ts";
import type { TrackDetail } from "../../../common/domain/track.ts";
import { Button, IconButton } from "../../elements/Button.tsx";
import { TextInput } from "../../elements/Field.tsx";
import { formatDay, formatMoment, NOT_KNOWN } from "../../elements/format.ts";
import { FEATURE_ROWS, type FeatureRow, type FeatureValue } from "./feature-rows.ts";
import { useSetFeatures } from "./queries.ts";

const SOURCES: Readonly<Record<FeatureSource, string>> = {
  user: "yours",
  file: "file",
  reccobeats: "ReccoBeats",
  audio: "sound file",
  spotify: "Spotify",
  acousticbrainz: "AcousticBrainz",
  deezer: "Deezer",
  sample: "sample",
};

/** Every feature with its value, who said it and when; each can be given a value of the user's own. */
export function PanelFeatures({ detail }: { readonly detail: TrackDetail }): ReactNode {
  const [editing, setEditing] = useState<string | null>(null);
  return (
    <ul className="panel-features">
      {FEATURE_ROWS.map((row) => (
        <li key={row.field} className="panel-features__item">
          <FeatureLine row={row} detail={detail} onEdit={() => setEditing(row.field)} />
          {editing === row.field ? (
            <FeatureEditor row={row} detail={detail} onClose={() => setEditing(null)} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function FeatureLine({
  row,
  detail: { track, values },
  onEdit,
}: {
  readonly row: FeatureRow;
  readonly detail: TrackDetail;
  readonly onEdit: () => void;
}): ReactNode {
  const told = values.filter((value) => value.field === row.field);
  const used = told.find((value) => value.used);
  const { mode } = track.features;
  return (
    <div className="panel-features__line">
      <span>{row.label}</span>
      <span className="panel-features__value">{used ? row.show(used.value, mode) : NOT_KNOWN}</span>
      <span className="panel-features__source">
        {used ? (
          <span title={allSources(row, told)}>
            {SOURCES[used.source]} · <time dateTime={used.at}>{formatDay(used.at)}</time>
          </span>
        ) : null}
      </span>
      <IconButton
        icon={Pencil}
        label={`Change ${row.label.toLowerCase()}`}
        className="panel-features__edit"
        onClick={onEdit}
      />
    </div>
  );
}

function allSources(row: FeatureRow, told: readonly FeatureValue[]): string {
  return told
    .map(
      ({ value, source, at }) =>
        `${SOURCES[source]}: ${row.show(value, null)} (${formatMoment(at)})`,
    )
    .join("\n");
}

function FeatureEditor({
  row,
  detail: { track, values },
  onClose,
}: {
  readonly row: FeatureRow;
  readonly detail: TrackDetail;
  readonly onClose: () => void;
}): ReactNode {
  const current = track.features[row.field];
  const [text, setText] = useState(() => initialText(row, current, track.features.mode));
  const [error, setError] = useState<string | null>(null);
  const { mutate, isPending } = useSetFeatures(track.id);
  const isOwn = values.some(({ field, source }) => row.fields.includes(field) && source === "user");
  const save = (value: string) => {
    const read = row.read(value);
    if (typeof read === "string") setError(read);
    else mutate(read, { onSuccess: onClose });
  };
  const errorId = `feature-${row.field}-error`;
  return (
    <form
      className="panel-features__editor"
      onSubmit={(event) => {
        event.preventDefault();
        save(text);
      }}
    >
      <TextInput
        autoFocus
        value={text}
        aria-label={`Your ${row.label.toLowerCase()}`}
        aria-invalid={error !== null}
        aria-describedby={errorId}
        onFocus={(event) => event.target.select()}
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose();
        }}
        onChange={(event) => {
          setText(event.target.value);
          setError(null);
        }}
      />
      <div id={errorId} className={error === null ? "field__hint" : "field__error"}>
        {error ?? row.hint}
      </div>
      <div className="panel-features__buttons">
        <Button look="primary" type="submit" disabled={isPending}>
          Save
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
      <div className="panel-features__buttons">
        {row.field === "tempo" && current !== null ? (
          <>
            <Button onClick={() => save(String(current / 2))}>Half</Button>
            <Button onClick={() => save(String(current * 2))}>Double</Button>
          </>
        ) : null}
        {isOwn ? (
          <Button
            disabled={isPending}
            onClick={() => {
              const cleared = Object.fromEntries(row.fields.map((field) => [field, null]));
              mutate(cleared, { onSuccess: onClose });
            }}
          >
            Clear mine
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function initialText(row: FeatureRow, value: number | null, mode: number | null): string {
  if (value === null) return "";
  return row.field === "key"
    ? (row.show(value, mode).split(" · ")[0] ?? "")
    : String(Math.round(value * 1000) / 1000);
}
