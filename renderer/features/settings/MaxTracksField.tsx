import { useState, type ReactNode } from "react";
import type { SettingsPatch } from "../../../common/domain/settings.ts";
import { Field, TextInput } from "../../elements/Field.tsx";

/** Saved when the field is left, or with Enter: half a number is none. */
export function MaxTracksField({
  value,
  save,
}: {
  readonly value: number | null;
  readonly save: (patch: SettingsPatch) => void;
}): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === null ? "" : String(value));
  const trimmed = text.trim();
  const isValid = trimmed === "" || (/^\d{1,9}$/.test(trimmed) && Number(trimmed) > 0);
  const commit = () => {
    if (typed === null || !isValid) return;
    setTyped(null);
    const next = trimmed === "" ? null : Number(trimmed);
    if (next !== value) save({ maxTracks: next });
  };
  return (
    <Field
      label="Import at most this many tracks"
      hint="Counts for each import. Empty: no limit."
      error={isValid ? null : "Type a whole number, 1 or more, or leave it empty. Not saved yet."}
    >
      {(ids) => (
        <TextInput
          {...ids}
          className="settings__number"
          inputMode="numeric"
          placeholder="No limit"
          aria-invalid={!isValid}
          value={text}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
          }}
        />
      )}
    </Field>
  );
}
