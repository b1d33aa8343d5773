import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MODEL_FEATURES } from "../../../common/domain/features.ts";
import { STARTING_MOODS, type MoodDefinition } from "../../../common/domain/mood.ts";
import { assignClusters, definitionProbabilities } from "../../../main/learning/definitions.ts";
import { songs, type Song } from "./matrices.ts";

const definitions = STARTING_MOODS.map((mood) => mood.definition);
const names = STARTING_MOODS.map((mood) => mood.name);

function likeliest(song: Song): string | undefined {
  const odds = definitionProbabilities(songs([song]), definitions);
  return names[odds.indexOf(Math.max(...odds))];
}

describe("mood definitions", () => {
  test("name the songs that they were written for", () => {
    const typical: [string, Song][] = [
      ["chill", { energy: 0.35, valence: 0.45, acousticness: 0.6, loudness: -11, tempo: 90 }],
      ["hype", { energy: 0.95, danceability: 0.7, loudness: -4, acousticness: 0.02, tempo: 140 }],
      ["study", { energy: 0.15, instrumentalness: 0.9, speechiness: 0.04, loudness: -22 }],
      ["happy", { valence: 0.9, energy: 0.7, danceability: 0.75, instrumentalness: 0 }],
      ["sad", { valence: 0.15, energy: 0.25, danceability: 0.35, instrumentalness: 0, tempo: 80 }],
    ];
    expect(typical.map(([, song]) => likeliest(song))).toEqual(typical.map(([name]) => name));
  });

  test("what is missing says nothing: without any feature all moods are as probable", () => {
    expect([...definitionProbabilities(songs([{}]), definitions)]).toEqual(Array(5).fill(0.2));
  });

  test("two moods with the same definition share their tracks evenly", () => {
    const [chill = {}] = definitions;
    const odds = definitionProbabilities(songs([{ energy: 0.3 }, { energy: 0.9 }]), [chill, chill]);
    expect([...odds]).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  test("a mood without a definition does not draw the songs that fit no other", () => {
    const misfit = songs([{ energy: 0.6, valence: 0.45, loudness: -25, instrumentalness: 0.3 }]);
    const odds = definitionProbabilities(misfit, [...definitions, {}]);
    expect(odds[5]).toBeCloseTo(0.05 / 1.05, 6);
    expect([...definitionProbabilities(misfit, [{}, {}])]).toEqual([0.5, 0.5]);
  });

  test("the further outside a range, the less probable", () => {
    const calm: MoodDefinition = { energy: { low: null, high: 0.3 } };
    const other: MoodDefinition = { valence: { low: 0.5, high: null } };
    const odds = [0.2, 0.5, 0.7, 0.9].map(
      (energy) => definitionProbabilities(songs([{ energy }]), [calm, other])[0] ?? 0,
    );
    expect(odds).toEqual(odds.toSorted((a, b) => b - a));
    expect(new Set(odds).size).toBe(4);
  });

  test("probabilities sum to 1 for any song and any moods", () => {
    const value = fc.option(fc.double({ min: -100, max: 1e6, noNaN: true }), { nil: undefined });
    const song = fc.record(Object.fromEntries(MODEL_FEATURES.map((feature) => [feature, value])));
    const range = fc.record({
      low: fc.option(fc.double({ min: -100, max: 1000, noNaN: true })),
      high: fc.option(fc.double({ min: -100, max: 1000, noNaN: true })),
    });
    const mood = fc.dictionary(fc.constantFrom(...MODEL_FEATURES), range, { maxKeys: 10 });
    fc.assert(
      fc.property(song, fc.array(mood, { minLength: 1, maxLength: 6 }), (features, moods) => {
        const odds = definitionProbabilities(songs([features]), moods);
        const sum = odds.reduce((total, one) => total + one, 0);
        return Math.abs(sum - 1) < 1e-9 && odds.every((one) => one >= 0);
      }),
    );
  });
});

describe("naming clusters", () => {
  const energies = (list: readonly number[]) =>
    list.map((energy) => MODEL_FEATURES.map((feature) => (feature === "energy" ? energy : NaN)));
  const around = (energy: number): MoodDefinition => ({ energy: { low: energy, high: energy } });

  test("is an assignment: the best total wins over the first best pick", () => {
    // A greedy pick gives the first cluster mood 1 (0.1 away) and leaves the second one 0.6 away.
    const moods = [
      { id: 1, definition: around(0.5) },
      { id: 2, definition: around(0.8) },
    ];
    expect(assignClusters(energies([0.6, 0.4]), moods)).toEqual([2, 1]);
  });

  test("leaves clusters without a name when moods run out, and moods without a cluster", () => {
    const moods = [{ id: 7, definition: around(0.5) }];
    expect(assignClusters(energies([0.9, 0.5, 0.1]), moods)).toEqual([null, 7, null]);
    expect(assignClusters(energies([0.5]), [...moods, { id: 8, definition: around(0.1) }])).toEqual(
      [7],
    );
    expect(assignClusters(energies([0.5]), [])).toEqual([null]);
    expect(assignClusters(energies([0.5]), [{ id: 9, definition: {} }])).toEqual([null]);
  });

  test("finds the best of all assignments, as trying them all does", () => {
    const energy = fc.double({ min: 0, max: 1, noNaN: true });
    const list = fc.array(energy, { minLength: 1, maxLength: 5 });
    // Within 2.4 spreads the score is the square of the distance; beyond, it is cut.
    const cost = (a: number, b: number) => Math.min(((a - b) / 0.2) ** 2, 6);
    fc.assert(
      fc.property(list, list, (centres, wanted) => {
        const moods = wanted.map((value, id) => ({ id, definition: around(value) }));
        const named = assignClusters(energies(centres), moods);
        const used = named.filter((id) => id !== null);
        expect(new Set(used).size).toBe(Math.min(centres.length, wanted.length));
        const total = named.reduce<number>(
          (sum, id, at) => sum + (id === null ? 0 : cost(centres[at] ?? 0, wanted[id] ?? 0)),
          0,
        );
        expect(total).toBeLessThanOrEqual(cheapest(centres, wanted, cost) + 1e-4);
      }),
      { numRuns: 60 },
    );
  });
});

/** The least total of any one-to-one assignment, by trying them all. */
function cheapest(
  rows: readonly number[],
  columns: readonly number[],
  cost: (a: number, b: number) => number,
): number {
  if (rows.length > columns.length) return cheapest(columns, rows, cost);
  const [first, ...rest] = rows;
  if (first === undefined) return 0;
  return Math.min(
    ...columns.map(
      (column, at) => cost(first, column) + cheapest(rest, columns.toSpliced(at, 1), cost),
    ),
  );
}
