import { hann, PowerSpectrum } from "./fft.ts";
import type { Mono } from "./sound.ts";

/** How strongly something begins, many times a second. */
export type Onsets = {
  /** Values a second. */
  readonly rate: number;
  /** The rise of log energy over all bands. */
  readonly all: Float32Array;
  /** The same below about 150 Hz: kick drums and the attack of basses. */
  readonly low: Float32Array;
};

/** 1,024 samples every 256 at 22,050 Hz. */
const FRAME_SECONDS = 0.0464;
const HOP_SECONDS = 0.01161;
const BANDS = 40;
const LOWEST_HZ = 30;
const HIGHEST_HZ = 10_000;
const LOW_BELOW_HZ = 150;
/** Compression of a band's magnitude, relative to the loudest: small enough to hear soft onsets, not noise. */
const COMPRESSION = 1000;

/** The log-mel flux: half-wave rectified rise of each band's log energy, summed. */
export function onsetsOf({ rate, samples }: Mono): Onsets {
  const size = 2 ** Math.round(Math.log2(rate * FRAME_SECONDS));
  const hop = Math.max(1, Math.round(rate * HOP_SECONDS));
  const count = Math.max(0, Math.floor((samples.length - size) / hop) + 1);
  const mel = melBands(rate, size);
  const window = hann(size);
  const spectrum = new PowerSpectrum(size);
  const frame = new Float32Array(size);
  const power = new Float64Array(size / 2 + 1);
  const energies = new Float32Array(count * BANDS);
  let loudest = 0;
  for (let index = 0; index < count; index += 1) {
    const from = index * hop;
    for (let at = 0; at < size; at += 1) frame[at] = (samples[from + at] ?? 0) * (window[at] ?? 0);
    spectrum.of(frame, power);
    for (let band = 0; band < BANDS; band += 1) {
      const { first, weights } = mel[band] ?? EMPTY_BAND;
      let sum = 0;
      for (let bin = 0; bin < weights.length; bin += 1)
        sum += (weights[bin] ?? 0) * (power[first + bin] ?? 0);
      const magnitude = Math.sqrt(sum);
      energies[index * BANDS + band] = magnitude;
      if (magnitude > loudest) loudest = magnitude;
    }
  }
  const scale = loudest > 0 ? COMPRESSION / loudest : 0;
  for (let index = 0; index < energies.length; index += 1)
    energies[index] = Math.log1p((energies[index] ?? 0) * scale);
  const all = new Float32Array(count);
  const low = new Float32Array(count);
  const lowBands = mel.filter(({ centre }) => centre < LOW_BELOW_HZ).length;
  for (let index = 1; index < count; index += 1) {
    let sum = 0;
    let lowSum = 0;
    for (let band = 0; band < BANDS; band += 1) {
      const place = index * BANDS + band;
      const rise = (energies[place] ?? 0) - (energies[place - BANDS] ?? 0);
      if (rise <= 0) continue;
      sum += rise;
      if (band < lowBands) lowSum += rise;
    }
    all[index] = sum / BANDS;
    low[index] = lowSum / Math.max(1, lowBands);
  }
  return { rate: rate / hop, all, low };
}

type Band = { readonly first: number; readonly centre: number; readonly weights: Float32Array };
const EMPTY_BAND: Band = { first: 0, centre: 0, weights: new Float32Array() };

/** Triangles of equal width on the mel scale (O'Shaughnessy's formula), each of area one. */
function melBands(rate: number, size: number): Band[] {
  const toMel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
  const toHz = (mel: number) => 700 * (10 ** (mel / 2595) - 1);
  const bottom = toMel(LOWEST_HZ);
  const top = toMel(Math.min(HIGHEST_HZ, rate / 2));
  const edge = (index: number) => toHz(bottom + ((top - bottom) * index) / (BANDS + 1));
  const binHz = rate / size;
  return Array.from({ length: BANDS }, (_, band) => {
    const low = edge(band);
    const centre = edge(band + 1);
    // A triangle narrower than a bin would catch none.
    const high = Math.max(edge(band + 2), centre + binHz);
    const start = Math.min(low, centre - binHz);
    const first = Math.max(0, Math.ceil(start / binHz));
    const last = Math.min(size / 2, Math.floor(high / binHz));
    const weights = Float32Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
      const hz = (first + index) * binHz;
      const slope = hz < centre ? (hz - start) / (centre - start) : (high - hz) / (high - centre);
      return Math.max(0, slope);
    });
    const area = weights.reduce((sum, weight) => sum + weight, 0);
    return { first, centre, weights: area > 0 ? weights.map((weight) => weight / area) : weights };
  });
}
