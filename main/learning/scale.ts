import type { Matrix } from "./matrix.ts";

/** Per column: the mean of the known values and their population standard deviation (1 where that is 0). */
export type Scaler = { readonly mean: readonly number[]; readonly scale: readonly number[] };

/**
 * As scikit-learn's StandardScaler: two passes in 64 bits, population standard deviation, constant columns divided
 * by 1. Missing values (NaN) are left out; a column without any known value has mean 0.
 */
export function fitScaler({
  rows,
  columns,
  data,
}: {
  rows: number;
  columns: number;
  data: ArrayLike<number>;
}): Scaler {
  const counts = new Int32Array(columns);
  const sums = new Float64Array(columns);
  // Row by row, as the values lie: a column at a time would load the whole matrix for each.
  for (let at = 0; at < rows * columns; at += columns) {
    for (let column = 0; column < columns; column += 1) {
      const value = data[at + column] ?? NaN;
      if (Number.isNaN(value)) continue;
      counts[column] = (counts[column] as number) + 1;
      sums[column] = (sums[column] as number) + value;
    }
  }
  const mean = Array.from(sums, (sum, column) => (counts[column] ? sum / counts[column] : 0));
  const squares = new Float64Array(columns);
  for (let at = 0; at < rows * columns; at += columns) {
    for (let column = 0; column < columns; column += 1) {
      const value = data[at + column] ?? NaN;
      if (Number.isNaN(value)) continue;
      squares[column] = (squares[column] as number) + (value - (mean[column] as number)) ** 2;
    }
  }
  return { mean, scale: deviations(mean, squares, counts) };
}

/** Population standard deviations of sums of squared differences from the means; 1 where there is none. */
export function deviations(
  mean: readonly number[],
  squares: ArrayLike<number>,
  counts: ArrayLike<number>,
): number[] {
  return mean.map((centre, column) => {
    const deviation = Math.sqrt((squares[column] ?? 0) / Math.max(1, counts[column] ?? 0));
    // A deviation that is rounding noise alone must not blow a constant column up.
    return deviation > 1e-12 * Math.max(1, Math.abs(centre)) ? deviation : 1;
  });
}

/** (value − mean) / scale; a missing value becomes 0, which is the mean. */
export function transform(scaler: Scaler, { rows, columns, data }: Matrix): Matrix {
  const scaled = new Float32Array(data.length);
  const means = Float64Array.from(scaler.mean);
  const scales = Float64Array.from(scaler.scale);
  for (let first = 0; first < rows * columns; first += columns) {
    for (let column = 0; column < columns; column += 1) {
      const value = data[first + column] as number;
      if (Number.isNaN(value)) continue;
      scaled[first + column] = (value - (means[column] as number)) / (scales[column] as number);
    }
  }
  return { rows, columns, data: scaled };
}
