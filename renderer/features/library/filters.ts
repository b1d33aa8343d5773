import type { Range } from "../../../common/domain/mood.ts";
import type { TrackQueryInput } from "../../../common/domain/track.ts";
import { formatDuration } from "../../elements/format.ts";

export type RangeField = keyof NonNullable<TrackQueryInput["ranges"]>;

/** A number that a list can be narrowed by. A query's value is what the user sees times `factor`. */
export type RangeFilter = {
  readonly field: RangeField;
  readonly label: string;
  readonly unit: string;
  readonly factor: number;
  readonly step: number;
  /** What can be typed, in the unit. */
  readonly least: number;
  readonly most: number;
};

const share = (field: RangeField, label: string): RangeFilter => ({
  field,
  label,
  unit: "",
  factor: 1,
  step: 0.05,
  least: 0,
  most: 1,
});

export const RANGE_FILTERS: readonly RangeFilter[] = [
  { ...share("confidence", "Confidence"), unit: "%", factor: 0.01, step: 5, most: 100 },
  { ...share("tempo", "Tempo"), unit: "BPM", step: 1, least: 1, most: 1000 },
  share("energy", "Energy"),
  share("valence", "Valence"),
  share("danceability", "Danceability"),
  share("acousticness", "Acousticness"),
  share("instrumentalness", "Instrumentalness"),
  share("speechiness", "Speechiness"),
  share("liveness", "Liveness"),
  { ...share("loudness", "Loudness"), unit: "dB", step: 1, least: -100, most: 20 },
  { ...share("duration", "Length"), unit: "min", factor: 60_000, step: 0.5, most: 1440 },
];

export const BY_LABELS = {
  labelled: "Labelled",
  guess: "Guessed",
  unsure: "Unsure guesses",
} as const satisfies Record<NonNullable<TrackQueryInput["by"]>, string>;

/** The conditions with one range changed; none is left out where both ends are open. */
export function withRange(
  query: TrackQueryInput,
  field: RangeField,
  range: Range,
): TrackQueryInput["ranges"] | undefined {
  const { [field]: _old, ...others } = query.ranges ?? {};
  const ranges = range.low === null && range.high === null ? others : { ...others, [field]: range };
  return Object.keys(ranges).length === 0 ? undefined : ranges;
}

/** "Tempo 90–120 BPM", "Energy from 0.5", "Length up to 3:30". */
export function describeRange({ field, label, unit, factor }: RangeFilter, range: Range): string {
  const show = (value: number) =>
    field === "duration" ? formatDuration(value) : String(round(value / factor));
  const tail = unit === "" || field === "duration" ? "" : ` ${unit}`;
  if (range.low === null) return `${label} up to ${show(range.high ?? 0)}${tail}`;
  if (range.high === null) return `${label} from ${show(range.low)}${tail}`;
  return `${label} ${show(range.low)} to ${show(range.high)}${tail}`;
}

/** Without the dust of dividing by 0.01. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
