import { commonOrder } from "./common-order.ts";
import { without, type Item } from "./items.ts";

/** How one list differs from an earlier one. Each of several copies counts. */
export type Difference = {
  readonly added: readonly Item[];
  readonly removed: readonly Item[];
  /** Items in both that change their place: their number less the longest common subsequence. */
  readonly moved: number;
};

export function difference(from: readonly Item[], to: readonly Item[]): Difference {
  const added = without(to, from);
  const removed = without(from, to);
  const staying = from.length - removed.length;
  // The subsequence of the whole lists holds only what both have.
  return { added, removed, moved: staying - commonOrder(from, to).length };
}

export function same(from: readonly Item[], to: readonly Item[]): boolean {
  return from.length === to.length && from.every((item, place) => item === to[place]);
}
