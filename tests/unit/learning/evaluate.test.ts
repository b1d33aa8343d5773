import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, summarise, wilson } from "../../../main/learning/evaluate.ts";
import { assignFolds, checkableClasses } from "../../../main/learning/folds.ts";
import { songs, twoKinds } from "./matrices.ts";

const LABELS = ["quiet", "loud", "other"];

const labelledRows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 30 })), {
    minLength: 4,
    maxLength: 120,
  })
  .map((rows) => ({
    target: rows.map(([label]) => label),
    groups: rows.map(([, group]) => `group ${group}`),
    labels: LABELS,
  }));

describe("folds", () => {
  test("never part a recording, leave no fold empty, and are the same for the same seed", () => {
    fc.assert(
      fc.property(labelledRows, fc.integer({ min: 2, max: 10 }), fc.nat(), (input, folds, seed) => {
        fc.pre(checkableClasses(input) >= 2);
        const fold = assignFolds(input, folds, seed);
        const ofGroup = new Map<string, number>();
        input.groups.forEach((group, row) => {
          expect(ofGroup.get(group) ?? fold[row]).toBe(fold[row]);
          ofGroup.set(group, fold[row] ?? -1);
        });
        const used = new Set(fold);
        expect([...used].toSorted((a, b) => a - b)).toEqual([...used.keys()].map((_, at) => at));
        expect(used.size).toBeLessThanOrEqual(folds);
        expect(assignFolds(input, folds, seed)).toEqual(fold);
      }),
    );
  });

  test("spread each mood evenly", () => {
    const target = Array.from({ length: 100 }, (_, row) => (row < 80 ? 0 : 1));
    const groups = target.map((_, row) => String(row));
    const fold = assignFolds({ target, groups, labels: ["a", "b"] }, 10, 42);
    const counts = Array.from({ length: 10 }, (_, at) => {
      const rows = target.filter((_, row) => fold[row] === at);
      return [rows.length, rows.filter((label) => label === 1).length];
    });
    expect(counts).toEqual(Array.from({ length: 10 }, () => [10, 2]));
  });

  test("another seed deals otherwise", () => {
    const target = Array.from({ length: 60 }, (_, row) => row % 2);
    const input = { target, groups: target.map((_, row) => String(row)), labels: ["a", "b"] };
    expect(assignFolds(input, 5, 1)).not.toEqual(assignFolds(input, 5, 2));
  });

  test("copies of one recording are no two songs to check with", () => {
    const copies = { target: [0, 0, 0, 1, 1], groups: ["x", "x", "x", "y", "z"], labels: LABELS };
    expect(checkableClasses(copies)).toBe(1);
    expect(() => assignFolds(copies, 5, 42)).toThrow("at least two moods");
  });
});

describe("Wilson's interval", () => {
  test("has the values of the textbooks", () => {
    const rounded = ({ mean, low, high }: ReturnType<typeof wilson>) =>
      [mean, low, high].map((value) => Number(value.toFixed(4)));
    expect(rounded(wilson(81, 263))).toEqual([0.308, 0.2553, 0.3662]);
    expect(rounded(wilson(0, 20))).toEqual([0, 0, 0.1611]);
    expect(rounded(wilson(20, 20))).toEqual([1, 0.8389, 1]);
  });
});

describe("figures", () => {
  test("are those that one can work out by hand", () => {
    const figures = summarise(
      {
        target: [0, 0, 1, 1],
        labels: ["quiet", "loud", "never"],
      },
      {
        fold: Int32Array.from([0, 1, 0, 1]),
        predicted: Int32Array.from([0, 1, 1, 1]),
        probabilities: Float32Array.from([0.75, 0.25, 0, 0.25, 0.5, 0.25, 0.25, 0.75, 0, 0, 1, 0]),
      },
    );
    expect(figures).toEqual({
      accuracy: wilson(3, 4),
      // F1 of quiet 2/3, of loud 4/5; the mood that nobody has does not count.
      macroF1: (2 / 3 + 4 / 5) / 2,
      logLoss: -(Math.log(0.75) + Math.log(0.25) + Math.log(0.75) + Math.log(1)) / 4,
      // 0.75 twice (both right), 0.5 once (wrong), 1 once (right).
      ece: (0.5 + 0.5 + 0) / 4,
      reliability: [
        { from: 0.5, to: 0.6, count: 1, confidence: 0.5, right: wilson(0, 1) },
        { from: 0.7, to: 0.8, count: 2, confidence: 0.75, right: wilson(2, 2) },
        { from: 0.9, to: 1, count: 1, confidence: 1, right: wilson(1, 1) },
      ],
      labels: ["quiet", "loud", "never"],
      confusion: [
        [1, 1, 0],
        [0, 2, 0],
        [0, 0, 0],
      ],
      perLabel: [
        { label: "quiet", precision: 1, recall: 0.5, f1: 2 / 3, support: 2 },
        { label: "loud", precision: 2 / 3, recall: 1, f1: 4 / 5, support: 2 },
        { label: "never", precision: null, recall: null, f1: null, support: 0 },
      ],
      folds: [
        { size: 2, accuracy: 1, macroF1: 1, logLoss: -Math.log(0.75) },
        {
          size: 2,
          accuracy: 0.5,
          macroF1: (0 + 2 / 3) / 2,
          logLoss: -(Math.log(0.25) + Math.log(1)) / 2,
        },
      ],
      size: 4,
    });
  });
});

describe("cross-validation", () => {
  const { list, kinds } = twoKinds(200, 1);
  const input = {
    features: songs(list),
    target: kinds.map((kind) => (kind === "quiet" ? 0 : 1)),
    groups: list.map((_, row) => String(row)),
    labels: ["quiet", "loud"],
    folds: 5,
    seed: 42,
  };

  test("agrees with labels that the features explain, and not with labels made by chance", async () => {
    const told = await evaluate(input);
    expect(told.accuracy.mean).toBeGreaterThan(0.88);
    expect(told.size).toBe(200);
    expect(told.folds.map((fold) => fold.size)).toEqual([40, 40, 40, 40, 40]);
    const shuffled = await evaluate({ ...input, target: list.map((_, row) => (row * 7919) % 2) });
    expect(shuffled.accuracy.low).toBeLessThan(0.55);
  });

  test("a recording that is there twice does not tell its own label", async () => {
    // Chance labels, every song twice: a check that parts the copies would find them again.
    const target = list.map((_, row) => ((row * 7919) >> 2) % 2);
    const twice = {
      ...input,
      features: songs([...list, ...list]),
      target: [...target, ...target],
      groups: [...input.groups, ...input.groups],
    };
    const { accuracy } = await evaluate(twice);
    expect(accuracy.mean).toBeLessThan(0.6);
  });

  test("reports each fold, and stops when it is told to", async () => {
    const stages: number[] = [];
    const abort = new AbortController();
    const running = evaluate(input, {
      signal: abort.signal,
      report: ({ done }) => {
        stages.push(done);
        if (done === 2) abort.abort(new Error("enough"));
      },
    });
    await expect(running).rejects.toThrow("enough");
    expect(stages).toEqual([1, 2]);
  });
});
