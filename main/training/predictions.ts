import type { Prediction } from "../learning/classifier.ts";

type Predictions = {
  readonly ids: Float64Array;
  /** Mood ids; 0 = no data. */
  readonly mood: Float64Array;
  readonly confidence: Float32Array;
  /** Row-major: ids.length × classes. */
  readonly probabilities: Float32Array;
  readonly classes: number;
};

/**
 * Guesses by mood id. A mood that is not `present` any more gives its tracks to the most probable of the
 * others, with its share of what they have together.
 */
export function toPredictions(
  ids: Float64Array,
  { moods, prediction }: { readonly moods: readonly number[]; readonly prediction: Prediction },
  present: readonly number[],
): Predictions {
  const { probabilities } = prediction;
  const classes = moods.length;
  const mood = Float64Array.from(prediction.mood, (index) => moods[index] ?? 0);
  const { confidence } = prediction;
  if (present.length === classes) return { ids, mood, confidence, probabilities, classes };
  const there = moods.map((id) => present.includes(id));
  for (let row = 0; row < ids.length; row += 1) {
    // No data stays no data.
    if (mood[row] === 0) continue;
    let best = -1;
    let sum = 0;
    for (let index = 0; index < classes; index += 1) {
      if (!there[index]) continue;
      const probability = probabilities[row * classes + index] ?? 0;
      sum += probability;
      if (best < 0 || probability > (probabilities[row * classes + best] ?? 0)) best = index;
    }
    mood[row] = best < 0 ? 0 : (moods[best] ?? 0);
    confidence[row] = sum > 0 ? (probabilities[row * classes + best] ?? 0) / sum : 0;
  }
  return { ids, mood, confidence, probabilities, classes };
}
