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
  const mean: number[] = [];
  const scale: number[] = [];
  for (let column = 0; column < columns; column += 1) {
    let count = 0;
    let sum = 0;
    for (let at = column; at < rows * columns; at += columns) {
      const value = data[at] ?? NaN;
      if (Number.isNaN(value)) continue;
      count += 1;
      sum += value;
    }
    const centre = count === 0 ? 0 : sum / count;
    let squares = 0;
    for (let at = column; at < rows * columns; at += columns) {
      const value = data[at] ?? NaN;
      if (!Number.isNaN(value)) squares += (value - centre) ** 2;
    }
    const deviation = count === 0 ? 0 : Math.sqrt(squares / count);
    mean.push(centre);
    // A deviation that is rounding noise alone must not blow a constant column up.
    scale.push(deviation > 1e-12 * Math.max(1, Math.abs(centre)) ? deviation : 1);
  }
  return { mean, scale };
}

/** (value − mean) / scale; a missing value becomes 0, which is the mean. */
export function transform(scaler: Scaler, { rows, columns, data }: Matrix): Matrix {
  const scaled = new Float32Array(data.length);
  for (let column = 0; column < columns; column += 1) {
    const mean = scaler.mean[column] ?? 0;
    const scale = scaler.scale[column] ?? 1;
    for (let at = column; at < rows * columns; at += columns) {
      const value = data[at] ?? NaN;
      scaled[at] = Number.isNaN(value) ? 0 : (value - mean) / scale;
    }
  }
  return { rows, columns, data: scaled };
}
