import type { Matrix } from "../matrix.ts";
import { createRandom } from "../random.ts";

/**
 * Rows without any groups: normally distributed with the means and covariances of the given ones. What k-means finds
 * in them is what it finds in a cloud of that shape.
 */
export function cloudLike({ rows, columns, data }: Matrix, count: number, seed: number): Matrix {
  const random = createRandom(seed);
  const mean = new Float64Array(columns);
  for (let at = 0; at < data.length; at += 1) {
    mean[at % columns] = (mean[at % columns] ?? 0) + (data[at] ?? 0) / rows;
  }
  const root = cholesky(covariance({ rows, columns, data }, mean), columns);
  const cloud = new Float32Array(count * columns);
  const draws = new Float64Array(columns);
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      draws[column] = normal(random);
      let value = mean[column] ?? 0;
      for (let other = 0; other <= column; other += 1) {
        value += (root[column * columns + other] ?? 0) * (draws[other] ?? 0);
      }
      cloud[row * columns + column] = value;
    }
  }
  return { rows: count, columns, data: cloud };
}

function covariance({ rows, columns, data }: Matrix, mean: Float64Array): Float64Array {
  const sums = new Float64Array(columns * columns);
  for (let row = 0; row < rows; row += 1) {
    for (let one = 0; one < columns; one += 1) {
      const away = (data[row * columns + one] as number) - (mean[one] as number);
      for (let other = 0; other <= one; other += 1) {
        const at = one * columns + other;
        const beside = (data[row * columns + other] as number) - (mean[other] as number);
        sums[at] = (sums[at] as number) + (away * beside) / rows;
      }
    }
  }
  return sums;
}

/** Lower triangle L with L·Lᵀ = the matrix; a direction without any width stays without. */
function cholesky(matrix: Float64Array, size: number): Float64Array {
  const root = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = matrix[row * size + column] ?? 0;
      for (let before = 0; before < column; before += 1) {
        rest -= (root[row * size + before] ?? 0) * (root[column * size + before] ?? 0);
      }
      const diagonal = root[column * size + column] ?? 0;
      root[row * size + column] =
        row === column ? Math.sqrt(Math.max(0, rest)) : diagonal > 1e-9 ? rest / diagonal : 0;
    }
  }
  return root;
}

/** Box–Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
