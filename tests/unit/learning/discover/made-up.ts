import type { MoodDefinition } from "../../../../common/domain/mood.ts";
import type { DiscoverInput } from "../../../../main/learning/discover/discover.ts";
import { createRandom } from "../../../../main/learning/random.ts";
import { ownFeatures } from "../../../../main/learning/training-features.ts";

/** Where songs lie on each feature, 0..1, in the order of MODEL_FEATURES but the duration. */
export type Place = readonly number[];

export const MIDDLE: Place = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
/** Quiet, acoustic, instrumental, slow, bright. */
export const PIANO: Place = [0.35, 0.1, 0.12, 0.3, 0.95, 0.9, 0.2, 0.8, 0.1];

export type Kind = {
  readonly count: number;
  readonly at: Place;
  readonly spread: number;
  /** "uniform": as likely anywhere. */
  readonly shape?: "uniform";
};

/** Songs of some kinds in the features' units, kind after kind; the same for the same seed. */
export function songsOf(kinds: readonly Kind[], seed: number): Float32Array {
  const random = createRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Float32Array.from(
    kinds.flatMap(({ count, at, spread, shape }) =>
      Array.from({ length: count }, () => {
        const values = at.map((middle) =>
          shape === "uniform" ? random() : Math.min(1, Math.max(0, middle + spread * normal())),
        );
        const [loudness = 0, tempo = 0] = [values[2], values[8]];
        return [
          ...values.slice(0, 2),
          -30 + 28 * loudness,
          ...values.slice(3, 8),
          60 + 140 * tempo,
          200_000 + 30_000 * normal(),
        ];
      }).flat(),
    ),
  );
}

/** A question about these songs: all in the first of some moods, with the same confidence. */
export function questionOf(data: Float32Array, part: Partial<DiscoverInput> = {}): DiscoverInput {
  const rows = data.length / 10;
  const moods: readonly MoodDefinition[] = [{ energy: { low: 0.3, high: 0.8 } }, {}];
  return {
    features: ownFeatures({ rows, columns: 10, data }),
    mood: new Int32Array(rows),
    labelled: new Uint8Array(rows),
    confidence: new Float32Array(rows).fill(0.8),
    unsureBelow: 0.6,
    moods,
    seed: 42,
    ...part,
  };
}
