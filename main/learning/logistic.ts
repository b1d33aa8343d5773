import type { Curvature } from "./curvature.ts";
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
  readonly centre?: Weights | undefined;
  /** Where the search begins: weights of nearly the same problem; left out: `centre`, else 0. */
  readonly start?: ArrayLike<number> | undefined;
  /** How the loss bends about the start; the search finds it out by itself where it is left out. */
  readonly curvature?: Curvature | undefined;
  /** The search ends where no slope is steeper than this times the sum of weights. */
  readonly tolerance?: number | undefined;
};

/** Rows that are added to the gradient together. */
const BLOCK = 4;
const MEMORY = 10;
const MAX_ITERATIONS = 500;
/** Probabilities are within a few ten-thousandths of the optimum's then; parity with scikit-learn takes 1e-9. */
const TOLERANCE = 3e-5;

/** Minimises the weighted cross-entropy with L-BFGS (Nocedal & Wright, algorithm 7.4) and backtracking. */
export function fitLogistic(problem: LogisticProblem): Weights {
  const size = problem.classes * (problem.features.columns + 1);
  const start = problem.start ?? problem.centre;
  let point = start ? Float64Array.from(start) : new Float64Array(size);
  const flat = (problem.tolerance ?? TOLERANCE) * Math.max(1, total(problem));
  let gradient = new Float64Array(size);
  let loss = lossAndGradient(problem, point, gradient);
  const history: { step: Float64Array; change: Float64Array; scale: number }[] = [];
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    if (steepest(gradient) <= flat) break;
    const direction = descent(gradient, history, problem.curvature);
    const slope = dot(direction, gradient);
    const next = new Float64Array(size);
    const nextGradient = new Float64Array(size);
    const isBlind = history.length === 0 && !problem.curvature;
    let length = isBlind ? 1 / Math.max(1, norm(gradient)) : 1;
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
    point = next;
    gradient = nextGradient;
    loss = nextLoss;
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
  const errors = new Float64Array(classes * BLOCK);
  gradient.fill(0);
  let loss = 0;
  for (let first = 0; first < rows; first += BLOCK) {
    const count = Math.min(BLOCK, rows - first);
    errors.fill(0);
    for (let inBlock = 0; inBlock < count; inBlock += 1) {
      const row = first + inBlock;
      const weight = weights[row] ?? 1;
      if (weight === 0) continue;
      scoreRow(point, data, row * columns, columns, scores);
      softmax(scores);
      for (let index = 0; index < classes; index += 1) {
        const wanted = target[row * classes + index] as number;
        const probability = scores[index] as number;
        if (wanted > 0) loss -= weight * wanted * Math.log(Math.max(probability, 1e-300));
        errors[index * BLOCK + inBlock] = weight * (probability - wanted);
      }
    }
    for (let index = 0; index < classes; index += 1)
      addBlock(
        gradient,
        index * width,
        errors,
        index * BLOCK,
        data,
        first * columns,
        columns,
        count,
      );
  }
  for (let index = 0; index < point.length; index += 1) {
    const pull = index % width === columns ? interceptStrength : strength;
    const away = (point[index] as number) - (centre?.[index] ?? 0);
    loss += 0.5 * pull * away * away;
    gradient[index] = (gradient[index] as number) + pull * away;
  }
  return loss;
}

/** Adds error × row to a class's gradient, four rows at a time: the sums are read and written once for all four. */
function addBlock(
  gradient: Float64Array,
  offset: number,
  errors: Float64Array,
  from: number,
  data: Float32Array,
  start: number,
  columns: number,
  count: number,
): void {
  const first = errors[from] as number;
  const second = errors[from + 1] as number;
  const third = errors[from + 2] as number;
  const fourth = errors[from + 3] as number;
  if (count === BLOCK) {
    for (let column = 0; column < columns; column += 1) {
      const at = start + column;
      gradient[offset + column] =
        (gradient[offset + column] as number) +
        first * (data[at] as number) +
        second * (data[at + columns] as number) +
        third * (data[at + 2 * columns] as number) +
        fourth * (data[at + 3 * columns] as number);
    }
  } else {
    for (let row = 0; row < count; row += 1) {
      const error = errors[from + row] as number;
      for (let column = 0; column < columns; column += 1)
        gradient[offset + column] =
          (gradient[offset + column] as number) +
          error * (data[start + row * columns + column] as number);
    }
  }
  gradient[offset + columns] =
    (gradient[offset + columns] as number) + first + second + third + fourth;
}

function scoreRow(
  weights: Weights,
  data: Float32Array,
  start: number,
  columns: number,
  scores: Float64Array,
): void {
  const width = columns + 1;
  const even = columns - (columns % 4);
  for (let index = 0; index < scores.length; index += 1) {
    const offset = index * width;
    // Four sums, because one alone would wait for itself at every addition.
    let a = weights[offset + columns] as number;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let column = 0; column < even; column += 4) {
      const at = offset + column;
      const from = start + column;
      a += (weights[at] as number) * (data[from] as number);
      b += (weights[at + 1] as number) * (data[from + 1] as number);
      c += (weights[at + 2] as number) * (data[from + 2] as number);
      d += (weights[at + 3] as number) * (data[from + 3] as number);
    }
    for (let column = even; column < columns; column += 1)
      a += (weights[offset + column] as number) * (data[start + column] as number);
    scores[index] = a + b + c + d;
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

function descent(
  gradient: Float64Array,
  history: readonly Pair[],
  curvature: Curvature | undefined,
): Float64Array {
  let direction: Float64Array = Float64Array.from(gradient, (value) => -value);
  const alphas: number[] = [];
  for (const pair of history.toReversed()) {
    const alpha = pair.scale * dot(pair.step, direction);
    alphas.unshift(alpha);
    addScaled(direction, pair.change, -alpha);
  }
  const last = history.at(-1);
  if (curvature) direction = curvature.stepFor(direction);
  else if (last) {
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

function steepest(gradient: Float64Array): number {
  let most = 0;
  for (const slope of gradient) most = Math.max(most, Math.abs(slope));
  return most;
}

function total({ features, weights }: LogisticProblem): number {
  let sum = 0;
  for (let row = 0; row < features.rows; row += 1) sum += weights[row] ?? 1;
  return sum;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
