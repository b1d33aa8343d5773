import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitLogistic, predictLogistic } from "../../../main/learning/logistic.ts";
import { createRandom } from "../../../main/learning/random.ts";
import { farthest, fixture, matrixOf } from "./matrices.ts";

type Fixture = {
  rows: number[][];
  target: number[];
  weights: number[];
  strength: number;
  probabilities: number[][];
};

function oneHot(target: readonly number[], classes: number): Float64Array {
  return Float64Array.from(
    target.flatMap((label) => Array.from({ length: classes }, (_, at) => (at === label ? 1 : 0))),
  );
}

/** Made-up rows of 3 classes; width 6, so that both halves of the unrolled sums are used. */
function problem(rows: number, seed: number) {
  const random = createRandom(seed);
  const list = Array.from({ length: rows }, () =>
    Array.from({ length: 6 }, () => Math.fround(random() * 4 - 2)),
  );
  const target = list.map(([a = 0, b = 0]) => (a + random() > 1 ? 0 : b + random() > 0.5 ? 1 : 2));
  return { list, target };
}

describe("logistic regression", () => {
  test("gives scikit-learn's probabilities to a millionth", () => {
    const { rows, target, weights, strength, probabilities } = fixture<Fixture>("logistic");
    const features = matrixOf(rows);
    const learnt = fitLogistic({
      features,
      target: oneHot(target, 3),
      weights,
      classes: 3,
      strength,
      interceptStrength: 0,
      tolerance: 1e-10,
    });
    expect(farthest(predictLogistic(learnt, features, 3), probabilities.flat())).toBeLessThan(1e-6);
  });

  test("probabilities sum to 1 and are those of the rows, in any order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer(), (rows, seed) => {
        const { list, target } = problem(rows, seed);
        const fitted = (order: readonly number[]) => {
          const features = matrixOf(order.map((at) => list[at] ?? []));
          return predictLogistic(
            fitLogistic({
              features,
              target: oneHot(
                order.map((at) => target[at] ?? 0),
                3,
              ),
              weights: new Float32Array(rows).fill(1),
              classes: 3,
              strength: 1,
              interceptStrength: 0.1,
              tolerance: 1e-9,
            }),
            matrixOf(list),
            3,
          );
        };
        const order = list.map((_, at) => at);
        const forward = fitted(order);
        for (let row = 0; row < rows; row += 1) {
          const part = forward.subarray(row * 3, row * 3 + 3);
          expect(part.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
        }
        expect(farthest(fitted(order.toReversed()), [...forward])).toBeLessThan(1e-5);
      }),
      { numRuns: 25 },
    );
  });

  test("a row of weight 0 counts as if it were not there, and one of weight 2 as two", () => {
    const { list, target } = problem(30, 1);
    const fitted = (rows: readonly number[], weights: readonly number[]) =>
      fitLogistic({
        features: matrixOf(rows.map((at) => list[at] ?? [])),
        target: oneHot(
          rows.map((at) => target[at] ?? 0),
          3,
        ),
        weights,
        classes: 3,
        strength: 1,
        interceptStrength: 1,
        tolerance: 1e-10,
      });
    const all = list.map((_, at) => at);
    const weighted = fitted(
      all,
      all.map((at) => (at === 0 ? 0 : at === 1 ? 2 : 1)),
    );
    const rows = [1, ...all.slice(1)];
    const repeated = fitted(
      rows,
      rows.map(() => 1),
    );
    expect(farthest(weighted, [...repeated])).toBeLessThan(1e-5);
  });

  test("no rows leave the weights at the centre", () => {
    const centre = Float64Array.from([1, 2, 3, 4]);
    const learnt = fitLogistic({
      features: { rows: 0, columns: 1, data: new Float32Array(0) },
      target: new Float64Array(0),
      weights: [],
      classes: 2,
      strength: 1,
      interceptStrength: 1,
      centre,
    });
    expect(learnt).toEqual(centre);
  });
});
