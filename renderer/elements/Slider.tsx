import type { ReactNode } from "react";
import { Slider as Base } from "@base-ui/react/slider";
import "./Slider.css";

/** One number on a line. `onChange` while it is dragged, `onCommit` when it is let go or moved by key. */
export function Slider({
  label,
  value,
  shown,
  min,
  max,
  step,
  hint,
  disabled = false,
  onChange,
  onCommit,
}: {
  readonly label: string;
  readonly value: number;
  /** The value in words. */
  readonly shown: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly hint?: ReactNode;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
  readonly onCommit: (value: number) => void;
}): ReactNode {
  return (
    <Base.Root
      className="slider"
      value={value}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onValueChange={(next) => onChange(next)}
      onValueCommitted={(next) => onCommit(next)}
    >
      <div className="slider__head">
        <Base.Label className="slider__label">{label}</Base.Label>
        <Base.Value className="slider__value">{() => shown}</Base.Value>
      </div>
      <Base.Control className="slider__control">
        <Base.Track className="slider__track">
          <Base.Indicator className="slider__indicator" />
          <Base.Thumb className="slider__thumb" getAriaValueText={() => shown} />
        </Base.Track>
      </Base.Control>
      {hint ? <div className="slider__hint">{hint}</div> : null}
    </Base.Root>
  );
}
