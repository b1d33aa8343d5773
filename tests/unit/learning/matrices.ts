import { readFileSync } from "node:fs";
import { MODEL_FEATURES, type ModelFeature } from "../../../common/domain/features.ts";
import type { Matrix } from "../../../main/learning/matrix.ts";
import { createRandom } from "../../../main/learning/random.ts";
import { ownFeatures, type TrainingFeatures } from "../../../main/learning/training-features.ts";

/** Rows as a matrix; null = missing. */
export function matrixOf(rows: readonly (readonly (number | null)[])[]): Matrix {
  const columns = rows[0]?.length ?? 1;
  return {
    rows: rows.length,
    columns,
    data: Float32Array.from(rows.flat(), (value) => value ?? NaN),
  };
}

export type Song = Partial<Record<ModelFeature, number>>;

/** Model features of songs; what a song does not name is missing. */
export function songs(list: readonly Song[]): TrainingFeatures {
  return ownFeatures(
    matrixOf(list.map((song) => MODEL_FEATURES.map((feature) => song[feature] ?? null))),
  );
}

const AROUND = { quiet: 0.2, loud: 0.8 } as const;
export type Kind = keyof typeof AROUND;

/** Songs of two kinds that overlap a little, the same for the same seed. */
export function twoKinds(count: number, seed: number): { list: Song[]; kinds: Kind[] } {
  const random = createRandom(seed);
  const near = (middle: number) => Math.min(1, Math.max(0, middle + (random() - 0.5) * 0.7));
  const kinds = Array.from({ length: count }, (): Kind => (random() < 0.5 ? "quiet" : "loud"));
  const list = kinds.map((kind) => ({
    danceability: near(0.5),
    energy: near(AROUND[kind]),
    loudness: -20 + 15 * near(AROUND[kind]),
    speechiness: near(0.2) / 4,
    acousticness: near(1 - AROUND[kind]),
    instrumentalness: near(0.3),
    liveness: near(0.2),
    valence: near(0.5),
    tempo: 80 + 80 * random(),
    duration: 150_000 + 100_000 * random(),
  }));
  return { list, kinds };
}

export function fixture<Value>(name: string): Value {
  const file = new URL(`../../fixtures/sklearn/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Value;
}

/** The largest difference between two lists of numbers of one length. */
export function farthest(ours: ArrayLike<number>, theirs: readonly number[]): number {
  if (ours.length !== theirs.length) return Infinity;
  return theirs.reduce((most, value, at) => Math.max(most, Math.abs(value - (ours[at] ?? NaN))), 0);
}
