import type { MoodDefinition } from "../../../common/domain/mood.ts";
import { BACKGROUND_ROWS, createPrior, hasData, type Prior } from "../classifier.ts";
import { engineer } from "../engineer.ts";
import { takeRows, type Matrix } from "../matrix.ts";
import { createRandom, sample } from "../random.ts";

type Opinion = {
  readonly prior: Prior;
  /** Engineered rows with data, which stand for the library. */
  readonly background: Matrix;
};

/** The definitions' opinion of the session's rows: learnt once, and again only where it may have changed. */
export class SessionPrior {
  readonly #library: Matrix;
  #sample: { readonly rows: Int32Array; readonly seed: number } | null = null;
  #made: { readonly key: string; readonly value: Opinion } | null = null;

  constructor(library: Matrix) {
    this.#library = library;
  }

  /** The prior is the same as createPrior's of the whole library. */
  of(moods: readonly MoodDefinition[], seed: number): Opinion {
    const key = JSON.stringify([moods, seed]);
    if (this.#made?.key === key) return this.#made.value;
    const rows = takeRows(this.#library, this.#sampleOf(seed));
    const prior = createPrior(moods, rows, seed);
    const value = { prior, background: engineer(prior.engineer, rows) };
    this.#made = { key, value };
    return value;
  }

  #sampleOf(seed: number): Int32Array {
    if (this.#sample?.seed === seed) return this.#sample.rows;
    const known = new Int32Array(this.#library.rows);
    let count = 0;
    for (let row = 0; row < known.length; row += 1)
      if (hasData(this.#library, row)) known[count++] = row;
    const rows = sample(count, BACKGROUND_ROWS, createRandom(seed)).map((at) => known[at] ?? 0);
    this.#sample = { rows, seed };
    return rows;
  }

  /** Values of some rows are new. `hadData` tells what was known of them before. */
  changed(rows: ArrayLike<number>, hadData: readonly boolean[]): void {
    const known = Array.from(rows, (row) => hasData(this.#library, row));
    if (known.some((has, index) => has !== hadData[index])) {
      this.#sample = null;
      this.#made = null;
      return;
    }
    const sampled = new Set(this.#sample?.rows);
    if (Array.from(rows).some((row) => sampled.has(row))) this.#made = null;
  }
}
