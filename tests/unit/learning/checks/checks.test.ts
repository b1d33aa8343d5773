import { describe, expect, test } from "vitest";
import { calibrated } from "../../../../main/learning/checks/calibrated.ts";
import { check, type CheckInput } from "../../../../main/learning/checks/check.ts";
import { driftOf } from "../../../../main/learning/checks/drift.ts";
import { fit, predict } from "../../../../main/learning/classifier.ts";
import { crossValidate, evaluate, summarise, wilson } from "../../../../main/learning/evaluate.ts";
import { createRandom } from "../../../../main/learning/random.ts";
import { songs, twoKinds, type Song } from "../matrices.ts";

const COUNT = 160;
const { list, kinds } = twoKinds(COUNT, 5);
const random = createRandom(9);
/** One label in eight is wrong, so that there is something to measure. */
const target = kinds.map((kind) => ((kind === "loud") !== random() < 0.125 ? 1 : 0));
const DEFINITIONS = [
  { energy: { low: null, high: 0.4 } },
  { energy: { low: 0.6, high: null } },
] as const;

function input(change: Partial<CheckInput> = {}): CheckInput {
  return {
    features: songs(list),
    target,
    groups: list.map((_, row) => String(row)),
    labels: ["quiet", "loud"],
    weights: new Float32Array(COUNT).fill(1),
    artists: Int32Array.from(list.keys()),
    definitions: DEFINITIONS,
    library: null,
    weak: null,
    folds: 5,
    repeats: 1,
    seed: 42,
    strategy: null,
    against: null,
    unlabelled: null,
    ...change,
  };
}

describe("repeated folds", () => {
  test("have the mean over the repeats with the interval of the labels there are, and its spread", async () => {
    const { evaluation, repeats } = await check(input({ repeats: 4 }));
    const single = await Promise.all(
      [42, 43, 44, 45].map(async (seed) => (await check(input({ seed }))).evaluation),
    );
    const means = single.map(({ accuracy }) => accuracy.mean);
    const mean = means.reduce((sum, value) => sum + value, 0) / 4;
    expect(evaluation).toEqual(single[0]);
    expect(repeats).toMatchObject({ repeats: 4, folds: 5, interval: wilson(mean * COUNT, COUNT) });
    expect(repeats.accuracy).toEqual({
      mean,
      deviation: Math.sqrt(means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3),
      least: Math.min(...means),
      most: Math.max(...means),
    });
  });

  test("come to what fits from nothing come to, though they start from a model that has seen all", async () => {
    const labels = { ...input(), folds: 4 };
    const held = await crossValidate(labels);
    const rows = [...held.fold.keys()];
    const part = (chosen: readonly number[]) => ({
      features: songs(chosen.map((row) => list[row] ?? {})),
      target: chosen.map((row) => target[row] ?? 0),
    });
    // The same scales as those of all rows: what is compared is the search alone.
    const prior = fit({ ...part(rows), weights: labels.weights, classes: 2 });
    const alike = { engineer: prior.engineer, weights: new Float64Array(prior.weights.length) };
    const warm = summarise(labels, await crossValidate({ ...labels, prior: alike }));
    const probabilities = new Float32Array(COUNT * 2);
    for (let fold = 0; fold < 4; fold += 1) {
      const model = fit({
        ...part(rows.filter((row) => held.fold[row] !== fold)),
        weights: labels.weights,
        classes: 2,
        prior: alike,
        tolerance: 1e-7,
      });
      const asked = rows.filter((row) => held.fold[row] === fold);
      const answers = predict(model, part(asked).features).probabilities;
      asked.forEach((row, at) => probabilities.set(answers.subarray(2 * at, 2 * at + 2), 2 * row));
    }
    const cold = summarise(labels, { ...held, probabilities });
    expect(Math.abs(warm.logLoss - cold.logLoss)).toBeLessThan(1e-3);
  });

  test("never learn from a song that was seen where its recording is tested", async () => {
    const half = COUNT / 2;
    const groups = list.map((_, row) => (row < half ? "one recording" : String(row)));
    // All wrong, and many times as heavy as a label: where they are learnt from, it shows.
    const weak = (group: string) => ({
      features: songs(list.slice(0, half)),
      target: Int32Array.from(target.slice(0, half), (label) => 1 - label),
      weights: new Float32Array(half).fill(5),
      groups: list.slice(0, half).map(() => group),
    });
    const accuracy = async (change: Partial<CheckInput>) =>
      (await check(input({ groups, ...change }))).evaluation.accuracy.mean;
    const [none, apart, itself] = await Promise.all([
      accuracy({}),
      accuracy({ weak: weak("another one") }),
      accuracy({ weak: weak("one recording") }),
    ]);
    expect(apart).toBeLessThan(none - 0.5);
    // The fold with that recording, which is half of the labels, is as good as without them.
    expect(itself).toBeGreaterThan(apart + 0.25);
  });

  test("can be cancelled between two folds", async () => {
    const abort = new AbortController();
    const report = () => abort.abort(new Error("enough"));
    const running = check(input({ repeats: 50 }), { signal: abort.signal, report });
    await expect(running).rejects.toThrow("enough");
  });
});

