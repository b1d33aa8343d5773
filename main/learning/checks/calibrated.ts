import { calibrate } from "../calibration.ts";
import type { HeldOut } from "../evaluate.ts";
import { createRandom, sample } from "../random.ts";

/** One number is told from so many rows as well as from all. */
const ROWS = 400;

/**
 * Held-out probabilities as a model in use would give them: each fold's by the temperature that the other folds ask
 * for, so that no row has a say in its own. `evidence` is how many labels there would be to tell it from; left out:
 * as many as there are.
 */
export function calibrated(
  held: HeldOut,
  target: ArrayLike<number>,
  evidence: number = target.length,
): HeldOut {
  const rows = Array.from(held.fold.keys());
  const classes = held.probabilities.length / Math.max(1, rows.length);
  const folds = held.fold.reduce((most, fold) => Math.max(most, fold + 1), 0);
  const oddsOf = (row: number) => held.probabilities.subarray(row * classes, (row + 1) * classes);
  const probabilities = held.probabilities.slice();
  for (let fold = 0; fold < folds; fold += 1) {
    const others = rows.filter((row) => held.fold[row] !== fold);
    const picked = Array.from(
      sample(others.length, ROWS, createRandom(fold)),
      (index) => others[index] ?? 0,
    );
    const known = new Float32Array(picked.length * classes);
    picked.forEach((row, index) => known.set(oddsOf(row), index * classes));
    const { temperature } = calibrate({
      classes,
      probabilities: known,
      target: picked.map((row) => target[row] ?? 0),
      weights: picked.map(() => (evidence / rows.length) * (others.length / picked.length)),
    });
    for (const row of rows) {
      if (held.fold[row] === fold)
        heat(probabilities.subarray(row * classes, (row + 1) * classes), temperature);
    }
  }
  return { ...held, probabilities };
}

/** In place: the log-odds are divided by the temperature. */
function heat(odds: Float32Array, temperature: number): void {
  const top = odds.reduce((most, value) => Math.max(most, value), 0);
  let sum = 0;
  odds.forEach((value, index) => {
    const share = (value / top) ** (1 / temperature);
    odds[index] = share;
    sum += share;
  });
  odds.forEach((share, index) => {
    odds[index] = share / sum;
  });
}
