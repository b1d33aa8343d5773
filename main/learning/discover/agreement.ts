/** Adjusted Rand index of two groupings of the same rows (Hubert & Arabie 1985): 1 = the same, about 0 = by chance. */
export function adjustedRand(one: Uint8Array, other: Uint8Array): number {
  const width = 256;
  const together = new Float64Array(width * width);
  const ofOne = new Float64Array(width);
  const ofOther = new Float64Array(width);
  one.forEach((label, row) => {
    const second = other[row] ?? 0;
    together[label * width + second] = (together[label * width + second] ?? 0) + 1;
    ofOne[label] = (ofOne[label] ?? 0) + 1;
    ofOther[second] = (ofOther[second] ?? 0) + 1;
  });
  const same = pairs(together);
  const inOne = pairs(ofOne);
  const inOther = pairs(ofOther);
  const all = (one.length * (one.length - 1)) / 2;
  const expected = all === 0 ? 0 : (inOne * inOther) / all;
  const most = (inOne + inOther) / 2;
  // Both put all rows together, or each row alone: they agree.
  return most === expected ? 1 : (same - expected) / (most - expected);
}

function pairs(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}
