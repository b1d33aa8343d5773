import { useState, type ReactNode } from "react";
import { Field, TextInput } from "../../elements/Field.tsx";

/** Spotify's playlists hold no more. */
const MOST = 10_000;

/** Taken when the field is left, or with Enter: half a number is none. */
export function MaxLengthField({
  value,
  onChange,
}: {
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === null ? "" : String(value));
  const trimmed = text.trim();
  const isValid =
    trimmed === "" ||
    (/^\d{1,5}$/.test(trimmed) && Number(trimmed) >= 1 && Number(trimmed) <= MOST);
  const commit = () => {
    if (typed === null || !isValid) return;
    setTyped(null);
    const next = trimmed === "" ? null : Number(trimmed);
    if (next !== value) onChange(next);
  };
  return (
    <Field
      label="Songs at most"
      hint="The surest go in first. Empty: all of them."
      error={isValid ? null : "Type a whole number from 1 to 10,000, or leave it empty."}
    >
      {(ids) => (
        <TextInput
          {...ids}
          className="rules__number"
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
