/** Decoded sound: one array per channel, samples nominally within -1..1, `rate` in Hz. */
export type Sound = {
  readonly rate: number;
  readonly channels: readonly Float32Array[];
};

/** One channel of it. */
export type Mono = { readonly rate: number; readonly samples: Float32Array };

/** Taps of the low-pass on either side, per sample that comes out: 60 dB down from 0.6 of the new rate. */
const REACH = 8;

/** Every `factor`-th sample after a low-pass (a windowed sinc). `factor` 1 changes nothing. */
export function decimate({ rate, samples }: Mono, factor: number): Mono {
  if (factor <= 1) return { rate, samples };
  const taps = lowPass(factor);
  const reach = (taps.length - 1) / 2;
  const out = new Float32Array(Math.floor(samples.length / factor));
  // Silence at both ends: no step of the loop has to ask whether it is still inside.
  const padded = new Float32Array(samples.length + 2 * reach);
  padded.set(samples, reach);
  const middle = taps[reach] ?? 0;
  for (let index = 0; index < out.length; index += 1) {
    const centre = index * factor + reach;
    let odd = middle * (padded[centre] ?? 0);
    let even = 0;
    // The taps are the same on both sides, and their number on a side is even. Two sums wait less for each other.
    for (let away = 1; away < reach; away += 2) {
      odd +=
        (taps[reach + away] ?? 0) * ((padded[centre - away] ?? 0) + (padded[centre + away] ?? 0));
      even +=
        (taps[reach + away + 1] ?? 0) *
        ((padded[centre - away - 1] ?? 0) + (padded[centre + away + 1] ?? 0));
    }
    out[index] = odd + even;
  }
  return { rate: rate / factor, samples: out };
}

function lowPass(factor: number): Float64Array {
  const reach = REACH * factor;
  const taps = new Float64Array(2 * reach + 1);
  // A little below the new Nyquist frequency, so that the slope ends near it.
  const cutoff = 0.9 / factor;
  let sum = 0;
  for (let index = 0; index < taps.length; index += 1) {
    const at = index - reach;
    const sinc = at === 0 ? cutoff : Math.sin(Math.PI * cutoff * at) / (Math.PI * at);
    const window =
      0.42 + 0.5 * Math.cos((Math.PI * at) / reach) + 0.08 * Math.cos((2 * Math.PI * at) / reach);
    taps[index] = sinc * window;
    sum += sinc * window;
  }
  return taps.map((tap) => tap / sum);
}
