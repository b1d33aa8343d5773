import { useState, type ReactNode } from "react";
import type { TrackDetail } from "../../../common/domain/track.ts";
import { isUsable } from "../../../common/domain/features.ts";
import { Button } from "../../elements/Button.tsx";
import { TextInput } from "../../elements/Field.tsx";
import type { FeatureRow } from "./feature-rows.ts";
import { useSetFeatures } from "./queries.ts";
import { TapTempo } from "./TapTempo.tsx";

/** Gives a feature the user’s own value, or takes it back. */
export function FeatureEditor({
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
  const write = (value: string) => {
    setText(value);
    setError(null);
  };
  const save = (value: string) => {
    const read = row.read(value);
    if (typeof read === "string") setError(read);
    else mutate(read, { onSuccess: onClose });
  };
  const clear = () => {
    const cleared = Object.fromEntries(row.fields.map((field) => [field, null]));
    mutate(cleared, { onSuccess: onClose });
  };
  const errorId = `feature-${row.field}-error`;
  return (
    <form
      ref={scrollIntoSight}
      className="panel-features__editor"
      aria-label={`Change ${row.label.toLowerCase()}`}
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
        onChange={(event) => write(event.target.value)}
      />
      <div id={errorId} className={error === null ? "field__hint" : "field__error"}>
        {error ?? row.hint}
      </div>
      {row.field === "tempo" ? (
        <>
          <TapTempo onTempo={(bpm) => write(String(bpm))} />
          {current === null ? null : (
            <div className="panel-features__buttons">
              {OCTAVES.map(({ label, factor }) => (
                <Button
                  key={label}
                  disabled={isPending || !isUsable("tempo", current * factor)}
                  title={row.show(current * factor, null)}
                  onClick={() => save(String(current * factor))}
                >
                  {label}
                </Button>
              ))}
            </div>
          )}
        </>
      ) : null}
      <div className="panel-features__buttons">
        <Button look="primary" type="submit" disabled={isPending}>
          Save
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
        {isOwn ? (
          <Button disabled={isPending} onClick={clear}>
            Clear mine
          </Button>
        ) : null}
      </div>
    </form>
  );
}

/** The panel is long, and its buttons belong to what was asked for. */
function scrollIntoSight(form: HTMLFormElement | null): void {
  form?.scrollIntoView({ block: "nearest" });
}

/** What every machine mistakes a tempo for. */
const OCTAVES = [
  { label: "Half", factor: 0.5 },
  { label: "Double", factor: 2 },
] as const;

function initialText(row: FeatureRow, value: number | null, mode: number | null): string {
  if (value === null) return "";
  return row.field === "key"
    ? (row.show(value, mode).split(" · ")[0] ?? "")
    : String(Math.round(value * 1000) / 1000);
}
