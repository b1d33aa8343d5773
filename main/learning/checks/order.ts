import type { Strategy } from "../../../common/domain/checks.ts";
import type { MoodDefinition } from "../../../common/domain/mood.ts";
import type { Model } from "../classifier.ts";
import { shuffle } from "../random.ts";
import { suggest } from "../suggest.ts";
import { takeTrainingRows, type TrainingFeatures } from "../training-features.ts";
import { askAbout, type PreparedRows } from "./rows.ts";

/** What labels are picked from. */
export type Pool = {
  readonly rows: PreparedRows;
  readonly features: TrainingFeatures;
  /** Of each row: its artist as a number. */
  readonly artists: Int32Array;
  /** Per class; without ranges where it has none. */
  readonly definitions: readonly MoodDefinition[];
};

/** Picks the next so many of the open rows, given what has been learnt. */
export type Pick = (
  count: number,
  open: readonly number[],
  learnt: readonly number[],
  model: Model,
) => readonly number[];

/** A person who is asked answers so many songs before the model learns again. */
export function roundAfter(labels: number): number {
  if (labels < 100) return 10;
  if (labels < 200) return 20;
  return labels < 500 ? 50 : 100;
}

export function createPick(
  strategy: Strategy,
  pool: Pool,
  seed: number,
  random: () => number,
): Pick {
  switch (strategy) {
    case "random":
      return (count, open) => byLot(open, random).slice(0, count);
    case "margin":
      return (count, open, _, model) => leastMargin(pool.rows, model, open).slice(0, count);
    case "suggest":
      return (count, open, learnt) => {
        const picked = asSuggested(pool, open, learnt, count, seed);
        const taken = new Set(picked);
        // It never asks for too many songs of one artist; a simulation must go on all the same.
        const rest = byLot(
          open.filter((row) => !taken.has(row)),
          random,
        );
        return [...picked, ...rest.slice(0, count - picked.length)];
      };
    default:
      return strategy satisfies never;
  }
}

function byLot(rows: readonly number[], random: () => number): number[] {
  return Array.from(shuffle(Int32Array.from(rows.keys()), random), (index) => rows[index] ?? 0);
}

function leastMargin(rows: PreparedRows, model: Model, open: readonly number[]): number[] {
  const { classes } = rows;
  const answers = askAbout(rows, model, open);
  const margins = new Map(
    open.map((row, index) => {
      const odds = answers.slice(index * classes, (index + 1) * classes).sort();
      return [row, (odds[classes - 1] ?? 0) - (odds[classes - 2] ?? 0)];
    }),
  );
  return open.toSorted((a, b) => (margins.get(a) ?? 0) - (margins.get(b) ?? 0) || a - b);
}

function asSuggested(
  { rows, features, artists, definitions }: Pool,
  open: readonly number[],
  learnt: readonly number[],
  count: number,
  seed: number,
): number[] {
  const all = [...learnt, ...open];
  const { suggestions } = suggest({
    features: takeTrainingRows(features, all),
    each: 1,
    artists: Int32Array.from(all, (row) => artists[row] ?? -1),
    without: new Int32Array(),
    labelledRows: Int32Array.from(learnt.keys()),
    target: Int32Array.from(learnt, (row) => rows.target[row] ?? 0),
    weights: Float32Array.from(learnt, (row) => rows.weights[row] ?? 1),
    moods: definitions,
    count,
    seed,
  });
  return suggestions.map(({ row }) => all[row] ?? 0);
}
