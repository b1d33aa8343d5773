import { useState, type CSSProperties, type ReactNode } from "react";
import { FEATURE_LIMITS, type ModelFeature } from "../../../common/domain/features.ts";
import type { Range } from "../../../common/domain/mood.ts";
import type { FeatureStats } from "../../../common/domain/stats.ts";
import { Checkbox } from "../../elements/Field.tsx";
import { RangeSlider } from "../../elements/RangeSlider.tsx";
import { FEATURES } from "../stats/model-features.ts";
import { CommitInput } from "./CommitInput.tsx";

/** One feature of a definition: whether it matters, and from where to where. Saved when a change is complete. */
export function RangeEditor({
  feature,
  range,
  stats,
  onChange,
}: {
  readonly feature: ModelFeature;
  /** Null: it does not matter. */
  readonly range: Range | null;
  readonly stats: FeatureStats | undefined;
  readonly onChange: (range: Range | null) => void;
}): ReactNode {
  const { label, hint, ends, step, show } = FEATURES[feature];
  const [dragged, setDragged] = useState<readonly [number, number] | null>(null);
  // An end means that this side is open. A definition may reach beyond the usual ends.
  const min = Math.min(ends[0], range?.low ?? ends[0], range?.high ?? ends[0]);
  const max = Math.max(ends[1], range?.high ?? ends[1], range?.low ?? ends[1]);
  const placed = [range?.low ?? min, range?.high ?? max] as const;
  const [low, high] = dragged ?? placed;
  // A thumb that was not moved keeps its value, which may lie between the slider's steps or at its end.
  const toRange = ([from, to]: readonly [number, number]): Range => ({
    low: range && from === placed[0] ? range.low : from <= min ? null : tidy(from),
    high: range && to === placed[1] ? range.high : to >= max ? null : tidy(to),
  });
  const name = label.toLowerCase();
  return (
    <li className="range-editor" data-off={range === null ? "" : undefined}>
      <Checkbox
        checked={range !== null}
        label={label}
        hint={hint}
        onChange={(event) => onChange(event.target.checked ? startingRange(stats, ends) : null)}
      />
      {range === null ? (
        <span className="soft range-editor__off">does not matter</span>
      ) : (
        <>
          <div className="range-editor__slider">
            <RangeSlider
              labels={[`Least ${name}`, `Most ${name}`]}
              value={[low, high]}
              min={min}
              max={max}
              step={step}
              valueText={show}
              onChange={setDragged}
              onCommit={(pair) => {
                setDragged(null);
                onChange(toRange(pair));
              }}
            />
            <LibrarySpread feature={feature} stats={stats} min={min} max={max} />
          </div>
          <RangeInputs
            feature={feature}
            range={dragged ? toRange(dragged) : range}
            onChange={onChange}
          />
        </>
      )}
    </li>
  );
}

function RangeInputs({
  feature,
  range,
  onChange,
}: {
  readonly feature: ModelFeature;
  readonly range: Range;
  readonly onChange: (range: Range) => void;
}): ReactNode {
  const { label, unit, toText, fromText, show } = FEATURES[feature];
  const [problem, setProblem] = useState<string | null>(null);
  const name = label.toLowerCase();
  const text = (value: number | null) => (value === null ? "" : toText(value));
  const read = (typed: string, change: (value: number | null) => Range) => {
    const value = typed === "" ? null : fromText(typed);
    const [least, most] = FEATURE_LIMITS[feature];
    if (typed !== "" && (value === null || value < least || value > most)) {
      setProblem(`Write a value from ${show(least)} to ${show(most)}, or nothing for any.`);
      return;
    }
    const next = change(value);
    if (next.low !== null && next.high !== null && next.low > next.high) {
      setProblem("The lower end is above the upper one. Change the other end first.");
      return;
    }
    setProblem(null);
    onChange(next);
  };
  return (
    <div className="range-editor__inputs">
      <CommitInput
        aria-label={`Lowest ${name} in ${unit}`}
        placeholder="any"
        allowEmpty
        value={text(range.low)}
        onCommit={(typed) => read(typed, (low) => ({ ...range, low }))}
      />
      <span aria-hidden>–</span>
      <CommitInput
        aria-label={`Highest ${name} in ${unit}`}
        placeholder="any"
        allowEmpty
        value={text(range.high)}
        onCommit={(typed) => read(typed, (high) => ({ ...range, high }))}
      />
      <span className="range-editor__unit">{unit}</span>
      {problem === null ? null : (
        <span className="field__error range-editor__problem" role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}

/** Where the library's songs lie on the slider's line: all, the middle half, the median. */
function LibrarySpread({
  feature,
  stats,
  min,
  max,
}: {
  readonly feature: ModelFeature;
  readonly stats: FeatureStats | undefined;
  readonly min: number;
  readonly max: number;
}): ReactNode {
  const { show } = FEATURES[feature];
  if (!stats || stats.min === null || stats.max === null) {
    return <span className="range-editor__none">no values in your library</span>;
  }
  const { q1, median, q3 } = stats;
  if (q1 === null || median === null || q3 === null) return null;
  const at = (value: number) =>
    `${(100 * Math.min(1, Math.max(0, (value - min) / (max - min)))).toFixed(1)}%`;
  const words = `Your library: ${show(stats.min)} to ${show(stats.max)}, middle half ${show(q1)} to ${show(q3)}, median ${show(median)}`;
  const places = {
    "--from": at(stats.min),
    "--to": at(stats.max),
    "--q1": at(q1),
    "--q3": at(q3),
    "--median": at(median),
  } as CSSProperties;
  return (
    <span className="library-spread" role="img" aria-label={words} title={words} style={places}>
      <span className="library-spread__all" />
      <span className="library-spread__half" />
      <span className="library-spread__median" />
    </span>
  );
}

/** 0.1 + 0.2 must not be shown, or stored, as 0.30000000000000004. */
function tidy(value: number): number {
  return Number(value.toFixed(4));
}

/** The library's middle half: a range that already tells songs apart. */
function startingRange(
  stats: FeatureStats | undefined,
  [low, high]: readonly [number, number],
): Range {
  const quarter = (high - low) / 4;
  return {
    low: Number((stats?.q1 ?? low + quarter).toPrecision(2)),
    high: Number((stats?.q3 ?? high - quarter).toPrecision(2)),
  };
}
