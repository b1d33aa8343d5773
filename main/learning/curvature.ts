import type { LogisticProblem, Weights } from "./logistic.ts";
import { predictLogistic } from "./logistic.ts";

/** Where the loss of a logistic regression bends, and how much: turns a slope into the step to the bottom. */
export type Curvature = {
  /** The step of which the given numbers are the slope; as many numbers as weights. */
  readonly stepFor: (slope: Float64Array) => Float64Array;
};

/**
 * The second derivatives of a problem's loss at a point, class by class (what classes have to do with each other is
 * left out: L-BFGS finds that out by itself). Fits of nearly the same rows come to the same optimum with it in a
 * third of the iterations.
 */
export function curvatureAt(problem: LogisticProblem, point: Weights): Curvature {
  const { features, classes } = problem;
  const width = features.columns + 1;
  const probabilities = predictLogistic(point, features, classes);
  const factors = Array.from({ length: classes }, (_, index) =>
    decompose(secondDerivatives(problem, probabilities, index), width),
  );
  return {
    stepFor(slope) {
      const step = Float64Array.from(slope);
      factors.forEach((factor, index) =>
        solve(factor, step.subarray(index * width, (index + 1) * width), width),
      );
      return step;
    },
  };
}

/** width × width, the lower half filled; the intercept last. */
function secondDerivatives(
  { features, weights, classes, strength, interceptStrength }: LogisticProblem,
  probabilities: Float32Array,
  index: number,
): Float64Array {
  const { rows, columns, data } = features;
  const width = columns + 1;
  const sums = new Float64Array(width * width);
  const scaled = new Float64Array(columns);
  for (let row = 0; row < rows; row += 1) {
    const probability = probabilities[row * classes + index] as number;
    const bend = (weights[row] ?? 1) * probability * (1 - probability);
    if (bend === 0) continue;
    const from = row * columns;
    for (let column = 0; column < columns; column += 1)
      scaled[column] = bend * (data[from + column] as number);
    for (let column = 0; column < columns; column += 1) {
      const at = column * width;
      const value = data[from + column] as number;
      for (let other = 0; other <= column; other += 1)
        sums[at + other] = (sums[at + other] as number) + value * (scaled[other] as number);
    }
    const last = columns * width;
    for (let other = 0; other < columns; other += 1)
      sums[last + other] = (sums[last + other] as number) + (scaled[other] as number);
    sums[last + columns] = (sums[last + columns] as number) + bend;
  }
  for (let column = 0; column < width; column += 1) {
    const at = column * width + column;
    // A free intercept of a class without rows would not bend at all.
    const pull = column === columns ? Math.max(interceptStrength, 1e-3) : strength;
    sums[at] = (sums[at] as number) + pull;
  }
  return sums;
}

/** Cholesky's factor, in place, in the lower half. */
function decompose(matrix: Float64Array, width: number): Float64Array {
  for (let row = 0; row < width; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * width + column] as number;
      for (let index = 0; index < column; index += 1)
        sum -= (matrix[row * width + index] as number) * (matrix[column * width + index] as number);
      matrix[row * width + column] =
        row === column ? Math.sqrt(sum) : sum / (matrix[column * width + column] as number);
    }
  }
  return matrix;
}

/** In place. */
function solve(factor: Float64Array, vector: Float64Array, width: number): void {
  for (let row = 0; row < width; row += 1) {
    let sum = vector[row] as number;
    for (let index = 0; index < row; index += 1)
      sum -= (factor[row * width + index] as number) * (vector[index] as number);
    vector[row] = sum / (factor[row * width + row] as number);
  }
  for (let row = width - 1; row >= 0; row -= 1) {
    let sum = vector[row] as number;
    for (let index = row + 1; index < width; index += 1)
      sum -= (factor[index * width + row] as number) * (vector[index] as number);
    vector[row] = sum / (factor[row * width + row] as number);
  }
}
