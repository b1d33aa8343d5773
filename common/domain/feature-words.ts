import type { ModelFeature } from "./features.ts";

/** What songs with less (or more) of a feature than others are called. */
export const FEATURE_WORDS: Readonly<Record<ModelFeature, readonly [less: string, more: string]>> =
  {
    danceability: ["free-floating", "danceable"],
    energy: ["calm", "energetic"],
    loudness: ["quiet", "loud"],
    speechiness: ["without speech", "spoken"],
    acousticness: ["electric", "acoustic"],
    instrumentalness: ["with voice", "instrumental"],
    liveness: ["studio", "live"],
    valence: ["dark", "bright"],
    tempo: ["slow", "fast"],
    duration: ["short", "long"],
  };
