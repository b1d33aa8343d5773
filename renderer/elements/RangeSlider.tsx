import type { ReactNode } from "react";
import { Slider } from "@base-ui/react/slider";
import "./RangeSlider.css";

/** A line with two thumbs. `onChange` while it is moved, `onCommit` when it is let go (or after a key). */
export function RangeSlider({
  labels,
  value,
  min,
  max,
  step,
  disabled = false,
  valueText,
  onChange,
  onCommit,
}: {
  /** Names of the lower and the upper thumb. */
  readonly labels: readonly [low: string, high: string];
  readonly value: readonly [low: number, high: number];
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly disabled?: boolean;
  /** The value as it is read aloud. */
  readonly valueText: (value: number) => string;
  readonly onChange: (value: readonly [number, number]) => void;
  readonly onCommit: (value: readonly [number, number]) => void;
}): ReactNode {
  return (
    <Slider.Root
      value={value}
      min={min}
      max={max}
      step={step}
      largeStep={step * 10}
      disabled={disabled}
      onValueChange={(next) => onChange(toPair(next))}
      onValueCommitted={(next) => onCommit(toPair(next))}
    >
      <Slider.Control className="range-slider">
        <Slider.Track className="range-slider__track">
          <Slider.Indicator className="range-slider__range" />
          {labels.map((label, index) => (
            <Slider.Thumb
              key={label}
              index={index}
              className="range-slider__thumb"
              getAriaLabel={() => label}
              getAriaValueText={(_, thumb) => valueText(thumb)}
            />
          ))}
        </Slider.Track>
      </Slider.Control>
    </Slider.Root>
  );
}

function toPair(value: number | readonly number[]): readonly [number, number] {
  if (typeof value === "number") return [value, value];
  const [low = 0, high = low] = value;
  return [low, high];
}
