import { z } from "zod";

/**
 * The audio features of a track, in Spotify's units:
 * 0..1 for the perceptual ones, dB (Spotify-like, can exceed 0) for loudness, BPM for tempo,
 * pitch class 0..11 for key (-1 = none found), 0 minor / 1 major for mode.
 */
export const FEATURE_NAMES = [
  "danceability",
  "energy",
  "loudness",
  "speechiness",
  "acousticness",
  "instrumentalness",
  "liveness",
  "valence",
  "tempo",
  "key",
  "mode",
  "timeSignature",
] as const;
export type FeatureName = (typeof FEATURE_NAMES)[number];

/** What the model looks at, in the order of the columns of every feature matrix. `duration` is in ms. */
export const MODEL_FEATURES = [
  "danceability",
  "energy",
  "loudness",
  "speechiness",
  "acousticness",
  "instrumentalness",
  "liveness",
  "valence",
  "tempo",
  "duration",
] as const;
export type ModelFeature = (typeof MODEL_FEATURES)[number];

/** The range a value must lie in to be believed; outside it the cell counts as unusable, never clipped. */
export const FEATURE_LIMITS: Readonly<Record<FeatureName | "duration", readonly [number, number]>> =
  {
    danceability: [0, 1],
    energy: [0, 1],
    loudness: [-100, 20],
    speechiness: [0, 1],
    acousticness: [0, 1],
    instrumentalness: [0, 1],
    liveness: [0, 1],
    valence: [0, 1],
    tempo: [1, 1000],
    key: [-1, 11],
    mode: [0, 1],
    timeSignature: [0, 16],
    duration: [1, 86_400_000],
  };

/** Where a value came from. Order is precedence: the first source that has a field wins it. */
export const FEATURE_SOURCES = [
  "user",
  "file",
  "reccobeats",
  "audio",
  "spotify",
  "acousticbrainz",
  "deezer",
  "sample",
] as const;
export const featureSourceSchema = z.enum(FEATURE_SOURCES);
export type FeatureSource = z.infer<typeof featureSourceSchema>;

export const featureNameSchema = z.enum(FEATURE_NAMES);
export const modelFeatureSchema = z.enum(MODEL_FEATURES);

const nullableNumber = z.number().nullable();

/** One value per feature; null = not known. */
export const featureSetSchema = z.object({
  danceability: nullableNumber,
  energy: nullableNumber,
  loudness: nullableNumber,
  speechiness: nullableNumber,
  acousticness: nullableNumber,
  instrumentalness: nullableNumber,
  liveness: nullableNumber,
  valence: nullableNumber,
  tempo: nullableNumber,
  key: nullableNumber,
  mode: nullableNumber,
  timeSignature: nullableNumber,
});
export type FeatureSet = z.infer<typeof featureSetSchema>;

export const NO_FEATURES: FeatureSet = Object.freeze({
  danceability: null,
  energy: null,
  loudness: null,
  speechiness: null,
  acousticness: null,
  instrumentalness: null,
  liveness: null,
  valence: null,
  tempo: null,
  key: null,
  mode: null,
  timeSignature: null,
});

/** True if `value` is a number the feature can take (finite and within {@link FEATURE_LIMITS}). */
export function isUsable(feature: FeatureName | "duration", value: number): boolean {
  const [low, high] = FEATURE_LIMITS[feature];
  return Number.isFinite(value) && value >= low && value <= high;
}
