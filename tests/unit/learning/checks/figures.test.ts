import { describe, expect, test } from "vitest";
import { mcnemar } from "../../../../main/learning/checks/mcnemar.ts";
import { summarise } from "../../../../main/learning/evaluate.ts";
import { fixture } from "../matrices.ts";

type Figures = {
  readonly probabilities: readonly (readonly number[])[];
  readonly target: readonly number[];
  readonly accuracy: number;
  readonly macroF1: number;
  readonly logLoss: number;
  readonly ece: number;
  readonly confusion: readonly (readonly number[])[];
  readonly bins: readonly {
    readonly count: number;
    readonly confidence: number;
    readonly right: number;
  }[];
};

describe("figures", () => {
  test("are those of scikit-learn", () => {
    const theirs = fixture<Figures>("figures");
    const labels = ["a", "b", "c", "d"];
    const ours = summarise(
      { target: theirs.target, labels },
      {
        fold: new Int32Array(theirs.target.length),
        predicted: Int32Array.from(theirs.probabilities, (odds) => odds.indexOf(Math.max(...odds))),
        probabilities: Float32Array.from(theirs.probabilities.flat()),
      },
    );
    expect(ours.confusion).toEqual(theirs.confusion);
    expect(ours.accuracy.mean).toBeCloseTo(theirs.accuracy, 12);
    expect(ours.macroF1).toBeCloseTo(theirs.macroF1, 12);
    expect(ours.logLoss).toBeCloseTo(theirs.logLoss, 7);
    expect(ours.ece).toBeCloseTo(theirs.ece, 7);
    const bins = ours.reliability ?? [];
    expect(bins.map(({ count }) => count)).toEqual(theirs.bins.map(({ count }) => count));
    bins.forEach(({ confidence, right }, index) => {
      expect(confidence).toBeCloseTo(theirs.bins[index]?.confidence ?? NaN, 7);
      expect(right.mean).toBeCloseTo(theirs.bins[index]?.right ?? NaN, 12);
    });
  });
});

test("McNemar's mid-p is that of SciPy's binomial", () => {
  type Case = { readonly onlyA: number; readonly onlyB: number; readonly midP: number };
  for (const { onlyA, onlyB, midP } of fixture<{ cases: Case[] }>("mcnemar").cases)
    expect(Math.abs(mcnemar(onlyA, onlyB) / midP - 1)).toBeLessThan(1e-9);
});
