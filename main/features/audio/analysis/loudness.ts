/**
 * Integrated loudness by ITU-R BS.1770-4: K-weighting, mean squares over 400 ms blocks that overlap by three quarters,
 * an absolute gate at -70 LUFS and a relative one 10 LU below the mean of what is left.
 */

const BLOCK_SECONDS = 0.4;
const OVERLAP = 4;
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;
/** Of the sum of mean squares, in dB, so that a 997 Hz sine at 0 dBFS in one front channel is -3.01 LKFS. */
const OFFSET = -0.691;
/** BS.1770-4, table 3 and its order of channels for 5.1: left, right, centre, LFE, left and right surround. */
const SURROUND = 1.41;

/** Takes a sound piece by piece, as decoders give it. */
export class LoudnessMeter {
  readonly #step: number;
  readonly #weights: readonly number[];
  readonly #filters: Filters;
  /** What the filters of each two channels remember. */
  readonly #memories: readonly Float64Array[];
  readonly #steps: number[] = [];
  #sum = 0;
  #filled = 0;

  /** `rate` in Hz. */
  constructor(rate: number, channels: number) {
    this.#step = Math.round((rate * BLOCK_SECONDS) / OVERLAP);
    this.#weights = Array.from({ length: channels }, (_, channel) =>
      channelWeight(channel, channels),
    );
    this.#filters = { shelf: highShelf(rate), pass: highPass(rate) };
    this.#memories = Array.from({ length: Math.ceil(channels / 2) }, () => new Float64Array(8));
  }

  /** As many channels as were announced, equally long. */
  add(channels: readonly Float32Array[]): void {
    const length = Math.min(...channels.map((samples) => samples.length));
    for (let from = 0; from < length;) {
      const to = Math.min(length, from + this.#step - this.#filled);
      for (const [pair, memory] of this.#memories.entries()) {
        const first = channels[2 * pair] ?? NO_SAMPLES;
        // A channel without a partner is its own, which then has no weight.
        const second = channels[2 * pair + 1] ?? first;
        const [one, other] = energiesOf(first, second, from, to, this.#filters, memory);
        this.#sum += (this.#weights[2 * pair] ?? 0) * one;
        this.#sum += (this.#weights[2 * pair + 1] ?? 0) * other;
      }
      this.#filled += to - from;
      from = to;
      if (this.#filled < this.#step) continue;
      this.#steps.push(this.#sum / this.#step);
      this.#sum = 0;
      this.#filled = 0;
    }
  }

  /** LUFS of all that was added; null for silence and for less than one block of 400 ms. */
  integrated(): number | null {
    const blocks = new Float64Array(Math.max(0, this.#steps.length - OVERLAP + 1));
    for (let block = 0; block < blocks.length; block += 1) {
      let sum = 0;
      for (let step = 0; step < OVERLAP; step += 1) sum += this.#steps[block + step] ?? 0;
      blocks[block] = sum / OVERLAP;
    }
    const loud = blocks.filter((energy) => loudnessOf(energy) > ABSOLUTE_GATE);
    if (loud.length === 0) return null;
    const gate = loudnessOf(mean(loud)) + RELATIVE_GATE;
    return loudnessOf(mean(loud.filter((energy) => loudnessOf(energy) > gate)));
  }
}

type Filters = { readonly shelf: Biquad; readonly pass: Pick<Biquad, "a1" | "a2"> };

const NO_SAMPLES = new Float32Array();

/**
 * The sums of squares of two channels after K-weighting. Each step of a filter waits for the one before: two channels
 * side by side take hardly longer than one.
 */
function energiesOf(
  first: Float32Array,
  second: Float32Array,
  from: number,
  to: number,
  { shelf, pass }: Filters,
  memory: Float64Array,
): [number, number] {
  const { b0, b1, b2, a1, a2 } = shelf;
  const { a1: c1, a2: c2 } = pass;
  let [s1 = 0, s2 = 0, p1 = 0, p2 = 0, t1 = 0, t2 = 0, q1 = 0, q2 = 0] = memory;
  let sum = 0;
  let other = 0;
  for (let at = from; at < to; at += 1) {
    const x = first[at] as number;
    const y = second[at] as number;
    const shelvedX = b0 * x + s1;
    const shelvedY = b0 * y + t1;
    s1 = b1 * x - a1 * shelvedX + s2;
    t1 = b1 * y - a1 * shelvedY + t2;
    s2 = b2 * x - a2 * shelvedX;
    t2 = b2 * y - a2 * shelvedY;
    // The numerator of the high-pass is 1, -2, 1.
    const passedX = shelvedX + p1;
    const passedY = shelvedY + q1;
    p1 = p2 - 2 * shelvedX - c1 * passedX;
    q1 = q2 - 2 * shelvedY - c1 * passedY;
    p2 = shelvedX - c2 * passedX;
    q2 = shelvedY - c2 * passedY;
    sum += passedX * passedX;
    other += passedY * passedY;
  }
  memory.set([s1, s2, p1, p2, t1, t2, q1, q2]);
  // What is left of a filter's ringing would be a denormal number, a hundred times slower to add.
  if (rest(memory, 0) < RINGS) memory.fill(0, 0, 4);
  if (rest(memory, 4) < RINGS) memory.fill(0, 4);
  return [sum, other];
}

const RINGS = 1e-30;

function rest(memory: Float64Array, from: number): number {
  let sum = 0;
  for (let at = from; at < from + 4; at += 1) sum += Math.abs(memory[at] ?? 0);
  return sum;
}

type Biquad = {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
};

/**
 * The two filters of K-weighting for any rate: BS.1770-4 gives coefficients for 48 kHz alone; these are the analogue
 * prototypes that yield them (frequency, gain and Q as De Man, "Evaluation of Implementations of the EBU R128 Loudness
 * Measurement", 2014, derives them), through the bilinear transform.
 */
function highShelf(rate: number): Biquad {
  const k = Math.tan((Math.PI * 1681.974450955533) / rate);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b0: (high + (band * k) / q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
}

function highPass(rate: number): Pick<Biquad, "a1" | "a2"> {
  const k = Math.tan((Math.PI * 38.13547087602444) / rate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return { a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 };
}

function channelWeight(channel: number, channels: number): number {
  if (channels < 5) return 1;
  if (channels === 5) return channel >= 3 ? SURROUND : 1;
  if (channel === 3) return 0;
  return channel >= 4 ? SURROUND : 1;
}

function loudnessOf(energy: number): number {
  return OFFSET + 10 * Math.log10(energy);
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