describe("calibrated answers", () => {
  test("let no row have a say in its own temperature", async () => {
    const labels = { ...input(), folds: 5 };
    const held = await crossValidate(labels);
    const before = calibrated(held, target);
    const changed = target.map((label, row) => (held.fold[row] === 2 ? 1 - label : label));
    const after = calibrated(held, changed);
    const of = (answers: typeof held, row: number) =>
      answers.probabilities.slice(2 * row, 2 * row + 2);
    const same = [...held.fold.keys()].filter((row) => held.fold[row] === 2);
    expect(same.map((row) => of(after, row))).toEqual(same.map((row) => of(before, row)));
    expect(after.probabilities).not.toEqual(before.probabilities);
    expect(before.predicted).toEqual(held.predicted);
  });

  test("are less sure where the answers were too sure", async () => {
    const labels = { ...input(), folds: 5 };
    const held = await crossValidate(labels);
    const boast = (odds: number) => (odds > 0.5 ? 0.999 : 0.001);
    const sure = { ...held, probabilities: held.probabilities.map(boast) };
    const { ece, logLoss } = summarise(labels, calibrated(sure, target));
    const boasted = summarise(labels, sure);
    expect(ece).toBeLessThan(boasted.ece - 0.05);
    expect(logLoss).toBeLessThan(boasted.logLoss / 2);
  });
});

describe("the learning curve", () => {
  test.each(["random", "margin", "suggest"] as const)(
    "by %s starts from the definitions, ends with all labels, and is the same each time",
    async (strategy) => {
      const found = await check(input({ strategy }));
      const points = found.learningCurve?.points ?? [];
      expect(points.map(({ labels }) => labels)).toEqual([0, 10, 20, 50, 100, 128]);
      expect(found.learningCurve?.strategy).toBe(strategy);
      for (const { accuracy, logLoss } of points) {
        expect(accuracy.least).toBeLessThanOrEqual(accuracy.most);
        expect(logLoss.mean).toBeGreaterThan(0);
      }
      expect(points.at(-1)?.accuracy.mean).toBeGreaterThan(0.75);
      expect((await check(input({ strategy }))).learningCurve).toEqual(found.learningCurve);
    },
  );

  test("has no point without labels where no mood has a definition", async () => {
    const { learningCurve } = await check(input({ definitions: [{}, {}], strategy: "random" }));
    expect(learningCurve?.points[0]?.labels).toBe(10);
  });
});

