/** Uniform numbers in [0, 1), the same for the same seed (mulberry32, Tommy Ettinger, public domain). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Fisher–Yates, in place. */
export function shuffle<Items extends { [index: number]: number; readonly length: number }>(
  items: Items,
  random: () => number,
): Items {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const held = items[last] ?? 0;
    items[last] = items[other] ?? 0;
    items[other] = held;
  }
  return items;
}

/** At most `limit` of the numbers 0 … count − 1, ascending. */
export function sample(count: number, limit: number, random: () => number): Int32Array {
  const all = Int32Array.from({ length: count }, (_, index) => index);
  return count <= limit ? all : shuffle(all, random).slice(0, limit).sort();
}
