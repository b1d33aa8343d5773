import { NO_FEATURES, type FeatureSet } from "../../common/domain/features.ts";
import type { Random } from "./random.ts";

export const SAMPLE_MOODS = ["chill", "hype", "study", "happy", "sad"] as const;
export type SampleMood = (typeof SAMPLE_MOODS)[number];

/** Where a mood's songs lie on average. Real songs lie around that, and between two moods. */
type Centre = {
  readonly energy: number;
  readonly valence: number;
  readonly danceability: number;
  /** Log odds of being acoustic at middling energy. */
  readonly acoustic: number;
  /** Share of songs without a voice. */
  readonly instrumental: number;
  readonly tempo: number;
};

const CENTRES: Readonly<Record<SampleMood, Centre>> = {
  chill: {
    energy: 0.42,
    valence: 0.48,
    danceability: 0.6,
    acoustic: -0.2,
    instrumental: 0.22,
    tempo: 98,
  },
  hype: {
    energy: 0.84,
    valence: 0.5,
    danceability: 0.66,
    acoustic: -2.6,
    instrumental: 0.1,
    tempo: 132,
  },
  study: {
    energy: 0.26,
    valence: 0.3,
    danceability: 0.46,
    acoustic: 0.6,
    instrumental: 0.82,
    tempo: 94,
  },
  happy: {
    energy: 0.68,
    valence: 0.74,
    danceability: 0.68,
    acoustic: -1.2,
    instrumental: 0.04,
    tempo: 119,
  },
  sad: {
    energy: 0.34,
    valence: 0.25,
    danceability: 0.46,
    acoustic: 0.3,
    instrumental: 0.08,
    tempo: 103,
  },
};

/** Moods that people mix up; a song between two is drawn from a pair of them. */
export const NEIGHBOURS: Readonly<Record<SampleMood, readonly SampleMood[]>> = {
  chill: ["sad", "study", "happy"],
  hype: ["happy", "happy", "chill"],
  study: ["chill", "sad"],
  happy: ["hype", "chill"],
  sad: ["chill", "study"],
};

export type DrawnFeatures = { readonly features: FeatureSet; readonly durationMs: number };

/** Features of one song of a mood: correlated and skewed as Spotify's are, and often closer to another mood. */
export function drawFeatures(random: Random, mood: SampleMood): DrawnFeatures {
  const centre = blend(
    CENTRES[mood],
    CENTRES[random.pick(NEIGHBOURS[mood])],
    random.next() ** 2 * 0.6,
  );
  const energy = within(random.normal(centre.energy, 0.12), 0.02, 0.99);
  const lift = (energy - centre.energy) * 0.25;
  const valence = within(random.normal(centre.valence + lift, 0.16), 0.03, 0.98);
  const danceability = within(
    random.normal(centre.danceability + (valence - centre.valence) * 0.22, 0.1),
    0.08,
    0.97,
  );
  const acousticness = logistic(centre.acoustic + random.normal((0.5 - energy) * 5, 1.7));
  const tempo = drawTempo(random, centre.tempo);
  const duration = 212_000 * Math.exp(random.normal(0, 0.26));
  return {
    features: {
      danceability: round(danceability, 3),
      energy: round(energy, 3),
      loudness: round(within(-24 + 20 * Math.sqrt(energy) + random.normal(0, 2.1), -30, -3), 3),
      speechiness: round(drawSpeechiness(random, mood), 4),
      acousticness: round(acousticness, acousticness < 0.01 ? 6 : 3),
      instrumentalness: drawInstrumentalness(random, centre.instrumental),
      liveness: round(drawLiveness(random), 3),
      valence: round(valence, 3),
      tempo: round(tempo, 3),
      key: random.pick([0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 7, 7, 8, 9, 9, 10, 11, 11]),
      mode: random.chance(0.42 + 0.34 * valence) ? 1 : 0,
      timeSignature: random.chance(0.9) ? 4 : random.pick([3, 3, 3, 5]),
    },
    durationMs: Math.round(within(duration, 74_000, 590_000)),
  };
}

/** Takes one to three values away, as services do that never saw a song or failed on it. */
export function loseSome(random: Random, features: FeatureSet): FeatureSet {
  const lost = random
    .shuffled([
      "danceability",
      "loudness",
      "acousticness",
      "instrumentalness",
      "liveness",
      "valence",
      "tempo",
      "key",
    ] as const)
    .slice(0, random.whole(1, 3));
  const kept: FeatureSet = { ...features };
  for (const name of lost) kept[name] = null;
  return kept;
}

export function noFeatures(): FeatureSet {
  return { ...NO_FEATURES };
}

function blend(one: Centre, other: Centre, share: number): Centre {
  const mix = (a: number, b: number) => a + (b - a) * share;
  return {
    energy: mix(one.energy, other.energy),
    valence: mix(one.valence, other.valence),
    danceability: mix(one.danceability, other.danceability),
    acoustic: mix(one.acoustic, other.acoustic),
    instrumental: mix(one.instrumental, other.instrumental),
    tempo: mix(one.tempo, other.tempo),
  };
}

/** Trackers of beats take half or double the tempo now and then. */
function drawTempo(random: Random, mean: number): number {
  const tempo = random.normal(mean, 21);
  const heard = random.chance(0.08) ? (tempo > 115 ? tempo / 2 : tempo * 2) : tempo;
  return within(heard, 60 + random.next(), 190 - random.next());
}

/** Nearly all songs have little speech; raps have a good deal. */
function drawSpeechiness(random: Random, mood: SampleMood): number {
  const raps = random.chance(mood === "hype" ? 0.28 : mood === "chill" ? 0.12 : 0.05);
  return raps
    ? within(random.normal(0.26, 0.09), 0.1, 0.6)
    : within(0.024 + Math.exp(random.normal(-3.9, 0.7)), 0.024, 0.24);
}

/** Two heaps: without a voice, or with one and then nearly 0 (a third of them exactly 0). */
function drawInstrumentalness(random: Random, share: number): number {
  if (random.chance(share)) return round(within(random.normal(0.83, 0.12), 0.3, 0.97), 3);
  if (random.chance(0.33)) return 0;
  return round(10 ** random.between(-6, -0.9), 6);
}

function drawLiveness(random: Random): number {
  return random.chance(0.07)
    ? random.between(0.5, 0.97)
    : within(0.05 + Math.exp(random.normal(-2.4, 0.55)), 0.03, 0.5);
}

function within(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function logistic(value: number): number {
  return within(1 / (1 + Math.exp(-value)), 0.00001, 0.995);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
