import { calibrate } from "../calibration.ts";
import type { Model } from "../classifier.ts";
import type { HeldOut } from "../evaluate.ts";
import { fitFits } from "../fits.ts";

export type HeldLessons = {
  readonly held: HeldOut;
  readonly target: Int32Array;
  readonly weights: Float32Array;
  readonly also: Uint32Array;
  /** Songs that were seen and left, held out too: without them there are hardly any right guesses among the labels. */
  readonly left: { readonly target: Int32Array; readonly probabilities: Float32Array };
  /** So much of what is called sure is to be right. */
  readonly share: number | undefined;
};

/**
 * A model with what held-out labels say of its confidences, and these labels' probabilities as they are with it.
 * `library`: what the model says of a sample of the library, at temperature 1.
 */
export function withCalibration(
  model: Model,
  { held, target, weights, also, left, share }: HeldLessons,
  library: Float32Array,
): { readonly model: Model; readonly held: HeldOut } {
  const { classes } = model;
  const labels = { classes, target, weights };
  const { temperature, sureFrom } = calibrate(
    {
      classes,
      target: [...target, ...left.target],
      weights: [...weights, ...left.target.map(() => 1)],
      probabilities: [...held.probabilities, ...left.probabilities],
    },
    { library, share },
  );
  const probabilities = cooled(held.probabilities, classes, temperature);
  const fits = fitFits({ ...labels, probabilities, also });
  return {
    model: { ...model, temperature, sureFrom, fits },
    held: { ...held, probabilities },
  };
}

/** Probabilities whose log-odds are divided by a temperature. */
function cooled(probabilities: Float32Array, classes: number, temperature: number): Float32Array {
  const result = probabilities.map((value) => Math.max(value, 1e-30) ** (1 / temperature));
  for (let start = 0; start < result.length; start += classes) {
    const row = result.subarray(start, start + classes);
    const sum = row.reduce((total, value) => total + value, 0);
    row.forEach((value, index) => {
      row[index] = value / sum;
    });
  }
  return result;
}
