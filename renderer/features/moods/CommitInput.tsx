import { useState, type ComponentProps, type ReactNode } from "react";
import { TextInput } from "../../elements/Field.tsx";

/** A field that takes effect on Enter or when it is left; Escape puts back what was there. */
export function CommitInput({
  value,
  allowEmpty = false,
  onCommit,
  ...rest
}: Omit<ComponentProps<"input">, "value" | "onChange" | "onBlur" | "onKeyDown"> & {
  readonly value: string;
  readonly allowEmpty?: boolean;
  readonly onCommit: (value: string) => void;
}): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    const next = draft?.trim();
    setDraft(null);
    if (next === undefined || next === value || (next === "" && !allowEmpty)) return;
    onCommit(next);
  };
  return (
    <TextInput
      {...rest}
      value={draft ?? value}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) commit();
        if (event.key === "Escape" && draft !== null) {
          event.stopPropagation();
          setDraft(null);
        }
      }}
    />
  );
}
