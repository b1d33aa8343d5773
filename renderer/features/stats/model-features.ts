import { FEATURE_LIMITS, type ModelFeature } from "../../../common/domain/features.ts";
import type { Range } from "../../../common/domain/mood.ts";
import { formatDuration, NOT_KNOWN } from "../../elements/format.ts";

/** How a feature is named, written and set. All numbers are in the feature's own unit. */
export type FeatureWords = {
  readonly label: string;
  /** What more of it sounds like. */
  readonly hint: string;
  /** With its unit: "124 BPM", "62 %". */
  readonly show: (value: number) => string;
  /** What a person types in a field that stands before `unit`. */
  readonly toText: (value: number) => string;
  /** Null if it is no number (or time). */
  readonly fromText: (text: string) => number | null;
  readonly unit: string;
  /** The ends of a slider; music outside them is rare, and an end means "open". */
  readonly ends: readonly [low: number, high: number];
  readonly step: number;
};

export const FEATURES: Readonly<Record<ModelFeature, FeatureWords>> = {
  danceability: share("Danceability", "how easy it is to dance to"),
  energy: share("Energy", "intense and busy"),
  loudness: plain("Loudness", "average level; 0 dB is the loudest", "dB", [-40, 0], 0.5, 1),
  speechiness: share("Speechiness", "spoken words"),
  acousticness: share("Acousticness", "played without electricity"),
  instrumentalness: share("Instrumentalness", "no voice"),
  liveness: share("Liveness", "an audience can be heard"),
  valence: share("Valence", "sounds cheerful"),
  tempo: plain("Tempo", "beats per minute", "BPM", [40, 220], 1, 0),
  duration: {
    label: "Length",
    hint: "minutes and seconds",
    show: formatDuration,
    toText: formatDuration,
    fromText: readTime,
    unit: "m:ss",
    ends: [0, 600_000],
    step: 5000,
  },
};

/** A figure of the statistics, of which there may be none. */
export function showFigure(feature: ModelFeature, value: number | null): string {
  return value === null ? NOT_KNOWN : FEATURES[feature].show(value);
}

/** "20 % to 45 %", "from 110 BPM", "up to −8 dB". */
export function showRange(feature: ModelFeature, range: Range): string {
  const { show } = FEATURES[feature];
  const [least, most] = FEATURE_LIMITS[feature];
  const low = range.low === null || range.low <= least ? null : range.low;
  const high = range.high === null || range.high >= most ? null : range.high;
  if (low === null) return high === null ? "any" : `up to ${show(high)}`;
  return high === null ? `from ${show(low)}` : `${show(low)} to ${show(high)}`;
}

function share(label: string, hint: string): FeatureWords {
  return {
    label,
    hint,
    show: (value) => `${round(value * 100, 0)} %`,
    toText: (value) => round(value * 100, 1),
    fromText(text) {
      const value = readNumber(text);
      return value === null ? null : value / 100;
    },
    unit: "%",
    ends: [0, 1],
    step: 0.01,
  };
}

function plain(
  label: string,
  hint: string,
  unit: string,
  ends: readonly [number, number],
  step: number,
  digits: number,
): FeatureWords {
  return {
    label,
    hint,
    show: (value) => `${value.toFixed(digits).replace("-", "−")} ${unit}`,
    toText: (value) => round(value, 1),
    fromText: readNumber,
    unit,
    ends,
    step,
  };
}

function round(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

function readNumber(text: string): number | null {
  const bare = text.trim().replace(",", ".").replace("−", "-").replace(/\s*%$/, "");
  return /^-?\d+(\.\d*)?$/.test(bare) ? Number(bare) : null;
}

/** "3:05", "1:02:03", or seconds. In milliseconds. */
function readTime(text: string): number | null {
  const match = /^(?:(?:(\d+):)?(\d+):)?(\d+)$/.exec(text.trim());
  if (!match) return null;
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
