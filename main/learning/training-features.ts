import { takeRows, type Matrix } from "./matrix.ts";

declare const checked: unique symbol;

/**
 * Rows that a model may learn from and guess by: nothing in them was told by Spotify, unless the user may learn from
 * that (Spotify's Developer Terms forbid it to all but old agreements). {@link trainingFeatures} alone makes them.
 */
export type TrainingFeatures = Matrix & { readonly [checked]: true };

/** A matrix that knows which of its cells Spotify told. */
export type ToldMatrix = Matrix & {
  /** Per row: bit n stands for column n. */
  readonly spotify: Uint16Array;
  /** What others say of such cells, by their place in `data`; those that are not in it nobody else knows. */
  readonly instead: ReadonlyMap<number, number>;
};

/** Takes out what Spotify told, in the matrix itself; others' values take its place where there are some. */
export function trainingFeatures(
  { rows, columns, data, spotify, instead }: ToldMatrix,
  options: { readonly trainOnSpotifyFeatures: boolean },
): TrainingFeatures {
  for (let row = 0; row < rows && !options.trainOnSpotifyFeatures; row += 1) {
    const told = spotify[row] ?? 0;
    if (told === 0) continue;
    for (let column = 0; column < columns; column += 1) {
      const cell = row * columns + column;
      if ((told >>> column) & 1) data[cell] = instead.get(cell) ?? NaN;
    }
  }
  return { rows, columns, data } as TrainingFeatures;
}

/** Of a table that the user has: nothing in it came from Spotify through us. */
export function ownFeatures(matrix: Matrix): TrainingFeatures {
  const told = { ...matrix, spotify: new Uint16Array(matrix.rows), instead: new Map() };
  return trainingFeatures(told, { trainOnSpotifyFeatures: false });
}

/** Some of the rows; what was taken out stays out. */
export function takeTrainingRows(
  features: TrainingFeatures,
  rows: ArrayLike<number>,
): TrainingFeatures {
  return takeRows(features, rows) as TrainingFeatures;
}
