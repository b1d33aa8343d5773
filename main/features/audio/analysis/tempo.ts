import type { Onsets } from "./onsets.ts";

/** `confidence` within 0..1; `runnerUp` is the next best tempo that is another one, mostly half or double. */
export type TempoEstimate = {
  readonly bpm: number;
  readonly confidence: number;
  readonly runnerUp: number | null;
};

const SLOWEST = 40;
const FASTEST = 240;
const STEP = 1.0025;
const HARMONICS = 8;
/** People tap near 118 beats a minute: a log-normal prior (van Noorden & Moelants, 1999, give about 120). */
const PREFERRED = 118;
const SPREAD_OCTAVES = 0.9;
const MEAN_SECONDS = 0.4;
/**
 * Onsets half-way between the beats are weaker than those on the beats. Where they are nearly as strong, the music
 * beats twice as fast. Measured on made-up pieces of 60 to 190 BPM: at most .37 at the true tempo, at least .67 at half
 * of it.
 */
const BETWEEN_LIMIT = 0.52;
const BETWEEN_SLOPE = 0.08;

/**
 * Autocorrelation of the onsets, summed over the multiples of a beat, times a prior and times how little happens
 * between the beats. Null where nothing begins often
 * enough, or the sound is shorter than about four seconds.
 */
export function estimateTempo(onsets: Onsets): TempoEstimate | null {
  const { rate } = onsets;
  const slowestLag = (60 / SLOWEST) * rate;
  if (onsets.all.length < 2 * slowestLag) return null;
  const lags = Math.min(onsets.all.length >> 1, Math.ceil(slowestLag * HARMONICS) + 2);
  const reach = Math.round(MEAN_SECONDS * rate);
  const correlation = autocorrelation(peaksOnly(onsets.all, reach), lags);
  if (!correlation) return null;
  const low = autocorrelation(peaksOnly(onsets.low, reach), lags) ?? correlation;
  const candidates: { bpm: number; score: number }[] = [];
  for (let bpm = SLOWEST; bpm <= FASTEST; bpm *= STEP) {
    const lag = (60 / bpm) * rate;
    const between = (betweenBeats(correlation, lag) + betweenBeats(low, lag)) / 2;
    const alone = 1 / (1 + Math.exp((between - BETWEEN_LIMIT) / BETWEEN_SLOPE));
    candidates.push({ bpm, score: comb(correlation, lag) ** 2 * prior(bpm) * alone });
  }
  const peaks = localPeaks(candidates).toSorted((a, b) => b.score - a.score);
  const best = peaks[0];
  if (!best || !(best.score > 0)) return null;
  const second = peaks.find(({ bpm }) => Math.abs(Math.log2(bpm / best.bpm)) > 0.1);
  return {
    bpm: refine(correlation, best.bpm, rate),
    confidence: second ? Math.max(0, Math.min(1, 1 - second.score / best.score)) : 1,
    runnerUp: second ? refine(correlation, second.bpm, rate) : null,
  };
}

function prior(bpm: number): number {
  return Math.exp(-0.5 * (Math.log2(bpm / PREFERRED) / SPREAD_OCTAVES) ** 2);
}

/** Takes away what is usual around a place: what stays is what stands out. */
function peaksOnly(values: Float32Array, reach: number): Float32Array {
  const out = new Float32Array(values.length);
  let sum = 0;
  for (let at = 0; at < Math.min(reach, values.length); at += 1) sum += values[at] ?? 0;
  for (let at = 0; at < values.length; at += 1) {
    sum += (values[at + reach] ?? 0) - (values[at - reach - 1] ?? 0);
    const width = Math.min(values.length, at + reach + 1) - Math.max(0, at - reach);
    out[at] = Math.max(0, (values[at] ?? 0) - sum / width);
  }
  return out;
}

/** Normalised by its value at 0 and by how many pairs there are; null for silence. */
function autocorrelation(values: Float32Array, lags: number): Float64Array | null {
  const out = new Float64Array(lags);
  for (let lag = 0; lag < lags; lag += 1) {
    let sum = 0;
    for (let at = lag; at < values.length; at += 1)
      sum += (values[at] ?? 0) * (values[at - lag] ?? 0);
    out[lag] = sum / (values.length - lag);
  }
  const whole = out[0] ?? 0;
  return whole > 0 ? out.map((value) => value / whole) : null;
}

function at(correlation: Float64Array, lag: number): number {
  const low = Math.floor(lag);
  const share = lag - low;
  return (correlation[low] ?? 0) * (1 - share) + (correlation[low + 1] ?? 0) * share;
}

function comb(correlation: Float64Array, lag: number): number {
  let sum = 0;
  let weights = 0;
  for (let harmonic = 1; harmonic <= HARMONICS; harmonic += 1) {
    if (lag * harmonic + 1 >= correlation.length) break;
    sum += at(correlation, lag * harmonic);
    weights += 1;
  }
  return weights === 0 ? 0 : sum / weights;
}

/** How strong the odd half beats are, for the whole beats as 1. */
function betweenBeats(correlation: Float64Array, lag: number): number {
  let odd = 0;
  let whole = 0;
  for (let multiple = 1; multiple <= 6; multiple += 1) {
    if (lag * multiple + 2 >= correlation.length) break;
    odd += highestNear(correlation, lag * (multiple - 0.5));
    whole += highestNear(correlation, lag * multiple);
  }
  return whole > 0 ? odd / whole : 1;
}

/** Players are not machines, and lags are not whole: one place to either side counts too. */
function highestNear(correlation: Float64Array, lag: number): number {
  let highest = 0;
  for (let place = Math.floor(lag) - 1; place <= Math.ceil(lag) + 1; place += 1)
    highest = Math.max(highest, correlation[place] ?? 0);
  return highest;
}

function localPeaks<Candidate extends { readonly score: number }>(
  candidates: readonly Candidate[],
): Candidate[] {
  return candidates.filter(({ score }, index) => {
    const left = candidates[index - 1]?.score ?? -Infinity;
    const right = candidates[index + 1]?.score ?? -Infinity;
    return score > left && score >= right;
  });
}

/** The place of the correlation's peak near the longest multiple that is there tells the beat most exactly. */
function refine(correlation: Float64Array, bpm: number, rate: number): number {
  let lag = (60 / bpm) * rate;
  for (const multiple of [1, 2, 4, 8]) {
    const near = lag * multiple;
    const reach = Math.max(1, Math.min(lag * 0.1, 4));
    if (near + reach + 1 >= correlation.length) break;
    const peak = peakNear(correlation, near, reach);
    if (peak !== null) lag = peak / multiple;
  }
  return (60 * rate) / lag;
}

function peakNear(correlation: Float64Array, near: number, reach: number): number | null {
  let best = -1;
  for (let lag = Math.ceil(near - reach); lag <= near + reach; lag += 1) {
    if (best < 0 || (correlation[lag] ?? 0) > (correlation[best] ?? 0)) best = lag;
  }
  const left = correlation[best - 1] ?? 0;
  const here = correlation[best] ?? 0;
  const right = correlation[best + 1] ?? 0;
  const curve = left - 2 * here + right;
  if (here <= left || here < right || curve >= 0) return null;
  return best + (0.5 * (left - right)) / curve;
}
