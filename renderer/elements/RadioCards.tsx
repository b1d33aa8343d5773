import { useId, type ReactNode } from "react";
import type { LucideIcon } from "lucide-react";
import "./RadioCards.css";

export type RadioCard<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
  readonly icon?: LucideIcon;
};

/** One choice of a few, each with a line of its own. The system's radio buttons do the work. */
export function RadioCards<Value extends string>({
  legend,
  value,
  options,
  onChange,
  layout = "columns",
}: {
  readonly legend: string;
  readonly value: Value;
  readonly options: readonly RadioCard<Value>[];
  readonly onChange: (value: Value) => void;
  readonly layout?: "columns" | "row";
}): ReactNode {
  const name = useId();
  return (
    <fieldset className="radio-cards">
      <legend>{legend}</legend>
      <div className={`radio-cards__options radio-cards__options--${layout}`}>
        {options.map(({ value: own, label, hint, icon: Icon }) => (
          <label key={own} className="radio-card">
            <input
              type="radio"
              name={name}
              value={own}
              checked={own === value}
              onChange={() => onChange(own)}
            />
            {Icon ? <Icon size={18} strokeWidth={1.75} aria-hidden /> : null}
            <span>
              <span className="radio-card__label">{label}</span>
              {hint ? <span className="radio-card__hint">{hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
