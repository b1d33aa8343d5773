/**
 * At most `limit` of the rows 0 … size − 1, ascending, spread over all of them: one out of each equal part, by lot.
 * Takes no longer for a million rows than for `limit` of them.
 */
export function spreadRows(size: number, limit: number, random: () => number): Int32Array {
  if (size <= limit) return Int32Array.from({ length: size }, (_, row) => row);
  const start = (part: number) => Math.floor((part * size) / limit);
  return Int32Array.from({ length: limit }, (_, part) => {
    const from = start(part);
    return from + Math.floor(random() * (start(part + 1) - from));
  });
}
