import { createRandom } from "../../main/learning/random.ts";
import { ownFeatures, type TrainingFeatures } from "../../main/learning/training-features.ts";

/** Tracks of five overlapping kinds in the features' units, one value in fifty missing. */
export function madeUpSongs(rows: number, seed: number): TrainingFeatures {
  const random = createRandom(seed);
  const normal = () => random() + random() + random() + random() - 2;
  const centres = Array.from({ length: 5 }, () => Array.from({ length: 10 }, () => random()));
  const data = new Float32Array(rows * 10);
  for (let row = 0; row < rows; row += 1) {
    const centre = centres[Math.floor(random() * 5)] ?? [];
    for (let column = 0; column < 10; column += 1) {
      const value = (centre[column] ?? 0.5) + 0.25 * normal();
      data[row * 10 + column] = random() < 0.02 ? NaN : toUnit(value, column);
    }
  }
  return ownFeatures({ rows, columns: 10, data });
}

function toUnit(value: number, column: number): number {
  const share = Math.min(1, Math.max(0, value));
  if (column === 2) return -30 + 28 * share;
  if (column === 8) return 60 + 140 * share;
  return column === 9 ? 120_000 + 240_000 * share : share;
}
