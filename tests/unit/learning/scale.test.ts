import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitScaler, transform } from "../../../main/learning/scale.ts";
import { farthest, fixture, matrixOf } from "./matrices.ts";

type Fixture = {
  rows: (number | null)[][];
  mean: number[];
  scale: number[];
  transformed: number[][];
};

describe("scaling", () => {
  test("agrees with scikit-learn's StandardScaler, missing values and a constant column included", () => {
    const { rows, mean, scale, transformed } = fixture<Fixture>("scaler");
    const matrix = matrixOf(rows);
    const scaler = fitScaler(matrix);
    const relative = (ours: readonly number[], theirs: readonly number[]) =>
      farthest(
        ours.map((value, at) => value / (theirs[at] ?? NaN)),
        theirs.map(() => 1),
      );
    expect(relative(scaler.mean, mean)).toBeLessThan(1e-12);
    expect(relative(scaler.scale, scale)).toBeLessThan(1e-12);
    expect(farthest(transform(scaler, matrix).data, transformed.flat())).toBeLessThan(1e-6);
  });

  test("a missing value becomes the mean, and a column of nothing but missing values becomes 0", () => {
    const matrix = matrixOf([
      [1, null],
      [3, null],
      [null, null],
    ]);
    const scaler = fitScaler(matrix);
    expect(scaler).toEqual({ mean: [2, 0], scale: [1, 1] });
    expect([...transform(scaler, matrix).data]).toEqual([-1, 0, 1, 0, 0, 0]);
  });

  test("a constant column is not blown up by rounding noise", () => {
    const matrix = matrixOf(Array.from({ length: 1000 }, () => [0.1, 123_456.789]));
    const scaler = fitScaler(matrix);
    expect(scaler.scale).toEqual([1, 1]);
    expect(transform(scaler, matrix).data.every((value) => Math.abs(value) < 1e-6)).toBe(true);
  });

  test("no rows at all give a scaler that changes nothing", () => {
    expect(fitScaler({ rows: 0, columns: 2, data: new Float32Array(0) })).toEqual({
      mean: [0, 0],
      scale: [1, 1],
    });
  });

  test("scaled columns have mean 0 and deviation 1, whatever the numbers are", () => {
    const number = fc.double({ min: -1e5, max: 1e5, noNaN: true }).map(Math.fround);
    fc.assert(
      fc.property(fc.array(number, { minLength: 2, maxLength: 60 }), (values) => {
        const spread = Math.max(...values) - Math.min(...values);
        fc.pre(spread > 1);
        const matrix = matrixOf(values.map((value) => [value]));
        const scaled = [...transform(fitScaler(matrix), matrix).data];
        const mean = scaled.reduce((sum, value) => sum + value, 0) / scaled.length;
        const variance =
          scaled.reduce((sum, value) => sum + (value - mean) ** 2, 0) / scaled.length;
        return Math.abs(mean) < 1e-3 && Math.abs(variance - 1) < 1e-3;
      }),
    );
  });
});
