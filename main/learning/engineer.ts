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
const WIDTH = BASE + BASE + PRODUCTS.length + 2 + MODEL_FEATURES.length;

/** Scales are taken from these rows: the library (or a sample of it), else the rows that are learnt from. */
export function fitEngineer(features: Matrix): Engineer {
  const base = fitScaler(baseColumns(features));
  const expanded = fitScaler(expand(features, base));
  return { base, expanded };
}

/** Engineered, scaled rows; their width is the same for every library. Missing → the mean, with a flag of its own. */
export function engineer({ base, expanded }: Engineer, features: Matrix): Matrix {
  return transform(expanded, expand(features, base));
}

function baseColumns({ rows, columns, data }: Matrix): Matrix {
  const out = new Float32Array(rows * BASE);
  for (let row = 0; row < rows; row += 1) {
    const from = row * columns;
    const to = row * BASE;
    for (let index = 0; index < MODEL_FEATURES.length; index += 1) {
      out[to + index] = data[from + index] ?? NaN;
    }
    const duration = column("duration");
    out[to + duration] = Math.log(Math.max(1, data[from + duration] ?? NaN));
    SKEWED.forEach((feature, index) => {
      out[to + MODEL_FEATURES.length + index] = Math.log(
        FLOOR + (data[from + column(feature)] ?? NaN),
      );
    });
  }
  return { rows, columns: BASE, data: out };
}

function expand(features: Matrix, base: Scaler): Matrix {
  const scaled = transform(base, baseColumns(features));
  const { rows } = features;
  const out = new Float32Array(rows * WIDTH);
  const pairs = PRODUCTS.map(([a, b]) => [column(a), column(b)] as const);
  const tempo = column("tempo");
  for (let row = 0; row < rows; row += 1) {
    const from = row * BASE;
    let to = row * WIDTH;
    for (let index = 0; index < BASE; index += 1) {
      const value = Math.max(-CLIP, Math.min(CLIP, scaled.data[from + index] ?? 0));
      out[to + index] = value;
      out[to + BASE + index] = value * value;
    }
    to += 2 * BASE;
    for (const [a, b] of pairs) {
      out[to] = clip(scaled.data[from + a]) * clip(scaled.data[from + b]);
      to += 1;
    }
    // Tempo on a circle of octaves: 70 and 140 BPM are the same pulse to many listeners (and estimators).
    const bpm = features.data[row * features.columns + tempo] ?? NaN;
    const angle = 2 * Math.PI * Math.log2(bpm);
    out[to] = Number.isFinite(angle) ? Math.sin(angle) : 0;
    out[to + 1] = Number.isFinite(angle) ? Math.cos(angle) : 0;
    to += 2;
    for (let index = 0; index < MODEL_FEATURES.length; index += 1) {
      out[to + index] = Number.isNaN(features.data[row * features.columns + index] ?? NaN) ? 1 : 0;
    }
  }
  return { rows, columns: WIDTH, data: out };
}

function clip(value: number | undefined): number {
  return Math.max(-CLIP, Math.min(CLIP, value ?? 0));
}
