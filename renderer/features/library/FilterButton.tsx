import { memo, useState, type ReactNode } from "react";
import { ListFilter } from "lucide-react";
import type { TrackQueryInput } from "../../../common/domain/track.ts";
import { refineTracks } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { Checkbox } from "../../elements/Field.tsx";
import { Popover } from "../../elements/Popover.tsx";
import { BY_LABELS, RANGE_FILTERS, round, withRange, type RangeFilter } from "./filters.ts";
import "./FilterButton.css";

const CHOICES = [undefined, "labelled", "guess", "unsure"] as const;

/** The conditions that a list can have beside mood, playlist and search. Each letter of a search passes it over. */
export const FilterButton = memo(
  Conditions,
  ({ query: before }, { query: after }) =>
    before.by === after.by &&
    before.missing === after.missing &&
    before.ranges === after.ranges &&
    before.withAlso === after.withAlso &&
    before.mood === after.mood,
);

function Conditions({ query }: { readonly query: TrackQueryInput }): ReactNode {
  const hasMood = query.mood !== undefined && query.mood !== "none";
  const count =
    (query.by ? 1 : 0) +
    (hasMood && query.withAlso ? 1 : 0) +
    (query.missing ? 1 : 0) +
    Object.keys(query.ranges ?? {}).length;
  return (
    <Popover
      title="Show only"
      align="end"
      trigger={
        <Button icon={ListFilter}>
          Filter
          {count > 0 ? <span className="filter-button__count">{count}</span> : null}
        </Button>
      }
    >
      <fieldset className="filter-form__choices">
        <legend className="visually-hidden">Who said the mood</legend>
        {CHOICES.map((by) => (
          <label key={by ?? "any"} className="filter-form__choice">
            <input
              type="radio"
              name="by"
              checked={query.by === by}
              onChange={() => refineTracks({ by })}
            />
            {by ? BY_LABELS[by] : "All"}
          </label>
        ))}
      </fieldset>
      <Checkbox
        label="Second moods too"
        hint={
          hasMood
            ? "Also songs that have the chosen mood beside their primary one."
            : "Choose a mood first."
        }
        disabled={!hasMood}
        checked={hasMood && query.withAlso === true}
        onChange={(event) => refineTracks({ withAlso: event.target.checked || undefined })}
      />
      <Checkbox
        label="Without audio features"
        checked={query.missing === "features"}
        onChange={(event) =>
          refineTracks({ missing: event.target.checked ? "features" : undefined })
        }
      />
      <div className="filter-form__ranges">
        {RANGE_FILTERS.map((filter) => (
          <RangeRow key={filter.field} filter={filter} query={query} />
        ))}
      </div>
    </Popover>
  );
}

function RangeRow({
  filter,
  query,
}: {
  readonly filter: RangeFilter;
  readonly query: TrackQueryInput;
}): ReactNode {
  const { field, label, unit } = filter;
  const range = query.ranges?.[field] ?? { low: null, high: null };
  return (
    <div className="filter-form__range" role="group" aria-label={label}>
      <span>
        {label}
        {unit === "" ? null : <span className="soft"> {unit}</span>}
      </span>
      <Bound
        name={`${label} from`}
        filter={filter}
        value={range.low}
        onChange={(low) => refineTracks({ ranges: withRange(query, field, { ...range, low }) })}
      />
      <span aria-hidden>–</span>
      <Bound
        name={`${label} to`}
        filter={filter}
        value={range.high}
        onChange={(high) => refineTracks({ ranges: withRange(query, field, { ...range, high }) })}
      />
    </div>
  );
}

function Bound({
  name,
  filter: { factor, step, least, most },
  value,
  onChange,
}: {
  readonly name: string;
  readonly filter: RangeFilter;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}): ReactNode {
  const shown = value === null ? "" : String(round(value / factor));
  // What is being typed ("0.") need not be a number yet.
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      type="number"
      className="input"
      aria-label={name}
      placeholder="any"
      min={least}
      max={most}
      step={step}
      value={typed ?? shown}
      onBlur={() => setTyped(null)}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        const number = event.target.valueAsNumber;
        if (text === "") onChange(null);
        else if (Number.isFinite(number)) onChange(number * factor);
      }}
    />
  );
}
