import { MODEL_FEATURES, type ModelFeature } from "../../common/domain/features.ts";
import type { Matrix } from "./matrix.ts";
import { fitScaler, transform, type Scaler } from "./scale.ts";

/** What a linear model needs to see curves: built from the raw features, scaled by what the library is like. */
export type Engineer = { readonly base: Scaler; readonly expanded: Scaler };

const column = (feature: ModelFeature) => MODEL_FEATURES.indexOf(feature);

/** Most songs sit near 0 on these, and what matters is the order of magnitude. */
const SKEWED: readonly ModelFeature[] = [
  "speechiness",
  "acousticness",
  "instrumentalness",
  "liveness",
];
const FLOOR = 1e-3;
/** Products of scaled base columns that tell moods apart together. */
const PRODUCTS: readonly (readonly [ModelFeature, ModelFeature])[] = [
  ["energy", "valence"],
  ["energy", "danceability"],
  ["danceability", "valence"],
  ["energy", "acousticness"],
  ["energy", "loudness"],
  ["energy", "instrumentalness"],
  ["acousticness", "instrumentalness"],
  ["valence", "acousticness"],
  ["valence", "instrumentalness"],
  ["danceability", "tempo"],
  ["loudness", "acousticness"],
  ["loudness", "instrumentalness"],
];
/** Beyond this many standard deviations a value is an outlier whose square must not rule the model. */
const CLIP = 4;

const BASE = MODEL_FEATURES.length + SKEWED.length;
/** Values, their squares, the products, and the tempo on a circle; behind them come the flags. */
const CURVED = 2 * BASE + PRODUCTS.length + 2;
const WIDTH = CURVED + MODEL_FEATURES.length;

/** Scales are taken from these rows: the library (or a sample of it), else the rows that are learnt from. */
export function fitEngineer(features: Matrix): Engineer {
  const base = fitScaler(baseColumns(features));
  const { mean, scale } = fitScaler(expand(features, base));
  // A flag stays 0 or 1: scaled by its deviation, the one song that lacks its tempo would be an outlier of 40.
  const flags = MODEL_FEATURES.map(() => 0);
  const expanded = {
    mean: [...mean.slice(0, CURVED), ...flags],
    scale: [...scale.slice(0, CURVED), ...flags.map(() => 1)],
  };
  return { base, expanded };
}

/** Engineered, scaled rows; their width is the same for every library. Missing → the mean, with a flag of its own. */
export function engineer({ base, expanded }: Engineer, features: Matrix): Matrix {
  return transform(expanded, expand(features, base));
}

/** Columns of an engineered matrix. */
export const ENGINEERED_WIDTH = WIDTH;

/** How {@link expand} makes its columns, in their order, for who makes them on the fly (session/rows.ts). */
export const STRUCTURE = {
  /** Columns of {@link baseColumns}; scaled by `Engineer.base` and clipped at `clip`, they come first. */
  base: BASE,
  clip: CLIP,
  /** Base columns that are multiplied with each other: first each with itself, then the others. */
  products: [
    ...Array.from({ length: BASE }, (_, index) => [index, index] as const),
    ...PRODUCTS.map(([a, b]) => [column(a), column(b)] as const),
  ],
  /** Columns of {@link onCircle}. Behind them there is a flag per feature. */
  circle: 2,
} as const;

/**
 * Tempo on a circle of octaves: 70 and 140 BPM are the same pulse to many listeners (and estimators). NaN where there
 * is no tempo.
 */
export function onCircle(values: ArrayLike<number>, start: number): readonly [number, number] {
  const angle = 2 * Math.PI * Math.log2(values[start + column("tempo")] ?? NaN);
  return [Math.sin(angle), Math.cos(angle)];
}

/** What each engineered column is made of: one feature, or the two of a product. */
export const COLUMN_FEATURES: readonly (readonly ModelFeature[])[] = [
  ...[...MODEL_FEATURES, ...SKEWED].map((feature) => [feature]),
  ...[...MODEL_FEATURES, ...SKEWED].map((feature) => [feature]),
  ...PRODUCTS,
  ["tempo"],
  ["tempo"],
  ...MODEL_FEATURES.map((feature) => [feature]),
];

/** What the features are before they are scaled: themselves, some as their logarithm too. Missing → NaN. */
export function baseColumns({ rows, columns, data }: Matrix): Matrix {
  const out = new Float32Array(rows * BASE);
  const duration = MODEL_FEATURES.indexOf("duration");
  const skewed = SKEWED.map(column);
  for (let row = 0; row < rows; row += 1) {
    const from = row * columns;
    const to = row * BASE;
    for (let index = 0; index < MODEL_FEATURES.length; index += 1) {
      out[to + index] = data[from + index] ?? NaN;
    }
    out[to + duration] = Math.log(Math.max(1, data[from + duration] ?? NaN));
    for (let index = 0; index < skewed.length; index += 1) {
      out[to + MODEL_FEATURES.length + index] = Math.log(
        FLOOR + Math.max(0, data[from + (skewed[index] ?? 0)] ?? NaN),
      );
    }
  }
  return { rows, columns: BASE, data: out };
}

/** What is made of a missing value is missing too (NaN), so that scaling puts it at the mean of its column. */
function expand(features: Matrix, base: Scaler): Matrix {
  const { rows, columns } = features;
  const { data } = baseColumns(features);
  const out = new Float32Array(rows * WIDTH);
  const scaled = new Float64Array(BASE);
  const pairs = PRODUCTS.map(([a, b]) => [column(a), column(b)] as const);
  for (let row = 0; row < rows; row += 1) {
    let to = row * WIDTH;
    for (let index = 0; index < BASE; index += 1) {
      const value = clip(
        ((data[row * BASE + index] ?? NaN) - (base.mean[index] ?? 0)) / (base.scale[index] ?? 1),
      );
      scaled[index] = value;
      out[to + index] = value;
      out[to + BASE + index] = value * value;
    }
    to += 2 * BASE;
    for (const [a, b] of pairs) {
      out[to] = (scaled[a] ?? NaN) * (scaled[b] ?? NaN);
      to += 1;
    }
    const [across, up] = onCircle(features.data, row * columns);
    out[to] = across;
    out[to + 1] = up;
    to += 2;
    for (let index = 0; index < MODEL_FEATURES.length; index += 1) {
      out[to + index] = Number.isNaN(features.data[row * columns + index] ?? NaN) ? 1 : 0;
    }
  }
  return { rows, columns: WIDTH, data: out };
}

/** Keeps NaN. */
function clip(value: number): number {
  return Math.max(-CLIP, Math.min(CLIP, value));
}
