import type { Model } from "./classifier.ts";

/** What a model says of rows that it had not seen, and every mood that fits each of them. */
export type HeldMoods = {
  readonly classes: number;
  /** rows × classes, row-major, calibrated as the model's answers will be. */
  readonly probabilities: ArrayLike<number>;
  /** Class of each row. */
  readonly target: ArrayLike<number>;
  /** Bit n of a row: class n fits too, beside its own. Classes from the 33rd on have no bit. */
  readonly also: ArrayLike<number>;
  /** What each row counts for; left out: 1. */
  readonly weights?: ArrayLike<number> | undefined;
};

export type Fits = NonNullable<Model["fits"]>;
type Fit = Fits[number];

/** A mood's share of the one answer is taken for how probably it fits, until second moods say otherwise. */
const RESTING: Fit = { slope: 1, offset: 0 };
/**
 * The inverse variance that the two are pulled to their rest with: a handful of second moods moves the offset by a few
 * tenths, twenty have their way.
 */
const SLOPE_PULL = 4;
const OFFSET_PULL = 1;
const STEPS = 100;
const TINY = 1e-6;

/**
 * A yes or no per mood beside the primary one. The answers of a model add up to 1, so a song of two moods has less of
 * each than it deserves: per mood a sigmoid over the log-odds of its share says how probably it fits at all (Platt
 * 1999, with his smoothed targets; fitted by Newton's method with a line search as Lin, Lin and Weng 2007 do). A mood
 * that was never given as a second one keeps slope 1 and offset 0. Null where no row has a second mood.
 */
export function fitFits(held: HeldMoods): Fits | null {
  const { classes, also } = held;
  let taught = 0;
  for (let row = 0; row < also.length; row += 1) taught |= also[row] ?? 0;
  if (taught === 0) return null;
  return Array.from({ length: classes }, (_, index) =>
    index < 32 && (taught >>> index) & 1 ? fitOne(held, index) : RESTING,
  );
}

/** How probably a mood fits, by the share of the model's one answer that it has. */
export function fitProbability({ slope, offset }: Fit, probability: number): number {
  return sigmoid(slope * logit(probability) + offset);
}

function fitOne(held: HeldMoods, index: number): Fit {
  const { odds, targets, weights } = column(held, index);
  let slope = RESTING.slope;
  let offset = RESTING.offset;
  const cost = (a: number, b: number) => {
    let sum =
      0.5 * SLOPE_PULL * (a - RESTING.slope) ** 2 + 0.5 * OFFSET_PULL * (b - RESTING.offset) ** 2;
    for (let row = 0; row < odds.length; row += 1) {
      const score = a * (odds[row] ?? 0) + b;
      // −t·log σ − (1 − t)·log(1 − σ), without an exponential that overflows.
      const positive = Math.max(score, 0);
      sum +=
        (weights[row] ?? 1) *
        (positive - (targets[row] ?? 0) * score + Math.log1p(Math.exp(score - 2 * positive)));
    }
    return sum;
  };
  let now = cost(slope, offset);
  for (let step = 0; step < STEPS; step += 1) {
    let g0 = SLOPE_PULL * (slope - RESTING.slope);
    let g1 = OFFSET_PULL * (offset - RESTING.offset);
    let h00 = SLOPE_PULL;
    let h01 = 0;
    let h11 = OFFSET_PULL;
    for (let row = 0; row < odds.length; row += 1) {
      const x = odds[row] ?? 0;
      const weight = weights[row] ?? 1;
      const p = sigmoid(slope * x + offset);
      const miss = weight * (p - (targets[row] ?? 0));
      const bend = weight * p * (1 - p);
      g0 += miss * x;
      g1 += miss;
      h00 += bend * x * x;
      h01 += bend * x;
      h11 += bend;
    }
    if (Math.abs(g0) < TINY && Math.abs(g1) < TINY) break;
    // The pulls keep the determinant above 0.
    const determinant = h00 * h11 - h01 * h01;
    const d0 = (h01 * g1 - h11 * g0) / determinant;
    const d1 = (h01 * g0 - h00 * g1) / determinant;
    const fall = g0 * d0 + g1 * d1;
    let size = 1;
    let next = cost(slope + d0, offset + d1);
    while (next > now + 1e-4 * size * fall && size > 1e-10) {
      size /= 2;
      next = cost(slope + size * d0, offset + size * d1);
    }
    if (next >= now) break;
    slope += size * d0;
    offset += size * d1;
    now = next;
  }
  return { slope, offset };
}

/** Log-odds of one class and whether it fits; Platt's targets, which leave room for what was not seen. */
function column({ classes, probabilities, target, also, weights }: HeldMoods, index: number) {
  const rows = target.length;
  const odds = new Float64Array(rows);
  const isIn = new Uint8Array(rows);
  const counts = new Float64Array(rows).fill(1);
  let yes = 0;
  let no = 0;
  for (let row = 0; row < rows; row += 1) {
    odds[row] = logit(probabilities[row * classes + index] ?? 0);
    counts[row] = weights?.[row] ?? 1;
    isIn[row] = target[row] === index || ((also[row] ?? 0) >>> index) & 1 ? 1 : 0;
    if (isIn[row] === 1) yes += counts[row] ?? 1;
    else no += counts[row] ?? 1;
  }
  const high = (yes + 1) / (yes + 2);
  const low = 1 / (no + 2);
  return { odds, targets: Float64Array.from(isIn, (is) => (is ? high : low)), weights: counts };
}

function logit(probability: number): number {
  const inside = Math.min(1 - TINY, Math.max(TINY, probability));
  return Math.log(inside / (1 - inside));
}

function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score));
}
