import type { Mono, Sound } from "./sound.ts";

/** The middle of a sound, mixed down, as it comes by piece by piece. */
export class MiddleWindow {
  readonly #from: number;
  readonly #rate: number;
  readonly #samples: Float32Array;
  #seen = 0;
  #filled = 0;

  /** `expected` and `seconds`: how long the sound is thought to be, and how much of its middle is wanted. */
  constructor(rate: number, expectedSeconds: number, seconds: number) {
    const length = Math.min(seconds, expectedSeconds);
    this.#rate = rate;
    this.#from = Math.max(0, Math.floor(((expectedSeconds - length) / 2) * rate));
    this.#samples = new Float32Array(Math.ceil(length * rate));
  }

  add({ channels }: Sound): void {
    const length = Math.min(...channels.map((samples) => samples.length));
    const first = Math.max(0, this.#from - this.#seen);
    const count = Math.min(length - first, this.#samples.length - this.#filled);
    this.#seen += length;
    if (count <= 0) return;
    const share = 1 / channels.length;
    for (const samples of channels) {
      for (let index = 0; index < count; index += 1) {
        const place = this.#filled + index;
        this.#samples[place] = (this.#samples[place] ?? 0) + (samples[first + index] ?? 0) * share;
      }
    }
    this.#filled += count;
  }

  /** Seconds that came by. */
  get seconds(): number {
    return this.#seen / this.#rate;
  }

  /** True if the window is (nearly) full: the sound was as long as was thought. */
  get full(): boolean {
    return this.#filled >= 0.9 * this.#samples.length;
  }

  mono(): Mono {
    return { rate: this.#rate, samples: this.#samples.subarray(0, this.#filled) };
  }
}