describe("comparisons on the same folds", () => {
  test("with the majority: counted label by label, and better", async () => {
    const against = { kind: "peer", peer: "majority", name: "most frequent" } as const;
    const { comparison, evaluation } = await check(input({ against }));
    const { paired } = comparison ?? {};
    expect(comparison).toMatchObject({ other: "most frequent", verdict: "better" });
    expect((paired?.both ?? 0) + (paired?.onlyA ?? 0)).toBe(
      Math.round(evaluation.accuracy.mean * COUNT),
    );
    const { checked = 0, both = 0, onlyA = 0, onlyB = 0, neither = 0 } = paired ?? {};
    expect(both + onlyA + onlyB + neither).toBe(checked);
    expect(checked).toBe(COUNT);
  });

  test("with itself there is no difference", async () => {
    const learnable = Int32Array.from({ length: COUNT }, (_, row) => row);
    const against = { kind: "labels", learnable, name: "itself" } as const;
    const { comparison } = await check(input({ against }));
    expect(comparison).toMatchObject({
      verdict: "no difference",
      paired: { onlyA: 0, onlyB: 0, p: 1 },
    });
  });

  test("with what only the wrong labels taught it is better", async () => {
    const wrong = Int32Array.from(list.keys()).filter(
      (row) => (kinds[row] === "loud") !== (target[row] === 1),
    );
    const against = { kind: "labels", learnable: wrong, name: "wrong labels" } as const;
    expect((await check(input({ against }))).comparison?.verdict).toBe("better");
  });

  test.each(["centroid", "knn"] as const)("with %s, which is about as good here", async (peer) => {
    const { comparison } = await check(input({ against: { kind: "peer", peer, name: peer } }));
    expect(comparison?.others.accuracy.mean).toBeGreaterThan(0.75);
    expect(comparison?.others.logLoss === null).toBe(peer === "centroid");
  });

  test("with definitions, and with a model that knows one of the labels alone", async () => {
    const definitions = await check(input({ against: { kind: "definitions", name: "d" } }));
    expect(definitions.comparison?.others.accuracy.mean).toBeGreaterThan(0.7);
    const model = fit({ features: songs(list), target, weights: input().weights, classes: 2 });
    const half = { kind: "model", name: "m", model, labels: [0, -1] } as const;
    const { comparison } = await check(input({ against: half }));
    expect(comparison?.others.logLoss).toBeNull();
    expect(comparison?.verdict).toBe("better");
  });
});

describe("drift", () => {
  const groups = list.map((_, row) => String(row));
  const shifted = (by: Partial<Song>) => twoKinds(300, 77).list.map((song) => ({ ...song, ...by }));

  test("is not seen in songs of the same kinds", () => {
    const found = driftOf(songs(list), groups, songs(shifted({})), 1);
    expect(found).toMatchObject({ labelled: COUNT, unlabelled: 300, drifted: false });
    expect(found?.share.mean).toBeLessThan(0.1);
  });

  test("is seen in songs that are faster and live, and says so", () => {
    const found = driftOf(songs(list), groups, songs(shifted({ tempo: 215, liveness: 0.95 })), 1);
    expect(found?.drifted).toBe(true);
    expect(found?.unlike).toBeGreaterThan(250);
    expect(
      found?.features
        .slice(0, 2)
        .map(({ feature }) => feature)
        .toSorted(),
    ).toEqual(["liveness", "tempo"]);
    expect(found?.features.find(({ feature }) => feature === "tempo")?.unlike).toBe(215);
  });

  test("copies of one recording are no neighbours of each other", () => {
    // Each labelled song twice: without its recording left out, all would be at no distance.
    const twice = songs([...list, ...list]);
    const found = driftOf(twice, [...groups, ...groups], songs(shifted({})), 1);
    expect(found?.share.mean).toBeLessThan(0.15);
  });

  test("nothing is said of few songs, or of such as have too little in common", () => {
    expect(driftOf(songs(list.slice(0, 10)), groups, songs(shifted({})), 1)).toBeNull();
    const bare = songs(list.map(() => ({ tempo: 120, energy: 0.5 })));
    expect(driftOf(songs(list), groups, bare, 1)).toBeNull();
  });
});

test("what evaluate says and what a check says differ by the temperature alone", async () => {
  const labels = { ...input(), folds: 5 };
  const plain = await evaluate(labels);
  const { evaluation } = await check(labels);
  expect(evaluation.confusion).toEqual(plain.confusion);
  expect(evaluation.folds.map(({ accuracy }) => accuracy)).toEqual(
    plain.folds.map(({ accuracy }) => accuracy),
  );
});
