import type { ModelFeature } from "../../../common/domain/features.ts";
import type { Explanation, Level } from "../../../common/domain/learning.ts";
import { formatDuration, formatNumber } from "../../elements/format.ts";

type Contribution = Explanation["contributions"][number];

type FeatureWords = {
  readonly label: string;
  /** With its unit, as the list of features shows it: "0.21", "78 BPM". */
  readonly show: (value: number) => string;
  /** The end of a reason: "energy is low", "it is acoustic". */
  readonly reason: (level: Level) => string;
  /** What a person would call it alone; null where there is nothing to say: "calm", "very fast". */
  readonly trait: (level: Level) => string | null;
};

const share = (value: number) => formatNumber(value, 2);

/** How each feature is spoken of. Low and high are meant among the songs of the library. */
export const FEATURE_WORDS: Readonly<Record<ModelFeature, FeatureWords>> = {
  danceability: {
    label: "Danceability",
    show: share,
    reason: by({
      low: "it is hardly danceable",
      middling: "it is danceable enough",
      high: "it is danceable",
    }),
    trait: by({ low: "hardly danceable", middling: null, high: "danceable" }),
  },
  energy: {
    label: "Energy",
    show: share,
    reason: (level) => `energy is ${level}`,
    trait: by({ low: "calm", middling: null, high: "energetic" }),
  },
  loudness: {
    label: "Loudness",
    show: (value) => `${formatNumber(value, 1)} dB`,
    reason: by({
      low: "it is quiet",
      middling: "it is neither quiet nor loud",
      high: "it is loud",
    }),
    trait: by({ low: "quiet", middling: null, high: "loud" }),
  },
  speechiness: {
    label: "Speechiness",
    show: share,
    reason: by({
      low: "there is hardly a spoken word",
      middling: "there is little speech",
      high: "there is much speech",
    }),
    trait: by({ low: null, middling: null, high: "spoken words" }),
  },
  acousticness: {
    label: "Acousticness",
    show: share,
    reason: by({
      low: "it is hardly acoustic",
      middling: "it is half acoustic",
      high: "it is acoustic",
    }),
    trait: by({ low: null, middling: null, high: "acoustic" }),
  },
  instrumentalness: {
    label: "Instrumentalness",
    show: share,
    reason: by({
      low: "there is a voice",
      middling: "voices are as usual",
      high: "it is instrumental",
    }),
    trait: by({ low: null, middling: null, high: "instrumental" }),
  },
  liveness: {
    label: "Liveness",
    show: share,
    reason: by({
      low: "no audience is heard",
      middling: "hardly an audience is heard",
      high: "it sounds live",
    }),
    trait: by({ low: null, middling: null, high: "live" }),
  },
  valence: {
    label: "Valence",
    show: share,
    reason: by({
      low: "it sounds sad",
      middling: "it sounds neither sad nor cheerful",
      high: "it sounds cheerful",
    }),
    trait: by({ low: "sad-sounding", middling: null, high: "cheerful" }),
  },
  tempo: {
    label: "Tempo",
    show: (value) => `${formatNumber(value, 0)} BPM`,
    reason: by({ low: "it is slow", middling: "its tempo is middling", high: "it is fast" }),
    trait: by({ low: "slow", middling: null, high: "fast" }),
  },
  duration: {
    label: "Length",
    show: formatDuration,
    reason: by({ low: "it is short", middling: "its length is usual", high: "it is long" }),
    trait: by({ low: "short", middling: null, high: "long" }),
  },
};

/** The most that are named in a sentence. */
const MOST_REASONS = 3;
/** A reason that adds less than this part of the strongest is not worth a word. */
const WORTH = 0.2;

/** "Because energy is low, it is acoustic and it is slow." Null where nothing that is known speaks for it. */
export function becauseWords(contributions: readonly Contribution[]): string | null {
  const known = contributions.filter(({ value, amount }) => value !== null && amount > 0);
  const strongest = known[0]?.amount ?? 0;
  const reasons = known
    .filter(({ amount }) => amount >= strongest * WORTH)
    .slice(0, MOST_REASONS)
    .flatMap(({ feature, level }) => (level ? [FEATURE_WORDS[feature].reason(level)] : []));
  return reasons.length === 0 ? null : `because ${listed(reasons)}`;
}

/** "at 90 BPM", "with an energy of 0.60": the words before "this would be study". */
export function changedWords(feature: ModelFeature, value: number): string {
  const shown = FEATURE_WORDS[feature].show(value);
  switch (feature) {
    case "tempo":
    case "loudness":
      return `At ${shown}`;
    case "duration":
      return `With a length of ${shown}`;
    case "energy":
    case "acousticness":
    case "instrumentalness":
      return `With an ${feature} of ${shown}`;
    case "danceability":
    case "speechiness":
    case "liveness":
    case "valence":
      return `With a ${feature} of ${shown}`;
    default:
      return feature satisfies never;
  }
}

/** How far two songs are from each other, in words. Two ordinary songs at random are about 4 apart. */
export function distanceWords(distance: number): string {
  if (distance < 0.75) return "almost the same";
  if (distance < 1.5) return "very like it";
  if (distance < 2.25) return "like it";
  return distance < 3 ? "rather like it" : "not much like it";
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** The words of a level; "very" is put before the last words of it ("it is very slow"). */
function by<Words extends string | null>(words: {
  readonly low: Words;
  readonly middling: Words;
  readonly high: Words;
}): (level: Level) => Words | string {
  return (level) => {
    switch (level) {
      case "very low":
        return strongly(words.low);
      case "low":
        return words.low;
      case "middling":
        return words.middling;
      case "high":
        return words.high;
      case "very high":
        return strongly(words.high);
      default:
        return level satisfies never;
    }
  };
}

const ADJECTIVES =
  /\b(acoustic|danceable|instrumental|quiet|loud|sad|cheerful|slow|fast|short|long|calm|energetic|sad-sounding|live|much speech)$/;

/** "it is slow" → "it is very slow". What has no degrees stays as it is. */
function strongly<Words extends string | null>(words: Words): Words | string {
  if (words === null || words.includes("hardly") || words.endsWith("instrumental")) return words;
  return words.replace(ADJECTIVES, (adjective) =>
    adjective === "much speech" ? "very much speech" : `very ${adjective}`,
  );
}
