import type { Item } from "./items.ts";

/** Pairs of places, rising on both sides, at which two lists hold the same item. */
export type Pair = readonly [from: number, to: number];

/**
 * A longest common subsequence (Hunt and Szymanski 1977): quick where most items are there once, as in playlists.
 * What the lists begin and end with alike is always in it.
 */
export function commonOrder(from: readonly Item[], to: readonly Item[]): Pair[] {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start += 1;
  let [fromEnd, toEnd] = [from.length, to.length];
  while (fromEnd > start && toEnd > start && from[fromEnd - 1] === to[toEnd - 1]) {
    fromEnd -= 1;
    toEnd -= 1;
  }
  const pairs: Pair[] = Array.from({ length: start }, (_, place) => [place, place] as const);
  pairs.push(...middle(from, to, start, fromEnd, toEnd));
  for (let place = 0; fromEnd + place < from.length; place += 1) {
    pairs.push([fromEnd + place, toEnd + place]);
  }
  return pairs;
}

type Link = { readonly pair: Pair; readonly before: Link | null };

function middle(
  from: readonly Item[],
  to: readonly Item[],
  start: number,
  fromEnd: number,
  toEnd: number,
): Pair[] {
  const places = new Map<Item, number[]>();
  for (let place = toEnd - 1; place >= start; place -= 1) {
    const item = to[place];
    if (item === undefined) continue;
    const known = places.get(item);
    if (known) known.push(place);
    else places.set(item, [place]);
  }
  // tails[n] = the chain of n + 1 pairs that ends earliest in `to`.
  const tails: Link[] = [];
  for (let place = start; place < fromEnd; place += 1) {
    // From the last place to the first, so that no two of them get into one chain.
    for (const other of places.get(from[place] ?? "") ?? []) {
      const at = firstNotBelow(tails, other);
      tails[at] = { pair: [place, other], before: tails[at - 1] ?? null };
    }
  }
  const found: Pair[] = [];
  for (let link = tails.at(-1) ?? null; link; link = link.before) found.push(link.pair);
  return found.reverse();
}

function firstNotBelow(tails: readonly Link[], place: number): number {
  let [low, high] = [0, tails.length];
  while (low < high) {
    const half = (low + high) >>> 1;
    if ((tails[half]?.pair[1] ?? 0) < place) low = half + 1;
    else high = half;
  }
  return low;
}
