import type { TrackDetail } from "../../../common/domain/track.ts";

export type FittingMood = { readonly mood: number; readonly fits: number };

/** From here on a mood fits more probably than not. */
const LEAST = 0.5;

/** Further moods that probably fit and that nobody gave the track yet, the most probable first. */
export function alsoFitting({ track, probabilities }: TrackDetail): FittingMood[] {
  const has = new Set([track.mood?.id, ...track.also]);
  return probabilities
    .flatMap(({ mood, fits }) =>
      fits !== null && fits >= LEAST && !has.has(mood) ? [{ mood, fits }] : [],
    )
    .sort((a, b) => b.fits - a.fits);
}
