import { hann, PowerSpectrum } from "./fft.ts";
import type { Mono } from "./sound.ts";

/** How much of each pitch class sounds, C = 0, and how far the music is tuned from A = 440 Hz. */
export type Chroma = {
  /** Twelve shares that sum to one; all 0 where nothing has a pitch. */
  readonly classes: Float64Array;
  /** Within -50..50. */
  readonly tuningCents: number;
};

/** 4,096 samples at 11,025 Hz: bins of 2.7 Hz, so that neighbours around C3 are told apart. */
const FRAME_SECONDS = 0.3715;
const LOWEST_HZ = 40;
const HIGHEST_HZ = 2100;
/** Peaks more than this below the frame's highest are noise or far overtones. Of power: -40 dB. */
const FLOOR = 1e-4;
const FINE = 120;

/** From spectral peaks, which pitched sounds have and drums have not. */
export function chromaOf({ rate, samples }: Mono): Chroma {
  const size = 2 ** Math.round(Math.log2(rate * FRAME_SECONDS));
  const hop = size / 2;
  const window = hann(size);
  const spectrum = new PowerSpectrum(size);
  const frame = new Float32Array(size);
  const power = new Float64Array(size / 2 + 1);
  // Ten cents a bin over one octave: the tuning is found first, then the classes.
  const fine = new Float64Array(FINE);
  for (let from = 0; from + size <= samples.length; from += hop) {
    for (let at = 0; at < size; at += 1) frame[at] = (samples[from + at] ?? 0) * (window[at] ?? 0);
    spectrum.of(frame, power);
    addPeaks(fine, power, rate / size);
  }
  const tuningCents = tuningOf(fine);
  return { classes: toClasses(fine, tuningCents), tuningCents };
}

/** Each frame counts the same, loud or soft; within it a peak counts by its magnitude. */
function addPeaks(fine: Float64Array, power: Float64Array, binHz: number): void {
  const first = Math.max(2, Math.ceil(LOWEST_HZ / binHz));
  const last = Math.min(power.length - 2, Math.floor(HIGHEST_HZ / binHz));
  let highest = 0;
  for (let bin = first; bin <= last; bin += 1) highest = Math.max(highest, power[bin] ?? 0);
  if (highest <= 1e-12) return;
  const found: [place: number, weight: number][] = [];
  let total = 0;
  for (let bin = first; bin <= last; bin += 1) {
    const here = power[bin] ?? 0;
    const left = power[bin - 1] ?? 0;
    const right = power[bin + 1] ?? 0;
    if (here < highest * FLOOR || here <= left || here < right) continue;
    const a = Math.log(left + 1e-20);
    const b = Math.log(here);
    const c = Math.log(right + 1e-20);
    const shift = (0.5 * (a - c)) / (a - 2 * b + c);
    const hz = (bin + (Number.isFinite(shift) ? shift : 0)) * binHz;
    const pitch = 69 + 12 * Math.log2(hz / 440);
    // The square root of the magnitude: a melody above loud basses is heard as well.
    const weight = here ** 0.25;
    found.push([pitch, weight]);
    total += weight;
  }
  for (const [pitch, weight] of found) {
    const place = Math.round((pitch - Math.floor(pitch / 12) * 12) * (FINE / 12)) % FINE;
    fine[place] = (fine[place] ?? 0) + weight / total;
  }
}

/** The mean deviation from the semitones, on the circle of one semitone. */
function tuningOf(fine: Float64Array): number {
  const perSemitone = FINE / 12;
  let x = 0;
  let y = 0;
  fine.forEach((weight, index) => {
    const angle = (2 * Math.PI * (index % perSemitone)) / perSemitone;
    x += weight * Math.cos(angle);
    y += weight * Math.sin(angle);
  });
  return x === 0 && y === 0 ? 0 : (Math.atan2(y, x) / (2 * Math.PI)) * 100;
}

function toClasses(fine: Float64Array, tuningCents: number): Float64Array {
  const classes = new Float64Array(12);
  let total = 0;
  fine.forEach((weight, index) => {
    const pitch = (index * (12 / FINE) - tuningCents / 100 + 12) % 12;
    const nearest = Math.round(pitch);
    // What lies between two semitones belongs to neither.
    const share = weight * Math.max(0, Math.cos(Math.PI * (pitch - nearest)) ** 2);
    classes[nearest % 12] = (classes[nearest % 12] ?? 0) + share;
    total += share;
  });
  return total > 0 ? classes.map((value) => value / total) : classes;
}
