import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calibrate, type HeldLabels } from "../../../main/learning/calibration.ts";
import { createRandom } from "../../../main/learning/random.ts";

/**
 * Answers of three moods that are drawn from their own probabilities, told by a model that sharpens their log-odds
 * `sharpened` times.
 */
function heldBy(sharpened: number, rows: number, seed = 1): HeldLabels {
  const random = createRandom(seed);
  const probabilities = new Float32Array(rows * 3);
  const target = Int32Array.from({ length: rows }, (_, row) => {
    const odds = Array.from({ length: 3 }, () => Math.exp(5 * random()));
    const told = odds.map((value) => value ** sharpened);
    const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
    told.forEach((value, index) => {
      probabilities[row * 3 + index] = value / sum(told);
    });
    const lot = random() * sum(odds);
    return odds.findIndex((_value, index) => lot < sum(odds.slice(0, index + 1)));
  });
  return { classes: 3, probabilities, target };
}

function part({ classes, probabilities, target }: HeldLabels, rows: number): HeldLabels {
  return {
    classes,
    probabilities: Array.from(probabilities).slice(0, rows * classes),
    target: Array.from(target).slice(0, rows),
  };
}

/** Of the guesses that are called sure after calibrating: how many there are, and the share that is right. */
function sureOf(held: HeldLabels, { temperature, sureFrom }: ReturnType<typeof calibrate>) {
  let count = 0;
  let hits = 0;
  for (let row = 0; row < held.target.length; row += 1) {
    const odds = [0, 1, 2].map(
      (index) => (held.probabilities[row * 3 + index] ?? 0) ** (1 / temperature),
    );
    const top = Math.max(...odds);
    if (top / odds.reduce((sum, value) => sum + value, 0) < sureFrom) continue;
    count += 1;
    if (odds.indexOf(top) === held.target[row]) hits += 1;
  }
  return { count, right: hits / count };
}

describe("the temperature", () => {
  test.each([0.7, 1, 1.5, 2.5])("undoes log-odds that are %d times too sharp", (sharpened) => {
    const { temperature } = calibrate(heldBy(sharpened, 6000));
    expect(temperature / sharpened).toBeGreaterThan(0.93);
    expect(temperature / sharpened).toBeLessThan(1.07);
  });

  test("is 1 without labels, and a few of them move it a little only", () => {
    const held = heldBy(2.5, 2000);
    const after = [0, 10, 100, 2000].map((rows) => calibrate(part(held, rows)).temperature);
    expect(after[0]).toBeCloseTo(1, 2);
    expect(after[1]).toBeLessThan(1.3);
    expect(after).toEqual(after.toSorted((a, b) => a - b));
  });

  test("counts each row for its weight", () => {
    const good = heldBy(1, 500);
    const sharp = heldBy(3, 500, 2);
    const both = {
      classes: 3,
      probabilities: [...Array.from(good.probabilities), ...Array.from(sharp.probabilities)],
      target: [...Array.from(good.target), ...Array.from(sharp.target)],
    };
    const ofGood = calibrate({ ...both, weights: both.target.map((_, at) => (at < 500 ? 1 : 0)) });
    expect(ofGood.temperature).toBeCloseTo(calibrate(good).temperature, 6);
  });

  test("stays in bounds for a model that is always wrong, or certain of what never comes", () => {
    const wrong = { classes: 2, probabilities: [1, 0, 1, 0], target: [1, 1] };
    const { temperature, sureFrom } = calibrate(wrong);
    expect(temperature).toBeGreaterThan(1);
    expect(temperature).toBeLessThanOrEqual(4);
    expect(sureFrom).toBeGreaterThan(0);
  });
});

describe("what is called sure", () => {
  test("is right as often as was asked for, and is not held back further", () => {
    for (const share of [0.7, 0.8, 0.9]) {
      const held = heldBy(1.6, 4000, 3);
      const { count, right } = sureOf(held, calibrate(held, { share }));
      expect(right).toBeGreaterThan(share - 0.015);
      expect(right).toBeLessThan(share + 0.03);
      expect(count).toBeGreaterThan(400);
    }
  });

  test("is nothing where nothing deserves it", () => {
    const even = Array.from({ length: 300 }, () => [0.34, 0.33, 0.33]).flat();
    const held = { classes: 3, probabilities: even, target: new Int32Array(100) };
    expect(calibrate({ ...held, target: [] }, { library: even }).sureFrom).toBe(1);
    // A model that is very sure and has been seen to be wrong.
    const vain = Array.from({ length: 400 }, (_, row) => [0.8 + row / 4000, 0.2 - row / 4000]);
    const caught = {
      classes: 2,
      probabilities: vain.flat(),
      target: vain.map((_, row) => row % 2),
    };
    expect(calibrate(caught, { library: vain.flat() }).sureFrom).toBe(1);
  });

  test("is never what is more probably wrong than right", () => {
    const library = Array.from({ length: 300 }, (_, row) =>
      row < 290 ? [0.98, 0.01, 0.01] : [0.4, 0.35, 0.25],
    ).flat();
    const none = { classes: 3, probabilities: [], target: [] };
    expect(calibrate(none, { library }).sureFrom).toBeCloseTo(0.98, 3);
  });

  test("follows what was seen of held-out labels rather than what the model expects of itself", () => {
    const library = heldBy(1, 1000, 4).probabilities;
    const held = heldBy(1, 1000, 5);
    // One answer in four is another one: the model could not know.
    const worse = { ...held, target: Array.from(held.target, (mood, row) => (row % 4 ? mood : 2)) };
    expect(calibrate(worse, { library }).sureFrom).toBeGreaterThan(
      calibrate(held, { library }).sureFrom + 0.03,
    );
  });

  test("answers are numbers for anything that could be held out", () => {
    const odds = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 3,
      maxLength: 60,
    });
    fc.assert(
      fc.property(odds, fc.nat(), (probabilities, seed) => {
        const rows = Math.floor(probabilities.length / 3);
        const target = Array.from({ length: rows }, (_, row) => (row + seed) % 3);
        const { temperature, sureFrom } = calibrate(
          { classes: 3, probabilities: probabilities.slice(0, rows * 3), target },
          { library: probabilities },
        );
        return temperature >= 0.5 && temperature <= 4 && sureFrom >= 0.33 && sureFrom <= 1;
      }),
    );
  });
});
