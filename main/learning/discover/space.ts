import { MODEL_FEATURES } from "../../../common/domain/features.ts";
import type { Matrix } from "../matrix.ts";
import type { Scaler } from "../scale.ts";

/** How long a song is says little of what it is like. */
const COLUMNS = MODEL_FEATURES.map((_, column) => column).filter(
  (column) => MODEL_FEATURES[column] !== "duration",
);

/** Some rows in standard deviations of the library, without their duration; a missing value is the mean. */
export function scaledRows(
  { columns, data }: Matrix,
  scaler: Scaler,
  rows: ArrayLike<number>,
): Matrix {
  const width = COLUMNS.length;
  const scaled = new Float32Array(rows.length * width);
  for (let index = 0; index < rows.length; index += 1) {
    const from = (rows[index] as number) * columns;
    COLUMNS.forEach((column, place) => {
      const value = data[from + column] as number;
      if (Number.isNaN(value)) return;
      scaled[index * width + place] =
        (value - (scaler.mean[column] ?? 0)) / (scaler.scale[column] ?? 1);
    });
  }
  return { rows: rows.length, columns: width, data: scaled };
}

/** Mean of some rows of a matrix. */
export function middleOf({ columns, data }: Matrix, rows: ArrayLike<number>): Float64Array {
  const middle = new Float64Array(columns);
  for (let index = 0; index < rows.length; index += 1) {
    const from = (rows[index] as number) * columns;
    for (let column = 0; column < columns; column += 1) {
      middle[column] = (middle[column] as number) + (data[from + column] as number);
    }
  }
  return middle.map((sum) => sum / Math.max(1, rows.length));
}

/** Squared distance of one row of a matrix to a point. */
export function squareTo({ columns, data }: Matrix, row: number, point: Float64Array): number {
  let sum = 0;
  for (let column = 0; column < columns; column += 1) {
    const away = (data[row * columns + column] as number) - (point[column] as number);
    sum += away * away;
  }
  return sum;
}
