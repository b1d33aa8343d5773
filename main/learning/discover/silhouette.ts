import type { Matrix } from "../matrix.ts";

/** Euclidean distances between all rows (rows × rows). */
export function distancesBetween({ rows, columns, data }: Matrix): Float32Array {
  const distances = new Float32Array(rows * rows);
  for (let one = 0; one < rows; one += 1) {
    const first = one * columns;
    for (let other = one + 1; other < rows; other += 1) {
      const second = other * columns;
      let sum = 0;
      for (let column = 0; column < columns; column += 1) {
        const away = (data[first + column] as number) - (data[second + column] as number);
        sum += away * away;
      }
      const distance = Math.sqrt(sum);
      distances[one * rows + other] = distance;
      distances[other * rows + one] = distance;
    }
  }
  return distances;
}

/**
 * Mean silhouette (Rousseeuw 1987), as scikit-learn's silhouette_score: per row (b − a) / max(a, b) of the mean
 * distances to its own cluster and to the nearest other one. A row alone in its cluster counts as 0.
 */
export function silhouette(distances: Float32Array, labels: Uint8Array): number {
  const rows = labels.length;
  const k = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  const counts = new Int32Array(k);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  const sums = new Float64Array(k);
  let total = 0;
  for (let row = 0; row < rows; row += 1) {
    sums.fill(0);
    const from = row * rows;
    for (let other = 0; other < rows; other += 1) {
      const label = labels[other] as number;
      sums[label] = (sums[label] as number) + (distances[from + other] as number);
    }
    const mine = labels[row] as number;
    const mates = (counts[mine] as number) - 1;
    if (mates === 0) continue;
    const own = (sums[mine] as number) / mates;
    let next = Infinity;
    for (let label = 0; label < k; label += 1) {
      if (label === mine || counts[label] === 0) continue;
      next = Math.min(next, (sums[label] as number) / (counts[label] as number));
    }
    if (next !== Infinity) total += (next - own) / Math.max(own, next, 1e-12);
  }
  return rows === 0 ? 0 : total / rows;
}
