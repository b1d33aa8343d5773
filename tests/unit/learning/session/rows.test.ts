import fc from "fast-check";
import { expect, test } from "vitest";
import { createPrior, fit, NO_DATA, predict } from "../../../../main/learning/classifier.ts";
import { SessionRows } from "../../../../main/learning/session/rows.ts";
import { STARTING_MOODS } from "../../../../common/domain/mood.ts";
import { createRandom } from "../../../../main/learning/random.ts";

/** Rows in the features' units, each value missing with that probability, and outliers beyond every clip. */
function wild(rows: number, missing: number, seed: number) {
  const random = createRandom(seed);
  const high = [1, 1, 1, 1, 1, 1, 1, 1, 220, 500_000];
  const data = Float32Array.from({ length: rows * 10 }, (_, at) => {
    if (random() < missing) return NaN;
    const value = (high[at % 10] ?? 1) * random();
    if (at % 10 === 2) return -40 * value;
    return random() < 0.02 ? value * 50 : value;
  });
  return { rows, columns: 10, data };
}

test("the kernel says of every row what the model says, whatever is missing", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.constantFrom(0, 0.1, 0.5, 0.95),
      fc.integer({ min: 1, max: 13 }),
      fc.integer(),
      (rows, missing, classes, seed) => {
        const library = wild(rows, missing, seed);
        const moods = Array.from(
          { length: classes },
          (_, index) => STARTING_MOODS[index % STARTING_MOODS.length]?.definition ?? {},
        );
        const prior = createPrior(moods, wild(80, 0.1, seed + 1), 1);
        const labelled = wild(30, missing / 2, seed + 2);
        const model = {
          ...fit({
            features: labelled,
            target: Int32Array.from({ length: 30 }, (_, row) => row % classes),
            weights: new Float32Array(30).fill(1),
            classes,
            prior,
          }),
          temperature: 0.8,
        };
        const session = new SessionRows(rows);
        session.put(library, (index) => index);
        const ids = Array.from({ length: classes }, (_, index) => 7 + 3 * index);
        const guesses = session.score(model, ids, () => undefined);
        const { mood, probabilities } = predict(model, library);
        const blank = [...mood.keys()].filter((row) => mood[row] === NO_DATA);
        expect(blank.map((row) => [guesses.moods[row], guesses.confidences[row]])).toEqual(
          blank.map(() => [0, NaN]),
        );
        const wrong = [...mood.keys()].flatMap((row) => {
          if (mood[row] === NO_DATA) return [];
          const odds = [...probabilities.subarray(row * classes, (row + 1) * classes)];
          const said = odds[ids.indexOf(guesses.moods[row] ?? 0)] ?? NaN;
          const most = Math.max(...odds);
          return Math.abs((guesses.confidences[row] ?? 0) - most) < 2e-5 && most - said < 2e-5
            ? []
            : [{ row, odds, said, confidence: guesses.confidences[row] }];
        });
        expect(wrong).toEqual([]);
      },
    ),
    { numRuns: 25 },
  );
});
