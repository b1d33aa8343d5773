import type { ModelFeature } from "../../../common/domain/features.ts";
import type { Explanation, Level } from "../../../common/domain/learning.ts";
import { formatDuration, formatNumber } from "../../elements/format.ts";

type Contribution = Explanation["contributions"][number];

type FeatureWords = {
  readonly label: string;
  /** With its unit, as the list of features shows it: "0.21", "78 BPM". */
  readonly show: (value: number) => string;
  /** The end of a reason: "energy is low", "it is acoustic". */
  readonly reason: (level: Level, value: number) => string;
  /** What a person would call it alone; null where there is nothing to say: "calm", "very fast". */
  readonly trait: (level: Level, value: number) => string | null;
};

const share = (value: number) => formatNumber(value, 2);

/** From here on it is what the word says, by Spotify's description of these features. */
const INSTRUMENTAL_FROM = 0.5;
const SUNG_BELOW = 0.1;
const SPOKEN_FROM = 0.33;
const LIVE_FROM = 0.8;

/** How each feature is spoken of. Low and high are meant among the songs of the library. */
export const FEATURE_WORDS: Readonly<Record<ModelFeature, FeatureWords>> = {
  danceability: {
    label: "Danceability",
    show: share,
    reason: (level) => `it is ${DANCEABLE[level]}`,
    trait: (level) => DANCEABLE[level],
  },
  energy: {
    label: "Energy",
    show: share,
    reason: (level) => `energy is ${level}`,
    trait: (level) =>
      ({
        "very low": "very calm",
        low: "calm",
        middling: "middling energy",
        high: "energetic",
        "very high": "very energetic",
      })[level],
  },
  loudness: {
    label: "Loudness",
    show: (value) => `${formatNumber(value, 1)} dB`,
    reason: (level) => `it is ${LOUD[level] ?? "neither quiet nor loud"}`,
    trait: (level) => LOUD[level],
  },
  speechiness: {
    label: "Speechiness",
    show: share,
    reason: (level) => `its share of spoken words is ${MORE_OR_LESS[level]}`,
    trait: (_, value) => (value >= SPOKEN_FROM ? "spoken words" : null),
  },
  acousticness: {
    label: "Acousticness",
    show: share,
    reason: (level) => `it is ${ACOUSTIC[level]}`,
    trait: (level) => ACOUSTIC[level],
  },
  instrumentalness: {
    label: "Instrumentalness",
    show: share,
    reason(_, value) {
      if (value >= INSTRUMENTAL_FROM) return "it is instrumental";
      return value < SUNG_BELOW ? "there is a voice" : "there is little of a voice";
    },
    trait: (_, value) => (value >= INSTRUMENTAL_FROM ? "instrumental" : null),
  },
  liveness: {
    label: "Liveness",
    show: share,
    reason: (level) => `what is heard of an audience is ${MORE_OR_LESS[level]}`,
    trait: (_, value) => (value >= LIVE_FROM ? "live" : null),
  },
  valence: {
    label: "Valence",
    show: share,
    reason: (level) => `it sounds ${CHEERFUL[level]}`,
    trait: (level) => CHEERFUL[level],
  },
  tempo: {
    label: "Tempo",
    show: (value) => `${formatNumber(value, 0)} BPM`,
    reason: (level) => `it is ${FAST[level] ?? "of middling tempo"}`,
    trait: (level) => FAST[level] ?? "middling tempo",
  },
  duration: {
    label: "Length",
    show: formatDuration,
    reason: (level) => `it is ${LONG[level] ?? "of usual length"}`,
    trait: (level) => LONG[level],
  },
};

type ByLevel<Words> = Readonly<Record<Level, Words>>;

const DANCEABLE: ByLevel<string> = {
  "very low": "not danceable",
  low: "hardly danceable",
  middling: "danceable enough",
  high: "danceable",
  "very high": "very danceable",
};
const LOUD: ByLevel<string | null> = {
  "very low": "very quiet",
  low: "quiet",
  middling: null,
  high: "loud",
  "very high": "very loud",
};
const ACOUSTIC: ByLevel<string> = {
  "very low": "not acoustic",
  low: "hardly acoustic",
  middling: "half acoustic",
  high: "acoustic",
  "very high": "very acoustic",
};
const CHEERFUL: ByLevel<string> = {
  "very low": "very sad",
  low: "sad",
  middling: "neither sad nor cheerful",
  high: "cheerful",
  "very high": "very cheerful",
};
const FAST: ByLevel<string | null> = {
  "very low": "very slow",
  low: "slow",
  middling: null,
  high: "fast",
  "very high": "very fast",
};
const LONG: ByLevel<string | null> = {
  "very low": "very short",
  low: "short",
  middling: null,
  high: "long",
  "very high": "very long",
};
const MORE_OR_LESS: ByLevel<string> = {
  "very low": "far below the usual",
  low: "below the usual",
  middling: "the usual",
  high: "above the usual",
  "very high": "far above the usual",
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
    .flatMap(({ feature, level, value }) =>
      level && value !== null ? [FEATURE_WORDS[feature].reason(level, value)] : [],
    );
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
