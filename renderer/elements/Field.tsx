import { useId, type ComponentProps, type ReactNode } from "react";
import "./Field.css";

/** A control with its label above, and a hint or an error below; all three are tied together for screen readers. */
export function Field({
  label,
  hint,
  error,
  children,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null;
  readonly children: (ids: {
    readonly id: string;
    readonly "aria-describedby": string;
  }) => ReactNode;
}): ReactNode {
  const id = useId();
  const described = `${id}-note`;
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      {children({ id, "aria-describedby": described })}
      <div id={described} className={error ? "field__error" : "field__hint"}>
        {error ?? hint}
      </div>
    </div>
  );
}

export function TextInput({ className, ...rest }: ComponentProps<"input">): ReactNode {
  return <input type="text" {...rest} className={`input ${className ?? ""}`} />;
}

/** The system's own list: works by keyboard and screen reader everywhere. */
export function Select<Value extends string>({
  value,
  options,
  onChange,
  ...rest
}: Omit<ComponentProps<"select">, "value" | "onChange"> & {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}): ReactNode {
  return (
    <select
      {...rest}
      className="input select"
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

export function Checkbox({
  label,
  hint,
  ...rest
}: Omit<ComponentProps<"input">, "type"> & {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}): ReactNode {
  return (
    <label className="checkbox">
      <input type="checkbox" {...rest} />
      <span>
        {label}
        {hint ? <span className="checkbox__hint">{hint}</span> : null}
      </span>
    </label>
  );
}
