/**
 * The power spectrum of real signals of one length, a power of two from 8 up: a complex transform of half the length
 * (Cooley & Tukey's, in place, radix 2 after a first round of radix 4) and its split into the spectrum of the real one. All tables are made once.
 */
export class PowerSpectrum {
  readonly size: number;
  readonly #half: number;
  readonly #order: Uint32Array;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  /** Throws RangeError for a size that is no power of two. */
  constructor(size: number) {
    if (size < 8 || (size & (size - 1)) !== 0)
      throw new RangeError(`${size} is not a power of two from 8 up.`);
    this.size = size;
    const half = size / 2;
    this.#half = half;
    this.#order = bitReversed(half);
    this.#cos = new Float64Array(half);
    this.#sin = new Float64Array(half);
    for (let index = 0; index < half; index += 1) {
      this.#cos[index] = Math.cos((-2 * Math.PI * index) / size);
      this.#sin[index] = Math.sin((-2 * Math.PI * index) / size);
    }
    this.#re = new Float64Array(half);
    this.#im = new Float64Array(half);
  }

  /** Squared magnitudes of the bins 0..size/2 of `input` (at least `size` long) into `power` (size/2 + 1 long). */
  of(input: Float32Array, power: Float64Array): void {
    const half = this.#half;
    const re = this.#re;
    const im = this.#im;
    const order = this.#order;
    for (let index = 0; index < half; index += 1) {
      const from = 2 * (order[index] ?? 0);
      re[index] = input[from] ?? 0;
      im[index] = input[from + 1] ?? 0;
    }
    this.#transform();
    const first = re[0] ?? 0;
    const other = im[0] ?? 0;
    power[0] = (first + other) ** 2;
    power[half] = (first - other) ** 2;
    for (let bin = 1; bin < half; bin += 1) {
      const mirror = half - bin;
      const ar = re[bin] ?? 0;
      const ai = im[bin] ?? 0;
      const br = re[mirror] ?? 0;
      const bi = im[mirror] ?? 0;
      const evenRe = (ar + br) / 2;
      const evenIm = (ai - bi) / 2;
      const oddRe = (ai + bi) / 2;
      const oddIm = (br - ar) / 2;
      const c = this.#cos[bin] ?? 0;
      const s = this.#sin[bin] ?? 0;
      const x = evenRe + c * oddRe - s * oddIm;
      const y = evenIm + c * oddIm + s * oddRe;
      power[bin] = x * x + y * y;
    }
  }

  #transform(): void {
    const half = this.#half;
    const re = this.#re;
    const im = this.#im;
    // The first two rounds together: their factors are 1 and -i, so nothing is multiplied.
    for (let at = 0; at < half; at += 4) {
      const r0 = re[at] ?? 0;
      const r1 = re[at + 1] ?? 0;
      const r2 = re[at + 2] ?? 0;
      const r3 = re[at + 3] ?? 0;
      const i0 = im[at] ?? 0;
      const i1 = im[at + 1] ?? 0;
      const i2 = im[at + 2] ?? 0;
      const i3 = im[at + 3] ?? 0;
      re[at] = r0 + r1 + r2 + r3;
      im[at] = i0 + i1 + i2 + i3;
      re[at + 1] = r0 - r1 + (i2 - i3);
      im[at + 1] = i0 - i1 - (r2 - r3);
      re[at + 2] = r0 + r1 - (r2 + r3);
      im[at + 2] = i0 + i1 - (i2 + i3);
      re[at + 3] = r0 - r1 - (i2 - i3);
      im[at + 3] = i0 - i1 + (r2 - r3);
    }
    for (let length = 8; length <= half; length *= 2) {
      const step = this.size / length;
      const middle = length / 2;
      for (let pair = 0; pair < middle; pair += 1) {
        const c = this.#cos[pair * step] ?? 0;
        const s = this.#sin[pair * step] ?? 0;
        for (let low = pair; low < half; low += length) {
          const high = low + middle;
          const hr = re[high] ?? 0;
          const hi = im[high] ?? 0;
          const tr = hr * c - hi * s;
          const ti = hr * s + hi * c;
          const lr = re[low] ?? 0;
          const li = im[low] ?? 0;
          re[high] = lr - tr;
          im[high] = li - ti;
          re[low] = lr + tr;
          im[low] = li + ti;
        }
      }
    }
  }
}

/** Hann's window, periodic: what overlapping frames are weighed with. */
export function hann(size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, index) => {
    return 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / size);
  });
}

function bitReversed(size: number): Uint32Array {
  const bits = Math.log2(size);
  const order = new Uint32Array(size);
  for (let index = 0; index < size; index += 1) {
    let reversed = 0;
    for (let bit = 0; bit < bits; bit += 1) reversed |= ((index >> bit) & 1) << (bits - 1 - bit);
    order[index] = reversed;
  }
  return order;
}
