import { AppError } from "../../common/errors.ts";

/** Row-major. NaN = missing. Raw units unless said otherwise; columns as in MODEL_FEATURES. */
export type Matrix = {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
};

/** Throws AppError `bad_input` where the size is wrong or a value is infinite. */
export function validate(matrix: Matrix): void {
  const { rows, columns, data } = matrix;
  if (
    !Number.isInteger(rows) ||
    !Number.isInteger(columns) ||
    rows < 0 ||
    columns < 1 ||
    data.length !== rows * columns
  ) {
    throw new AppError(
      "bad_input",
      `A matrix of ${rows} × ${columns} cannot have ${data.length} values.`,
    );
  }
  for (const value of data) {
    if (value === Infinity || value === -Infinity) {
      throw new AppError("bad_input", "A feature is infinite. Leave it empty instead.");
    }
  }
}

export function takeRows(matrix: Matrix, rows: ArrayLike<number>): Matrix {
  const { columns } = matrix;
  const data = new Float32Array(rows.length * columns);
  for (let index = 0; index < rows.length; index += 1) {
    const start = (rows[index] ?? 0) * columns;
    data.set(matrix.data.subarray(start, start + columns), index * columns);
  }
  return { rows: rows.length, columns, data };
}
