import { useState, type ReactNode } from "react";
import type { z } from "zod";
import { Field, TextInput } from "../../elements/Field.tsx";
import "./CredentialField.css";

/** An id or a secret to paste. What is wrong is said once the field is left, or long enough to be whole. */
export function CredentialField({
  label,
  schema,
  value,
  isTried,
  onChange,
}: {
  readonly label: string;
  readonly schema: z.ZodType<string>;
  readonly value: string;
  /** The user wanted to go on with it. */
  readonly isTried: boolean;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const [isLeft, setLeft] = useState(false);
  const parsed = schema.safeParse(value);
  const isShown = isTried || (value.trim() !== "" && (isLeft || value.trim().length >= 32));
  const error = parsed.success || !isShown ? null : (parsed.error.issues[0]?.message ?? null);
  return (
    <Field
      label={label}
      hint={parsed.success ? "Complete." : "32 letters and digits. Blanks around it do no harm."}
      error={error}
    >
      {(ids) => (
        <TextInput
          {...ids}
          className="credential-field"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder="0123456789abcdef0123456789abcdef"
          aria-invalid={error !== null}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData("text").trim();
            const { selectionStart, selectionEnd } = event.currentTarget;
            const isWhole = selectionStart === 0 && selectionEnd === value.length;
            // Into an empty or wholly selected field: what is pasted is all of it, without the blanks around it.
            if (pasted === "" || !isWhole) return;
            event.preventDefault();
            onChange(pasted);
          }}
          onBlur={() => setLeft(true)}
        />
      )}
    </Field>
  );
}
