import { describe, expect, test } from "vitest";
import { suggest, type SuggestInput } from "../../../main/learning/suggest.ts";
import { songs, twoKinds, type Song } from "./matrices.ts";

const QUIET = { energy: { low: 0, high: 0.4 } };
const LOUD = { energy: { low: 0.6, high: 1 } };

/** A library of two kinds whose first `labels` songs are labelled rightly. */
function library(labels: number, list: readonly Song[], kinds: readonly string[]): SuggestInput {
  const rows = Int32Array.from({ length: labels }, (_, row) => row);
  return {
    features: songs(list),
    each: 1,
    artists: Int32Array.from(list, (_, row) => row),
    without: new Int32Array(0),
    labelledRows: rows,
    target: rows.map((row) => (kinds[row] === "loud" ? 1 : 0)),
    weights: new Float32Array(labels).fill(1),
    moods: [QUIET, LOUD],
    count: 20,
    seed: 42,
  };
}

const { list, kinds } = twoKinds(600, 11);

describe("the songs to ask about", () => {
  test("are ones the model is torn about, each once, never a labelled one", () => {
    const { suggestions } = suggest(library(40, list, kinds));
    const rows = suggestions.map(({ row }) => row);
    expect(new Set(rows).size).toBe(20);
    expect(Math.min(...rows)).toBeGreaterThanOrEqual(40);
    const margins = suggestions.map(({ probabilities: [one, other] }) => one - other);
    expect(margins.reduce((sum, margin) => sum + margin, 0) / 20).toBeLessThan(0.5);
    const gains = suggestions.map(({ gain }) => gain);
    expect(gains).toEqual(gains.toSorted((a, b) => b - a));
  });

  test("are the same for the same seed", () => {
    expect(suggest(library(40, list, kinds))).toEqual(suggest(library(40, list, kinds)));
  });

  test("are at most four of one artist, even if that makes them fewer", () => {
    const input = library(10, list, kinds);
    const { suggestions } = suggest({ ...input, artists: input.artists.map((row) => row % 3) });
    const counts = [0, 1, 2].map(
      (artist) => suggestions.filter(({ row }) => row % 3 === artist).length,
    );
    expect(counts).toEqual([4, 4, 4]);
  });

  test("are not the same song over and over", () => {
    // A hundred copies of the most uncertain song there could be, beside the others.
    const copies = Array.from({ length: 100 }, () => ({ ...list[50], energy: 0.5 }));
    const { suggestions } = suggest(library(40, [...list, ...copies], kinds));
    expect(suggestions.slice(0, 10).filter(({ row }) => row >= 600).length).toBeLessThanOrEqual(1);
  });

  test("lie between moods with few labels rather than with many", () => {
    // Three equal ranges of energy; of the border of the third nothing is labelled.
    const input = library(0, list, kinds);
    const energyOf = (row: number) => list[row]?.energy ?? 0;
    const labelledRows = Int32Array.from(list.keys())
      .filter((row) => energyOf(row) < 0.6)
      .slice(0, 80);
    const { suggestions } = suggest({
      ...input,
      moods: [
        { energy: { low: 0, high: 0.33 } },
        { energy: { low: 0.34, high: 0.66 } },
        { energy: { low: 0.67, high: 1 } },
      ],
      labelledRows,
      target: labelledRows.map((row) => (energyOf(row) < 0.33 ? 0 : 1)),
      weights: new Float32Array(80).fill(1),
    });
    const third = suggestions.filter(({ first, second }) => first === 2 || second === 2);
    expect(third.length).toBeGreaterThan(12);
  });

  test("have a count of songs like them that grows with what a row stands for", () => {
    const input = library(40, list, kinds);
    const [one] = suggest(input).suggestions;
    const [hundred] = suggest({ ...input, each: 100 }).suggestions;
    expect(one?.like).toBeGreaterThan(0);
    expect(hundred?.like).toBe((one?.like ?? 0) * 100);
  });

  test("are never those that were skipped or are asked about already", () => {
    const input = library(40, list, kinds);
    const first = suggest(input).suggestions.map(({ row }) => row);
    const next = suggest({ ...input, without: Int32Array.from(first) });
    expect(next.suggestions).toHaveLength(20);
    expect(next.suggestions.filter(({ row }) => first.includes(row))).toEqual([]);
    expect(next.expectedChange).toBeGreaterThan(0);
  });

  test("are none where all is labelled or nothing is known", () => {
    const none = { suggestions: [], expectedChange: null };
    expect(suggest(library(50, list.slice(0, 50), kinds))).toEqual(none);
    expect(suggest(library(0, [{ duration: 1000 }, {}], kinds))).toEqual(none);
    expect(suggest(library(0, [], kinds))).toEqual(none);
  });
});

test("what another round would change falls as labels come", () => {
  const [few = 0, many = 1] = [40, 500].map(
    (labels) => suggest(library(labels, list, kinds)).expectedChange ?? 1,
  );
  expect(many).toBeLessThan(few / 2);
});
