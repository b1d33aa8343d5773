import { MODEL_FEATURES } from "../../../common/domain/features.ts";
import { calibratedWeights, type Model } from "../classifier.ts";
import { baseColumns, ENGINEERED_WIDTH, onCircle, STRUCTURE } from "../engineer.ts";
import { createKernel, reserve } from "../kernels/kernel.ts";
import { SCORE_WASM } from "../kernels/score.wasm.ts";
import type { Matrix } from "../matrix.ts";

/** Per row of the library: what a model says. */
export type Guesses = {
  /** 0 = no data. */
  readonly moods: Int32Array<ArrayBuffer>;
  /** NaN = no data. */
  readonly confidences: Float32Array<ArrayBuffer>;
};

type ScoreKernel = {
  // Named as in kernels/source/score.ts.
  readonly score: (
    rows: number,
    codes: number,
    pairs: number,
    columns: number,
    scales: number,
    clip: number,
    products: number,
    terms: number,
    classes: number,
    weights: number,
    biases: number,
    stride: number,
    moods: number,
    scratch: number,
    outMoods: number,
    outConfidences: number,
  ) => void;
};

const WIDTH = MODEL_FEATURES.length;
/** Columns that are kept per row: the base columns, and the tempo on its circle. */
const PACKED = STRUCTURE.base + STRUCTURE.circle;
const { products: PRODUCTS } = STRUCTURE;
/** Classes that the kernel sums up together. */
const GROUP = 5;
/** Rows that are scored between two looks at what came out, while that is in the cache. A multiple of 8. */
const CHUNK = 8192;
const DURATION = MODEL_FEATURES.indexOf("duration");

/**
 * The library's rows as the scoring kernel wants them (see kernels/source/score.ts): what a model's scales do not
 * change is computed once. Rows that miss the same values share a code. Takes 110 bytes a row.
 */
export class SessionRows {
  readonly count: number;
  /** Raw units, row-major: what fits learn from. */
  readonly raw: Matrix;
  readonly #kernel = createKernel<ScoreKernel>(SCORE_WASM);
  readonly #codes: number;
  readonly #packed: number;
  readonly #end: number;
  /** Code by which values are missing. */
  readonly #codeOf = new Map<number, number>();
  /** Of each code: the packed columns and the features that are missing. */
  readonly #missing: { readonly columns: number; readonly features: number }[] = [];

