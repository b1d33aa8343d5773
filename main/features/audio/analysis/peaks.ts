/** Parts that an outline has: a pixel or two each in the window. */
const PARTS = 200;
const BLOCK_SECONDS = 0.05;

/** The outline of a sound, as it comes by piece by piece. */
export class PeakMeter {
  readonly #block: number;
  readonly #peaks: number[] = [];
  #highest = 0;
  #filled = 0;

  constructor(rate: number) {
    this.#block = Math.max(1, Math.round(rate * BLOCK_SECONDS));
  }

  add(channels: readonly Float32Array[]): void {
    const length = Math.min(...channels.map((samples) => samples.length));
    for (let from = 0; from < length;) {
      const to = Math.min(length, from + this.#block - this.#filled);
      for (const samples of channels) {
        for (let at = from; at < to; at += 1) {
          const level = Math.abs(samples[at] ?? 0);
          if (level > this.#highest) this.#highest = level;
        }
      }
      this.#filled += to - from;
      from = to;
      if (this.#filled === this.#block) this.#end();
    }
  }

  /** The highest absolute sample of each of 200 equal parts (fewer for less than ten seconds), 0..1. */
  outline(): number[] {
    if (this.#filled > 0) this.#end();
    const count = Math.min(PARTS, this.#peaks.length);
    return Array.from({ length: count }, (_, part) => {
      const from = Math.floor((part * this.#peaks.length) / count);
      const to = Math.floor(((part + 1) * this.#peaks.length) / count);
      return Math.round(Math.min(1, Math.max(...this.#peaks.slice(from, to))) * 100) / 100;
    });
  }

  #end(): void {
    this.#peaks.push(this.#highest);
    this.#highest = 0;
    this.#filled = 0;
  }
}
