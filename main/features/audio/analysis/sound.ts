/** Decoded sound: one array per channel, samples nominally within -1..1, `rate` in Hz. */
export type Sound = {
  readonly rate: number;
  readonly channels: readonly Float32Array[];
};

/** One channel of it. */
export type Mono = { readonly rate: number; readonly samples: Float32Array };

/**
 * Taps of the half-band low-pass on either side: 3 dB down at half of the new rate, 60 dB from 0.74 of it, so that
 * what folds back lies above 0.26 of the new rate. Every second tap of such a filter is 0.
 */
const REACH = 11;
const ODD_TAPS = halfBand();

/** The rate halved so many times; each time every second sample is kept after a low-pass. 0 changes nothing. */
export function halve(sound: Mono, times: number): Mono {
  return times <= 0 ? sound : halve(halved(sound), times - 1);
}

function halved({ rate, samples }: Mono): Mono {
  const out = new Float32Array(samples.length >> 1);
  // Silence at both ends: no step of the loop has to ask whether it is still inside.
  const padded = new Float32Array(samples.length + 2 * REACH);
  padded.set(samples, REACH);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = ODD_TAPS;
  const at = (place: number) => padded[place] as number;
  for (let index = 0; index < out.length; index += 1) {
    const centre = 2 * index + REACH;
    out[index] =
      0.5 * at(centre) +
      a * (at(centre - 1) + at(centre + 1)) +
      b * (at(centre - 3) + at(centre + 3)) +
      c * (at(centre - 5) + at(centre + 5)) +
      (d * (at(centre - 7) + at(centre + 7)) +
        e * (at(centre - 9) + at(centre + 9)) +
        f * (at(centre - 11) + at(centre + 11)));
  }
  return { rate: rate / 2, samples: out };
}

/** A sinc under Blackman's window at 1, 3, … {@link REACH}; both sides together are the half that the middle is not. */
function halfBand(): number[] {
  const taps = Array.from({ length: (REACH + 1) / 2 }, (_, index) => {
    const away = 2 * index + 1;
    const angle = (Math.PI * away) / (REACH + 1);
    const window = 0.42 + 0.5 * Math.cos(angle) + 0.08 * Math.cos(2 * angle);
    return (Math.sin((Math.PI * away) / 2) / (Math.PI * away)) * window;
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => (0.25 * tap) / sum);
}
