import { useState, type ReactNode } from "react";
import { Field, TextInput } from "./Field.tsx";

/**
 * A whole number, or nothing where `empty` says what that means. Told when the field is left, or with Enter: half a
 * number is none.
 */
export function NumberField<Value extends number | null>({
  label,
  hint,
  value,
  min,
  max,
  empty,
  className,
  onCommit,
}: {
  readonly label: string;
  readonly hint: string;
  readonly value: Value;
  readonly min: number;
  readonly max: number;
  /** Shown in the empty field; left out: a number must be there. */
  readonly empty?: null extends Value ? string : never;
  readonly className?: string;
  readonly onCommit: (value: Value) => void;
}): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === null ? "" : String(value));
  const trimmed = text.trim();
  const isEmpty = trimmed === "" && empty !== undefined;
  const number = /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  const isValid = isEmpty || (number >= min && number <= max);
  const commit = () => {
    if (typed === null || !isValid) return;
    setTyped(null);
    const next = isEmpty ? null : number;
    // Null only where `empty` is given, which the types allow for nullable values alone.
    if (next !== value) onCommit(next as Value);
  };
  const range = `${min.toLocaleString("en-GB")} to ${max.toLocaleString("en-GB")}`;
  const orEmpty = empty === undefined ? "" : ", or leave it empty";
  return (
    <Field
      label={label}
      hint={hint}
      error={isValid ? null : `Type a whole number from ${range}${orEmpty}. Not saved yet.`}
    >
      {(ids) => (
        <TextInput
          {...ids}
          {...(className === undefined ? {} : { className })}
          {...(empty === undefined ? {} : { placeholder: empty })}
          inputMode="numeric"
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
