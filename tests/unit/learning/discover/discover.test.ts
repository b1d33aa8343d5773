import { describe, expect, test } from "vitest";
import type { Progress } from "../../../../common/domain/job.ts";
import { adjustedRand } from "../../../../main/learning/discover/agreement.ts";
import { discover } from "../../../../main/learning/discover/discover.ts";
import { findNewMoods } from "../../../../main/learning/discover/new-moods.ts";
import { distancesBetween, silhouette } from "../../../../main/learning/discover/silhouette.ts";
import { twoKinds } from "../../../../main/learning/discover/splits.ts";
import { createRandom } from "../../../../main/learning/random.ts";
import { fitScaler } from "../../../../main/learning/scale.ts";
import { fixture, matrixOf } from "../matrices.ts";
import { MIDDLE, PIANO, questionOf, songsOf, type Kind } from "./made-up.ts";

const CLOUD: Kind = { count: 1500, at: MIDDLE, spread: 0.18 };
const PLANTED: Kind = { count: 180, at: PIANO, spread: 0.05 };

/** Confidences of a cloud with a planted group: all of the group and a third of the rest are in doubt. */
function doubtful(rows: number, planted: number): Float32Array {
  return Float32Array.from({ length: rows }, (_, row) =>
    row >= rows - planted || row % 3 === 0 ? 0.4 : 0.8,
  );
}

test("silhouettes and agreements are scikit-learn's", () => {
  const { rows, one, other, alone, silhouettes, agreement } = fixture<{
    rows: number[][];
    one: number[];
    other: number[];
    alone: number[];
    silhouettes: number[];
    agreement: number;
  }>("grouping");
  const distances = distancesBetween(matrixOf(rows));
  [one, other, alone].forEach((labels, index) => {
    expect(silhouette(distances, Uint8Array.from(labels))).toBeCloseTo(
      silhouettes[index] ?? NaN,
      6,
    );
  });
  expect(adjustedRand(Uint8Array.from(one), Uint8Array.from(other))).toBeCloseTo(agreement, 9);
  expect(
    adjustedRand(
      Uint8Array.from(one),
      Uint8Array.from(one, (label) => 2 - label),
    ),
  ).toBe(1);
  expect(adjustedRand(new Uint8Array(9), new Uint8Array(9))).toBe(1);
});

