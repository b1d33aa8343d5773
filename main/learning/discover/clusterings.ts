import type { KMeans } from "../kmeans-types.ts";
import { clusterPoints } from "../kmeans-points.ts";
import { takeRows, type Matrix } from "../matrix.ts";
import { holdPoints } from "../points.ts";
import { createRandom, shuffle } from "../random.ts";
import { adjustedRand } from "./agreement.ts";

/** Halves of the rows that are clustered against each other. */
const ROUNDS = 4;
const STARTS = 4;

/** k-means of scaled rows, whatever their number. */
export function clusterMatrix(scaled: Matrix, k: number, seed: number): KMeans {
  return clusterPoints(holdPoints(scaled, { missing: false }), { k, seed, starts: STARTS });
}

/** The cluster of each row: that of the nearest centre. */
export function labelBy({ rows, columns, data }: Matrix, centres: Float64Array): Uint8Array {
  const labels = new Uint8Array(rows);
  const k = centres.length / columns;
  for (let row = 0; row < rows; row += 1) {
    let least = Infinity;
    for (let centre = 0; centre < k; centre += 1) {
      let distance = 0;
      for (let column = 0; column < columns; column += 1) {
        const away =
          (data[row * columns + column] as number) - (centres[centre * columns + column] as number);
        distance += away * away;
      }
      if (distance >= least) continue;
      least = distance;
      labels[row] = centre;
    }
  }
  return labels;
}

/** How well k groups found in one half of the rows, and in the other, agree on `judged`: mean adjusted Rand index. */
export function stability(scaled: Matrix, judged: Matrix, k: number, seed: number): number {
  const random = createRandom(seed);
  const order = Int32Array.from({ length: scaled.rows }, (_, row) => row);
  let sum = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(order, random);
    const half = scaled.rows >> 1;
    const [one, other] = [order.subarray(0, half), order.subarray(half)].map((rows, side) =>
      labelBy(judged, clusterMatrix(takeRows(scaled, rows), k, seed + 2 * round + side).centres),
    );
    if (one && other) sum += adjustedRand(one, other);
  }
  return sum / ROUNDS;
}
