import { describe, expect, test } from "vitest";
import { STARTING_MOODS } from "../../../common/domain/mood.ts";
import {
  NO_DATA,
  createPrior,
  fit,
  predict,
  readModel,
  type Prediction,
} from "../../../main/learning/classifier.ts";
import { definitionProbabilities } from "../../../main/learning/definitions.ts";
import type { Matrix } from "../../../main/learning/matrix.ts";
import { farthest, matrixOf, songs, twoKinds } from "./matrices.ts";

const definitions = STARTING_MOODS.map((mood) => mood.definition);

function taught(count: number, seed = 1) {
  const { list, kinds } = twoKinds(count, seed);
  return {
    features: songs(list),
    target: kinds.map((kind) => (kind === "quiet" ? 0 : 1)),
    weights: list.map(() => 1),
    classes: 2,
  };
}

function sums({ probabilities }: Prediction, classes: number): number[] {
  return Array.from({ length: probabilities.length / classes }, (_, row) =>
    probabilities
      .subarray(row * classes, (row + 1) * classes)
      .reduce((sum, value) => sum + value, 0),
  );
}

function hits(prediction: Prediction, target: readonly number[]): number {
  return target.filter((label, row) => prediction.mood[row] === label).length / target.length;
}

describe("the classifier", () => {
  test("learns two kinds of songs, and is as sure as it is right", () => {
    const model = fit(taught(400));
    const unseen = taught(2000, 2);
    const prediction = predict(model, unseen.features);
    const right = hits(prediction, unseen.target);
    const mean = prediction.confidence.reduce((sum, value) => sum + value, 0) / 2000;
    expect(right).toBeGreaterThan(0.9);
    expect(Math.abs(right - mean)).toBeLessThan(0.04);
  });

  test("without labels says what the definitions say", () => {
    const features = songs(twoKinds(500, 3).list);
    const prior = createPrior(definitions, features, 42);
    const model = fit({ features: songs([]), target: [], weights: [], classes: 5, prior });
    const ours = predict(model, features).mood;
    const theirs = definitionProbabilities(features, definitions);
    const same = [...ours].filter((mood, row) => {
      const odds = theirs.subarray(row * 5, row * 5 + 5);
      return mood === odds.indexOf(Math.max(...odds));
    });
    expect(same.length / 500).toBeGreaterThan(0.85);
  });

  test("without labels and without definitions refuses", () => {
    expect(() => fit({ features: songs([]), target: [], weights: [], classes: 2 })).toThrow(
      "nothing to learn from",
    );
  });

  test.each([0, 255, 1000])("refuses %i moods", (classes) => {
    expect(() => fit({ ...taught(10), classes })).toThrow("1 to 254 moods");
  });

  test("a few labels bend the definitions; many overrule them", () => {
    const { list, kinds } = twoKinds(600, 4);
    const features = songs(list);
    // The listener calls quiet what the definitions call loud, and the other way round.
    const backwards = [{ energy: { low: 0.7, high: 1 } }, { energy: { low: 0, high: 0.3 } }];
    const prior = createPrior(backwards, features, 42);
    const target = kinds.map((kind) => (kind === "quiet" ? 0 : 1));
    const rightAfter = (labels: number) => {
      const part = { features: songs(list.slice(0, labels)), target, classes: 2 };
      const model = fit({ ...part, weights: part.target.map(() => 1), prior });
      return hits(predict(model, features), target);
    };
    const course = [0, 20, 400].map(rightAfter);
    expect(course[0]).toBeLessThan(0.2);
    expect(course[1]).toBeGreaterThan(course[0] ?? 1);
    expect(course[2]).toBeGreaterThan(0.9);
  });

  test("a new mood without a definition is learnt from a few labels", () => {
    const { list, kinds } = twoKinds(400, 10);
    const features = songs(list);
    // The songs of loud kind fit "happy" best, until the listener makes a mood of their own for them.
    const prior = createPrior([...definitions, {}], features, 42);
    const chosen = list.filter((_, row) => kinds[row] === "loud").slice(0, 15);
    const model = fit({
      features: songs(chosen),
      target: chosen.map(() => 5),
      weights: chosen.map(() => 1),
      classes: 6,
      prior,
    });
    const { mood } = predict(model, features);
    const ofKind = (kind: string) => kinds.flatMap((one, row) => (one === kind ? [mood[row]] : []));
    const share = (moods: readonly (number | undefined)[]) =>
      moods.filter((one) => one === 5).length / moods.length;
    expect(share(ofKind("loud"))).toBeGreaterThan(0.5);
    expect(share(ofKind("quiet"))).toBeLessThan(0.3);
  });

  test("labels of a single mood do not swallow the library", () => {
    const { list, kinds } = twoKinds(400, 5);
    const features = songs(list);
    const prior = createPrior(
      [{ energy: { low: 0, high: 0.4 } }, { energy: { low: 0.6, high: 1 } }],
      features,
      42,
    );
    const quiet = list.filter((_, row) => kinds[row] === "quiet").slice(0, 30);
    const model = fit({
      features: songs(quiet),
      target: quiet.map(() => 0),
      weights: quiet.map(() => 1),
      classes: 2,
      prior,
    });
    const target = kinds.map((kind) => (kind === "quiet" ? 0 : 1));
    expect(hits(predict(model, features), target)).toBeGreaterThan(0.8);
  });

  test("a track of which only the duration is known is in no mood", () => {
    const prediction = predict(
      fit(taught(50)),
      songs([{}, { duration: 200_000 }, { energy: 0.1 }]),
    );
    expect([...prediction.mood]).toEqual([NO_DATA, NO_DATA, 0]);
    expect([...prediction.confidence].slice(0, 2)).toEqual([0, 0]);
    expect(farthest(sums(prediction, 2), [1, 1, 1])).toBeLessThan(1e-6);
  });

  test("one song that lacks a value is not an outlier for it", () => {
    const { list, kinds } = twoKinds(300, 6);
    const lacking = list.map((song, row) =>
      row === 0 ? { ...song, tempo: undefined } : song,
    ) as typeof list;
    const target = kinds.map((kind) => (kind === "quiet" ? 0 : 1));
    const model = fit({
      features: songs(lacking),
      target,
      weights: target.map(() => 1),
      classes: 2,
    });
    const [song = {}] = list.slice(1);
    const { tempo: _, ...rest } = song;
    const [withTempo = 0, , without = 0] = predict(model, songs([song, rest])).probabilities;
    expect(Math.abs(withTempo - without)).toBeLessThan(0.15);
  });

  test("columns that are constant or missing everywhere are no harm", () => {
    const { list, kinds } = twoKinds(200, 7);
    const bare = list.map(({ energy, loudness }) => ({
      energy: energy ?? 0,
      loudness: loudness ?? 0,
      liveness: 0.1,
    }));
    const target = kinds.map((kind) => (kind === "quiet" ? 0 : 1));
    const model = fit({
      features: songs(bare),
      target,
      weights: target.map(() => 1),
      classes: 2,
    });
    expect(model.weights.every(Number.isFinite)).toBe(true);
    expect(hits(predict(model, songs(bare)), target)).toBeGreaterThan(0.85);
  });

  test("values far outside of everything seen give probabilities still", () => {
    const prediction = predict(
      fit(taught(50)),
      songs([{ energy: 1e9, tempo: -5, acousticness: -1, duration: 0 }]),
    );
    expect(sums(prediction, 2)[0]).toBeCloseTo(1, 5);
  });

  test("the same labels give the same model, to the last bit", () => {
    const features = songs(twoKinds(100, 8).list);
    const prior = () => createPrior(definitions.slice(0, 2), features, 42);
    expect(fit({ ...taught(60), prior: prior() })).toEqual(fit({ ...taught(60), prior: prior() }));
  });

  test("the slices of a large library do not show", () => {
    const model = fit(taught(50));
    const { list } = twoKinds(20_000, 9);
    const whole = predict(model, songs(list));
    const last = predict(model, songs(list.slice(-10)));
    expect(whole.probabilities.slice(-20)).toEqual(last.probabilities);
  });

  test("one mood alone has all tracks, and no library at all is no mistake", () => {
    const prior = createPrior([{}], songs([]), 42);
    const model = fit({ features: songs([]), target: [], weights: [], classes: 1, prior });
    expect([...predict(model, songs([{ energy: 0.5 }])).confidence]).toEqual([1]);
    expect(predict(model, songs([])).mood).toHaveLength(0);
  });

  test("a stored model is read back, and one of another shape is not", () => {
    const model = fit(taught(20));
    expect(readModel(JSON.parse(JSON.stringify(model)))).toEqual(model);
    const broken = [null, {}, { ...model, version: 3 }, { ...model, weights: [1, 2, 3] }];
    expect(broken.map(readModel)).toEqual([null, null, null, null]);
  });

  test("a model of version 1, which knew no calibration, says what it said", () => {
    const { temperature: _, sureFrom, fits, ...rest } = fit(taught(20));
    const old = JSON.parse(JSON.stringify({ ...rest, version: 1 })) as unknown;
    expect(readModel(old)).toEqual({ ...rest, version: 2, temperature: 1, sureFrom, fits });
    expect([sureFrom, fits]).toEqual([0.6, null]);
  });

  test("a temperature of 2 halves the log-odds", () => {
    const model = fit(taught(20));
    const odds = (asked: typeof model) => {
      const [a = 0, b = 0] = predict(asked, songs([{ energy: 0.7 }])).probabilities;
      return Math.log(a / b);
    };
    expect(odds({ ...model, temperature: 2 })).toBeCloseTo(odds(model) / 2, 5);
  });

  test("refuses infinite values and a size that does not fit", () => {
    const model = fit(taught(20));
    const wrong: Matrix = { rows: 3, columns: 10, data: new Float32Array(7) };
    expect(() => predict(model, wrong)).toThrow("cannot have 7 values");
    expect(() => predict(model, matrixOf([Array(10).fill(Infinity) as number[]]))).toThrow(
      "infinite",
    );
  });
});
