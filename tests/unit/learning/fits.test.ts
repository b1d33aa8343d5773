import { describe, expect, test } from "vitest";
import { MODEL_FEATURES, type ModelFeature } from "../../../common/domain/features.ts";
import { fit, predict } from "../../../main/learning/classifier.ts";
import { fitFits, fitProbability } from "../../../main/learning/fits.ts";
import { createRandom } from "../../../main/learning/random.ts";

const COLUMNS = MODEL_FEATURES.length;
/** Each of three moods hangs on one feature, so a song can be in one, two or all three. */
const FEATURES: readonly ModelFeature[] = ["energy", "valence", "acousticness"];

type Songs = {
  readonly features: { rows: number; columns: number; data: Float32Array };
  readonly target: number[];
  readonly also: number[];
};

/** Songs of one to three moods, the primary one of them at random. */
function songs(count: number, seed: number): Songs {
  const random = createRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const data = new Float32Array(count * COLUMNS).fill(NaN);
  const target: number[] = [];
  const also: number[] = [];
  while (target.length < count) {
    const traits = FEATURES.map(normal);
    const fitting = [0, 1, 2].filter((mood) => random() < sigmoid(2.2 * (traits[mood] ?? 0) - 0.8));
    const primary = fitting[Math.floor(random() * fitting.length)];
    if (primary === undefined) continue;
    FEATURES.forEach((feature, index) => {
      data[target.length * COLUMNS + MODEL_FEATURES.indexOf(feature)] = sigmoid(traits[index] ?? 0);
    });
    also.push(fitting.reduce((bits, mood) => (mood === primary ? bits : bits | (1 << mood)), 0));
    target.push(primary);
  }
  return { features: { rows: count, columns: COLUMNS, data }, target, also };
}

function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** Expected calibration error of yes and no, over ten bins of equal width. */
function calibrationError(said: readonly number[], fits: readonly boolean[]): number {
  const bins = Array.from({ length: 10 }, () => ({ said: 0, fits: 0 }));
  said.forEach((probability, index) => {
    const bin = bins[Math.min(9, Math.floor(probability * 10))];
    if (!bin) return;
    bin.said += probability;
    bin.fits += fits[index] ? 1 : 0;
  });
  return bins.reduce((sum, bin) => sum + Math.abs(bin.said - bin.fits), 0) / said.length;
}

/** What models say that had not seen the rows: the two halves answer for each other. */
function heldOut({ features, target }: Songs): Float32Array {
  const half = features.rows / 2;
  const data = (from: number) => ({
    rows: half,
    columns: COLUMNS,
    data: features.data.slice(from * COLUMNS, (from + half) * COLUMNS),
  });
  const answers = [0, half].map((from) => {
    const learnt = half - from;
    const model = fit({
      features: data(learnt),
      target: target.slice(learnt, learnt + half),
      weights: new Float32Array(half).fill(1),
      classes: 3,
    });
    return Array.from(predict(model, data(from)).probabilities);
  });
  return Float32Array.from(answers.flat());
}

describe("how probably a mood fits beside others", () => {
  test.each([1, 2, 3])(
    "is calibrated on songs that were never seen, where a share of one answer is far from it (seed %i)",
    (seed) => {
      const known = songs(600, seed);
      const fits = fitFits({ ...known, classes: 3, probabilities: heldOut(known) });
      const weights = new Float32Array(600).fill(1);
      const model = fit({ ...known, weights, classes: 3 });
      const unseen = songs(3000, seed + 100);
      const shares = Array.from(predict(model, unseen.features).probabilities);
      const isIn = shares.map((_, index) => {
        const row = Math.floor(index / 3);
        const bits = (unseen.also[row] ?? 0) | (1 << (unseen.target[row] ?? 0));
        return ((bits >>> (index % 3)) & 1) === 1;
      });
      const said = shares.map((share, index) => {
        const one = fits?.[index % 3];
        return one ? fitProbability(one, share) : NaN;
      });
      expect(calibrationError(said, isIn)).toBeLessThanOrEqual(0.05);
      expect(calibrationError(shares, isIn)).toBeGreaterThan(0.12);
    },
  );

  test("is the share itself for a mood that was never a second one, and nothing where none was", () => {
    const probabilities = [0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.2, 0.2, 0.6];
    const held = { classes: 3, probabilities, target: [0, 1, 2] };
    const fits = fitFits({ ...held, also: [0b010, 0, 0] });
    expect(fits?.map(({ slope, offset }) => slope === 1 && offset === 0)).toEqual([
      true,
      false,
      true,
    ]);
    expect(fits?.[0] && fitProbability(fits[0], 0.3)).toBeCloseTo(0.3, 12);
    expect(fitFits({ ...held, also: [0, 0, 0] })).toBeNull();
  });

  test("one second mood moves little, and certainty breaks nothing", () => {
    const rows = 40;
    const target = Array.from({ length: rows }, (_, row) => row % 2);
    const probabilities = target.flatMap((mood) => (mood === 0 ? [1, 0] : [0, 1]));
    const also = target.map((_, row) => (row === 0 ? 0b10 : 0));
    const second = fitFits({ classes: 2, probabilities, target, also })?.[1];
    const said = [0, 0.5, 1].map((share) => second && fitProbability(second, share));
    expect(second && Object.values(second).every(Number.isFinite)).toBe(true);
    expect(said[1]).toBeGreaterThan(0.4);
    expect(said[1]).toBeLessThan(0.8);
    expect(said[0]).toBeLessThan(0.15);
    expect(said[2]).toBeGreaterThan(0.85);
  });

  test("a row of weight 2 counts as two of weight 1", () => {
    const base = { classes: 2, probabilities: [0.6, 0.4, 0.3, 0.7, 0.8, 0.2] };
    const twice = fitFits({ ...base, target: [0, 1, 0], also: [0b10, 0, 0], weights: [2, 1, 1] });
    const repeated = fitFits({
      classes: 2,
      probabilities: [0.6, 0.4, ...base.probabilities],
      target: [0, 0, 1, 0],
      also: [0b10, 0b10, 0, 0],
    });
    expect(twice?.[1]?.slope).toBeCloseTo(repeated?.[1]?.slope ?? NaN, 9);
    expect(twice?.[1]?.offset).toBeCloseTo(repeated?.[1]?.offset ?? NaN, 9);
  });
});
