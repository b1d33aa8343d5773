import type { Matrix } from "./matrix.ts";

/** Multinomial logistic regression: classes × (columns + 1) weights, row-major, the intercept last in each row. */
export type Weights = Float64Array;

export type LogisticProblem = {
  readonly features: Matrix;
  /** rows × classes: what each row should be, summing to 1 (one-hot for a label). */
  readonly target: Float64Array;
  /** One weight per row. */
  readonly weights: ArrayLike<number>;
  readonly classes: number;
  /** Half of this times the squared distance of the weights from `centre` is added to the loss (1 / C in scikit-learn). */
  readonly strength: number;
  /** The same for the intercepts; 0 leaves them free, as scikit-learn does. */
  readonly interceptStrength: number;
  readonly centre?: Weights;
};

const MEMORY = 10;
const MAX_ITERATIONS = 300;
const TOLERANCE = 1e-8;

/** Minimises the weighted cross-entropy with L-BFGS (Nocedal & Wright, algorithm 7.4) and backtracking. */
export function fitLogistic(problem: LogisticProblem): Weights {
  const size = problem.classes * (problem.features.columns + 1);
  let point = problem.centre ? Float64Array.from(problem.centre) : new Float64Array(size);
  let gradient = new Float64Array(size);
  let loss = lossAndGradient(problem, point, gradient);
  const history: { step: Float64Array; change: Float64Array; scale: number }[] = [];
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    if (norm(gradient) <= TOLERANCE * Math.max(1, norm(point))) break;
    const direction = descent(gradient, history);
    const slope = dot(direction, gradient);
    const next = new Float64Array(size);
    const nextGradient = new Float64Array(size);
    let length = history.length === 0 ? 1 / Math.max(1, norm(gradient)) : 1;
    let nextLoss = Infinity;
    for (let attempt = 0; attempt < 30; attempt += 1) {
      for (let index = 0; index < size; index += 1)
        next[index] = (point[index] as number) + length * (direction[index] as number);
      nextLoss = lossAndGradient(problem, next, nextGradient);
      if (nextLoss <= loss + 1e-4 * length * slope) break;
      length /= 2;
    }
    if (!(nextLoss < loss)) break;
    remember(history, point, next, gradient, nextGradient);
    const gain = loss - nextLoss;
    point = next;
    gradient = nextGradient;
    loss = nextLoss;
    if (gain <= 1e-13 * Math.max(1, Math.abs(loss))) break;
  }
  return point;
}

/** Probabilities, rows × classes, row-major. */
export function predictLogistic(weights: Weights, features: Matrix, classes: number): Float32Array {
  const { rows, columns, data } = features;
  const result = new Float32Array(rows * classes);
  const scores = new Float64Array(classes);
  for (let row = 0; row < rows; row += 1) {
    scoreRow(weights, data, row * columns, columns, scores);
    softmax(scores);
    for (let index = 0; index < classes; index += 1)
      result[row * classes + index] = scores[index] as number;
  }
  return result;
}

function lossAndGradient(problem: LogisticProblem, point: Weights, gradient: Float64Array): number {
  const { features, target, weights, classes, strength, interceptStrength, centre } = problem;
  const { rows, columns, data } = features;
  const width = columns + 1;
  const scores = new Float64Array(classes);
  gradient.fill(0);
  let loss = 0;
  for (let row = 0; row < rows; row += 1) {
    const weight = weights[row] ?? 1;
    if (weight === 0) continue;
    const start = row * columns;
    scoreRow(point, data, start, columns, scores);
    softmax(scores);
    for (let index = 0; index < classes; index += 1) {
      const wanted = target[row * classes + index] as number;
      const probability = scores[index] as number;
      if (wanted > 0) loss -= weight * wanted * Math.log(Math.max(probability, 1e-300));
      const error = weight * (probability - wanted);
      if (error === 0) continue;
      const offset = index * width;
      for (let column = 0; column < columns; column += 1) {
        gradient[offset + column] =
          (gradient[offset + column] as number) + error * (data[start + column] as number);
      }
      gradient[offset + columns] = (gradient[offset + columns] as number) + error;
    }
  }
  for (let index = 0; index < point.length; index += 1) {
    const pull = index % width === columns ? interceptStrength : strength;
    const away = (point[index] as number) - (centre?.[index] ?? 0);
    loss += 0.5 * pull * away * away;
    gradient[index] = (gradient[index] as number) + pull * away;
  }
  return loss;
}

function scoreRow(
  weights: Weights,
  data: Float32Array,
  start: number,
  columns: number,
  scores: Float64Array,
): void {
  const width = columns + 1;
  for (let index = 0; index < scores.length; index += 1) {
    const offset = index * width;
    let score = weights[offset + columns] as number;
    for (let column = 0; column < columns; column += 1) {
      score += (weights[offset + column] as number) * (data[start + column] as number);
    }
    scores[index] = score;
  }
}

function softmax(scores: Float64Array): void {
  let top = -Infinity;
  for (const score of scores) if (score > top) top = score;
  let sum = 0;
  for (let index = 0; index < scores.length; index += 1) {
    const weight = Math.exp((scores[index] as number) - top);
    scores[index] = weight;
    sum += weight;
  }
  for (let index = 0; index < scores.length; index += 1)
    scores[index] = (scores[index] as number) / sum;
}

type Pair = { readonly step: Float64Array; readonly change: Float64Array; readonly scale: number };

function descent(gradient: Float64Array, history: readonly Pair[]): Float64Array {
  const direction = Float64Array.from(gradient, (value) => -value);
  const alphas: number[] = [];
  for (const pair of history.toReversed()) {
    const alpha = pair.scale * dot(pair.step, direction);
    alphas.unshift(alpha);
    addScaled(direction, pair.change, -alpha);
  }
  const last = history.at(-1);
  if (last) {
    const factor = 1 / (last.scale * dot(last.change, last.change));
    for (let index = 0; index < direction.length; index += 1)
      direction[index] = (direction[index] as number) * factor;
  }
  history.forEach((pair, index) => {
    const beta = pair.scale * dot(pair.change, direction);
    addScaled(direction, pair.step, (alphas[index] ?? 0) - beta);
  });
  return direction;
}

function remember(
  history: Pair[],
  from: Float64Array,
  to: Float64Array,
  before: Float64Array,
  after: Float64Array,
): void {
  const step = to.map((value, index) => value - (from[index] as number));
  const change = after.map((value, index) => value - (before[index] as number));
  const curvature = dot(step, change);
  // Without positive curvature the pair would turn the next direction uphill.
  if (curvature <= 1e-12 * dot(change, change)) return;
  history.push({ step, change, scale: 1 / curvature });
  if (history.length > MEMORY) history.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1)
    sum += (a[index] as number) * (b[index] as number);
  return sum;
}

function addScaled(target: Float64Array, other: Float64Array, factor: number): void {
  for (let index = 0; index < target.length; index += 1) {
    target[index] = (target[index] as number) + factor * (other[index] as number);
  }
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
