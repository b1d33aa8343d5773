/** Taps that are needed before a tempo is told. */
const FEWEST = 4;
/** Older ones are forgotten, so that a tempo can be corrected by going on. */
const MOST = 16;
/** After a pause of that long (ms) a new count begins: nobody taps below 24 BPM. */
const PAUSE = 2500;

/**
 * Adds a tap (ms on any clock) to earlier ones. The tempo is that of the median interval, which one tap that came late
 * does not move; null below four taps.
 */
export function tapsToBpm(
  before: readonly number[],
  at: number,
): { readonly kept: readonly number[]; readonly bpm: number | null } {
  const last = before.at(-1);
  const isNew = last === undefined || at - last > PAUSE || at <= last;
  const kept = isNew ? [at] : [...before, at].slice(-MOST);
  if (kept.length < FEWEST) return { kept, bpm: null };
  const intervals = kept
    .slice(1)
    .map((time, index) => time - (kept[index] ?? time))
    .sort((a, b) => a - b);
  const middle = intervals.length / 2;
  const median =
    ((intervals[Math.floor(middle)] ?? 0) + (intervals[Math.ceil(middle) - 1] ?? 0)) / 2;
  return { kept, bpm: Math.round((60_000 / median) * 10) / 10 };
}