  constructor(count: number) {
    this.count = count;
    this.raw = { rows: count, columns: WIDTH, data: new Float32Array(count * WIDTH) };
    const padded = Math.ceil(count / 8) * 8;
    // What a chunk gives lies in front.
    this.#codes = CHUNK * 8;
    this.#packed = this.#codes + Math.ceil((padded * 2) / 16) * 16;
    this.#end = this.#packed + padded * PACKED * 4;
    reserve(this.#kernel, this.#end);
  }

  /** Puts rows in place; `at` says where each of them goes. */
  put({ rows, data }: Matrix, at: (index: number) => number): void {
    const { buffer } = this.#kernel.memory;
    const codes = new Uint16Array(buffer, this.#codes, Math.ceil(this.count / 8) * 8);
    const packed = new Float32Array(buffer, this.#packed);
    const base = baseColumns({ rows, columns: WIDTH, data });
    const raw = this.raw.data;
    let lastColumns = -1;
    let lastFeatures = -1;
    let code = 0;
    for (let index = 0; index < rows; index += 1) {
      const row = at(index);
      const from = index * WIDTH;
      let features = 0;
      for (let feature = 0; feature < WIDTH; feature += 1) {
        const value = data[from + feature] as number;
        raw[row * WIDTH + feature] = value;
        // Only NaN differs from itself; this loop is gone through for a million rows.
        if (value !== value) features |= 1 << feature;
      }
      const to = (row >>> 2) * PACKED * 4 + (row & 3);
      let columns = 0;
      for (let column = 0; column < STRUCTURE.base; column += 1) {
        const value = base.data[index * STRUCTURE.base + column] as number;
        packed[to + column * 4] = value;
        if (value !== value) columns |= 1 << column;
      }
      const [across, up] = onCircle(data, from);
      packed[to + STRUCTURE.base * 4] = across;
      packed[to + STRUCTURE.base * 4 + 4] = up;
      if (across !== across) columns |= 3 << STRUCTURE.base;
      if (columns !== lastColumns || features !== lastFeatures) {
        code = this.#code(columns, features);
        lastColumns = columns;
        lastFeatures = features;
      }
      codes[row] = code;
    }
  }

  #code(columns: number, features: number): number {
    const key = columns * 2 ** WIDTH + features;
    const known = this.#codeOf.get(key);
    if (known !== undefined) return known;
    const code = this.#missing.push({ columns, features }) - 1;
    this.#codeOf.set(key, code);
    return code;
  }

  /**
   * What a model says of every row, by the classes whose mood is above 0 (the others are gone, and share out what they
   * have). `each` is called for every chunk while it is in the cache. Agrees with `predict` to about 1e-5.
   */
  score(
    model: Model,
    moods: readonly number[],
    each: (guesses: Guesses, from: number, to: number) => void,
  ): Guesses {
    const guesses = {
      moods: new Int32Array(this.count),
      confidences: new Float32Array(this.count).fill(NaN),
    };
    const classes = [...moods.keys()].filter((index) => (moods[index] ?? 0) > 0);
    const given = this.#prepare(model, classes, moods);
    for (let from = 0; from < this.count; from += CHUNK) {
      const to = Math.min(this.count, from + CHUNK);
      if (classes.length > 0) this.#chunk(given, from, to, guesses);
      each(guesses, from, to);
    }
    return guesses;
  }

  #chunk(given: Given, from: number, to: number, { moods, confidences }: Guesses): void {
    const { memory, score } = this.#kernel;
    score(
      this.#packed + from * PACKED * 4,
      this.#codes + from * 2,
      Math.ceil((to - from) / 8),
      PACKED,
      given.scales,
      STRUCTURE.clip,
      PRODUCTS.length,
      given.terms,
      given.classes,
      given.weights,
      given.biases,
      given.stride,
      given.moods,
      given.scratch,
      0,
      CHUNK * 4,
    );
    moods.set(new Int32Array(memory.buffer, 0, to - from), from);
    confidences.set(new Float32Array(memory.buffer, CHUNK * 4, to - from), from);
  }

  /** Puts a model behind the rows, as the kernel wants it. Returns the places. */
  #prepare(model: Model, classes: readonly number[], moods: readonly number[]): Given {
    const folded = foldScales(model, classes);
    const groups = Math.ceil(classes.length / GROUP);
    const stride = (groups * GROUP + 1) * 4;
    const terms = PACKED + PRODUCTS.length;
    let end = this.#end;
    const place = (bytes: number) => {
      const at = end;
      end += Math.ceil(bytes / 16) * 16;
      return at;
    };
    const given: Given = {
      classes: classes.length,
      stride,
      scales: place(PACKED * 8),
      terms: place(PRODUCTS.length * 8),
      weights: place(groups * terms * GROUP * 4),
      biases: place(this.#missing.length * stride),
      moods: place(groups * GROUP * 4),
      scratch: place((PACKED + groups * GROUP) * 32),
    };
    reserve(this.#kernel, end);
    const { buffer } = this.#kernel.memory;
    const scales = new Float32Array(buffer, given.scales, PACKED * 2);
    for (let column = 0; column < PACKED; column += 1) {
      // The circle is in its own unit, and inside the clip.
      const { mean, scale } = model.engineer.base;
      scales[column * 2] = column < STRUCTURE.base ? (mean[column] ?? 0) : 0;
      scales[column * 2 + 1] = column < STRUCTURE.base ? 1 / (scale[column] ?? 1) : 1;
    }
    new Uint32Array(buffer, given.terms, PRODUCTS.length * 2).set(
      PRODUCTS.flatMap(([one, other]) => [one * 32, other * 32]),
    );
    const weights = new Float32Array(buffer, given.weights, groups * terms * GROUP).fill(0);
    folded.forEach((of, index) => {
      const group = Math.floor(index / GROUP) * terms * GROUP + (index % GROUP);
      of.terms.forEach((weight, term) => {
        weights[group + term * GROUP] = weight;
      });
    });
    new Int32Array(buffer, given.moods, classes.length).set(classes.map((at) => moods[at] ?? 0));
    this.#fillBiases(given, folded, buffer);
    return given;
  }

  /** A line per code: per class what it starts from, and whether nothing is known. */
  #fillBiases(given: Given, folded: readonly Folded[], buffer: ArrayBuffer): void {
    const slots = given.stride / 4;
    const lines = new Float32Array(buffer, given.biases, this.#missing.length * slots).fill(0);
    const blanks = new Int32Array(buffer, given.biases, this.#missing.length * slots);
    this.#missing.forEach(({ columns, features }, code) => {
      folded.forEach(({ bias, restored, flags }, index) => {
        let sum = bias;
        restored.forEach((amount, term) => {
          if (isMissing(columns, term)) sum += amount;
        });
        flags.forEach((flag, feature) => {
          if ((features >>> feature) & 1) sum += flag;
        });
        lines[code * slots + index] = sum;
      });
      const known = ~features & ((1 << WIDTH) - 1) & ~(1 << DURATION);
      blanks[(code + 1) * slots - 1] = known === 0 ? -1 : 0;
    });
  }
}

/** Places in the kernel's memory, in bytes. */
type Given = {
  readonly classes: number;
  readonly stride: number;
  readonly scales: number;
  readonly terms: number;
  readonly weights: number;
  readonly biases: number;
  readonly moods: number;
  readonly scratch: number;
};

/** One class's weights with the second scaling folded in. */
type Folded = {
  /** Per packed column, then per product. */
  readonly terms: Float64Array;
  readonly bias: number;
  /** What `bias` took off for a term: a missing one counts as its mean, not as 0. */
  readonly restored: Float64Array;
  readonly flags: readonly number[];
};

function isMissing(columns: number, term: number): boolean {
  if (term < PACKED) return ((columns >>> term) & 1) === 1;
  const [one, other] = PRODUCTS[term - PACKED] ?? [0, 0];
  return (((columns >>> one) | (columns >>> other)) & 1) === 1;
}

/** Engineered column of each term: the packed columns have the products between them. */
const COLUMN_OF_TERM = Int32Array.from({ length: PACKED + PRODUCTS.length }, (_, term) => {
  if (term < STRUCTURE.base) return term;
  return term < PACKED ? term + PRODUCTS.length : term - PACKED + STRUCTURE.base;
});

function foldScales(model: Model, classes: readonly number[]): Folded[] {
  const weights = calibratedWeights(model);
  const { mean, scale } = model.engineer.expanded;
  return classes.map((index) => {
    const start = index * (ENGINEERED_WIDTH + 1);
    const terms = Float64Array.from(
      COLUMN_OF_TERM,
      (column) => (weights[start + column] ?? 0) / (scale[column] ?? 1),
    );
    const restored = terms.map((weight, term) => weight * (mean[COLUMN_OF_TERM[term] ?? 0] ?? 0));
    const flags = MODEL_FEATURES.map((_, feature) => {
      const column = PACKED + PRODUCTS.length + feature;
      return (weights[start + column] ?? 0) / (scale[column] ?? 1);
    });
    const bias =
      (weights[start + ENGINEERED_WIDTH] ?? 0) - restored.reduce((sum, amount) => sum + amount, 0);
    return { terms, bias, restored, flags };
  });
}
