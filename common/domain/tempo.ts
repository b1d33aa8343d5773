/** Estimators agree on a tempo within that share of it. */
const TOLERANCE = 0.04;

/**
 * How many octaves `other` is above `tempo`, both in BPM: 0 = the same, 1 = counted twice as fast, -1 = half as fast.
 * Null where they are neither, within 4 %.
 */
export function octavesApart(tempo: number, other: number): number | null {
  const octaves = Math.round(Math.log2(other / tempo));
  return Math.abs(other / (tempo * 2 ** octaves) - 1) <= TOLERANCE ? octaves : null;
}
