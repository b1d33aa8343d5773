import { FEATURE_LIMITS, type FeatureName } from "../../../common/domain/features.ts";
import { camelot, keyName, parseKey } from "../../../common/domain/key.ts";
import type { TrackDetail } from "../../../common/domain/track.ts";
import { formatNumber } from "../../elements/format.ts";

export type FeatureValue = TrackDetail["values"][number];
type Values = Partial<Record<FeatureName, number | null>>;

/** One line of the panel: a feature, or key and mode together. */
export type FeatureRow = {
  readonly field: FeatureName;
  readonly label: string;
  readonly hint: string;
  /** How a value is read; the second one is the mode, for the key. */
  readonly show: (value: number, mode: number | null) => string;
  /** What the user typed as values, or the sentence that says what is wrong with it. */
  readonly read: (text: string) => Values | string;
  /** The fields that "use the other value" takes back. */
  readonly fields: readonly FeatureName[];
};

export const FEATURE_ROWS: readonly FeatureRow[] = [
  numeric("tempo", "Tempo", 1, " BPM"),
  {
    field: "key",
    label: "Key",
    hint: "A note or a Camelot code: F♯ minor, Am, 8A",
    show: (key, mode) =>
      [keyName(key, mode), camelot(key, mode)].filter(Boolean).join(" · ") || "none",
    read(text) {
      const parsed = parseKey(text);
      if (!parsed || parsed.key < 0) return "Write a key as F# minor, Am or 8A.";
      return parsed.mode === null ? { key: parsed.key } : { key: parsed.key, mode: parsed.mode };
    },
    fields: ["key", "mode"],
  },
  numeric("energy", "Energy", 2),
  numeric("valence", "Valence", 2),
  numeric("danceability", "Danceability", 2),
  numeric("acousticness", "Acousticness", 2),
  numeric("instrumentalness", "Instrumentalness", 2),
  numeric("speechiness", "Speechiness", 2),
  numeric("liveness", "Liveness", 2),
  numeric("loudness", "Loudness", 1, " dB"),
  numeric("timeSignature", "Beats in a bar", 0),
];

function numeric(field: FeatureName, label: string, digits: number, unit = ""): FeatureRow {
  const [low, high] = FEATURE_LIMITS[field];
  const hint = `${low} to ${high}${unit}`;
  return {
    field,
    label,
    hint,
    show: (value) => `${formatNumber(value, digits)}${unit}`,
    read(text) {
      const value = Number(text.trim().replace(",", "."));
      const isGood = text.trim() !== "" && value >= low && value <= high;
      return isGood ? { [field]: value } : `Write a number from ${hint}.`;
    },
    fields: [field],
  };
}
