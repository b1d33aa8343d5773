/** How two guessers did on the same rows. */
export type PairedHits = {
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly neither: number;
  /** See {@link mcnemar}. */
  readonly p: number;
};

/** Counts who is right where, and how easily chance alone would make them differ so much. */
export function compareHits(
  target: ArrayLike<number>,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): PairedHits {
  let both = 0;
  let onlyA = 0;
  let onlyB = 0;
  let neither = 0;
  for (let row = 0; row < target.length; row += 1) {
    const hitA = a[row] === target[row];
    const hitB = b[row] === target[row];
    if (hitA && hitB) both += 1;
    else if (hitA) onlyA += 1;
    else if (hitB) onlyB += 1;
    else neither += 1;
  }
  return { both, onlyA, onlyB, neither, p: mcnemar(onlyA, onlyB) };
}

/**
 * McNemar's exact test of rows that one of two guessers alone had right: two-sided, with the mid-p that Fagerland et al.
 * (2013) recommend, because the exact p is too careful. 1 where both are the same.
 */
export function mcnemar(onlyA: number, onlyB: number): number {
  const trials = onlyA + onlyB;
  const least = Math.min(onlyA, onlyB);
  let chance = 0;
  for (let index = 1; index <= least; index += 1)
    chance += Math.log(trials - least + index) - Math.log(index);
  const own = Math.exp(chance - trials * Math.LN2);
  let below = 0;
  let term = own;
  for (let hits = least; hits > 0 && term > 0; hits -= 1) {
    term *= hits / (trials - hits + 1);
    below += term;
  }
  return Math.min(1, 2 * below + own);
}