describe("how many kinds of songs there are", () => {
  test.each([3, 5, 7])("%i kinds are counted", (kinds) => {
    const random = createRandom(kinds);
    const data = songsOf(
      Array.from({ length: kinds }, () => ({
        count: 150,
        at: MIDDLE.map(() => 0.15 + 0.7 * random()),
        spread: 0.08,
      })),
      1,
    );
    const { groups, reason, counts } = discover(questionOf(data));
    expect([groups, reason]).toEqual([kinds, "stands-out"]);
    expect(counts.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  test.each([
    ["a cloud", [CLOUD]],
    ["a tilted cloud of few", [{ ...CLOUD, count: 120 }]],
    ["songs spread evenly", [{ ...CLOUD, shape: "uniform" as const }]],
  ])("no number stands out in %s", (_, kinds) => {
    const { groups, reason } = discover(questionOf(songsOf(kinds, 2)));
    expect([groups, reason]).toEqual([null, "no-groups"]);
  });

  test("too few songs, or none, say so", () => {
    for (const count of [0, 1, 59]) {
      expect(discover(questionOf(songsOf([{ ...CLOUD, count }], 3)))).toEqual({
        counts: [],
        groups: null,
        reason: "too-few",
        sampled: count,
        newMoods: [],
        splits: [],
      });
    }
  });

  test("songs that are all alike, or of which one feature is known, are no groups", () => {
    const alike = new Float32Array(200 * 10).fill(0.5);
    expect(discover(questionOf(alike))).toMatchObject({ groups: null, newMoods: [], splits: [] });
    const data = songsOf([{ ...CLOUD, count: 300 }], 4).map((value, at) =>
      at % 10 === 1 ? value : NaN,
    );
    const found = discover(questionOf(data));
    expect(found.newMoods).toEqual([]);
    expect(found.counts.every((count) => Number.isFinite(count.silhouette))).toBe(true);
  });
});

describe("a mood that is missing", () => {
  test("a planted group is found, told in words and caught by its ranges", () => {
    const data = songsOf([CLOUD, PLANTED], 5);
    const rows = data.length / 10;
    const { newMoods } = discover(questionOf(data, { confidence: doubtful(rows, PLANTED.count) }));
    expect(newMoods).toHaveLength(1);
    const [found] = newMoods;
    const planted = found?.rows.filter((row) => row >= CLOUD.count) ?? [];
    expect(planted.length).toBeGreaterThan(160);
    expect(planted.length / (found?.rows.length ?? 0)).toBeGreaterThan(0.95);
    expect(found?.unsettled).toBeGreaterThan(0.95);
    const words = ["calm", "quiet", "acoustic", "instrumental", "slow"];
    expect(words).toEqual(expect.arrayContaining([...(found?.words ?? ["none"])]));
    const ranges = Object.entries(found?.definition ?? {});
    expect(ranges.length).toBeGreaterThanOrEqual(3);
    for (const [, range] of ranges) expect(range.low).toBeLessThan(range.high ?? NaN);
  });

  test("where no definition fits, confidence that is middling does not hide it", () => {
    const data = songsOf([CLOUD, PLANTED], 6);
    const moods = [{ energy: { low: 0.3, high: 0.9 }, acousticness: { low: 0, high: 0.7 } }];
    expect(discover(questionOf(data, { moods })).newMoods).toHaveLength(1);
    // A mood that is defined as these songs are leaves nothing to find.
    const own = { energy: { low: 0, high: 0.3 }, acousticness: { low: 0.8, high: 1 } };
    expect(discover(questionOf(data, { moods: [...moods, own] })).newMoods).toEqual([]);
  });

  test("songs that somebody labelled are not missing a mood", () => {
    const data = songsOf([CLOUD, PLANTED], 5);
    const rows = data.length / 10;
    const labelled = Uint8Array.from({ length: rows }, (_, row) => (row >= CLOUD.count ? 1 : 0));
    const confidence = doubtful(rows, PLANTED.count);
    expect(discover(questionOf(data, { confidence, labelled })).newMoods).toEqual([]);
  });

  test.each([1, 2, 3, 4, 5, 6])("noise gives none, however much of it is in doubt (%i)", (seed) => {
    const shapes: readonly Kind[] = [CLOUD, { ...CLOUD, shape: "uniform" }];
    for (const kind of shapes) {
      const { features, mood, moods } = questionOf(songsOf([kind], seed));
      const scaler = fitScaler(features);
      for (const every of [1, 3]) {
        const settled = Uint8Array.from(mood, (_, row) => (row % every === 0 ? 0 : 1));
        expect(
          findNewMoods({ features, scaler, mood, moods: moods.length, settled, seed }),
        ).toEqual([]);
      }
    }
  });
});

describe("a mood that is two", () => {
  const bright: Kind = {
    count: 160,
    at: [0.8, 0.8, 0.8, 0.5, 0.2, 0.2, 0.5, 0.8, 0.7],
    spread: 0.1,
  };
  const dark: Kind = { count: 90, at: [0.3, 0.3, 0.3, 0.5, 0.8, 0.7, 0.5, 0.2, 0.3], spread: 0.1 };

  test("is told, with both kinds; one that is a cloud is not", () => {
    const data = songsOf([bright, dark, { ...CLOUD, count: 250 }], 7);
    const mood = Int32Array.from({ length: 500 }, (_, row) => (row < 250 ? 0 : 1));
    const { splits } = discover(questionOf(data, { mood }));
    expect(splits.map((split) => split.mood)).toEqual([0]);
    const [split] = splits;
    const kinds = [0, 1].map((label) =>
      Array.from(split?.rows ?? []).filter((_, index) => split?.labels[index] === label),
    );
    const sizes = kinds.map((rows) => rows.length).toSorted((a, b) => b - a);
    expect(sizes).toEqual([160, 90]);
    expect(split?.stability).toBeGreaterThan(0.95);
    expect(split?.between).toBeLessThan(0.2);
  });

  test("a few songs of another kind are no second mood", () => {
    const data = songsOf(
      [
        { ...bright, count: 300 },
        { ...dark, count: 12 },
      ],
      8,
    );
    expect(discover(questionOf(data)).splits).toEqual([]);
  });

  test.each([1, 2, 3, 4])("noise is one mood (%i)", (seed) => {
    for (const count of [60, 250, 5000]) {
      for (const kind of [
        { ...CLOUD, count },
        { ...CLOUD, count, shape: "uniform" as const },
      ]) {
        expect(twoKinds(questionOf(songsOf([kind], seed)).features, seed)).toBeNull();
      }
    }
  });
});

test("the same question has the same answer, and tells how far it is", () => {
  const data = songsOf([CLOUD, PLANTED], 9);
  const question = questionOf(data, { confidence: doubtful(data.length / 10, PLANTED.count) });
  const stages: Progress[] = [];
  const first = discover(question, { report: (progress) => stages.push(progress) });
  expect(discover(question)).toEqual(first);
  expect([...new Set(stages.map(({ stage }) => stage))]).toEqual([
    "counting groups",
    "looking for new moods",
    "looking for moods that are two",
  ]);
});
