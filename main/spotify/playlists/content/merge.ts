import { difference, same, type Difference } from "./difference.ts";
import { count, isWritable, without, type Item } from "./items.ts";

/** What the user did to a playlist of ours by hand, in all the time: it stays so. */
export type Theirs = { readonly added: readonly Item[]; readonly removed: readonly Item[] };

export const NOTHING_OF_THEIRS: Theirs = { added: [], removed: [] };

export type Sides = {
  /** What we wrote last. */
  readonly written: readonly Item[];
  /** What is there. */
  readonly now: readonly Item[];
  /** What the rules give: each item once. */
  readonly wanted: readonly Item[];
  /** What is known of the user's edits up to `written`. */
  readonly theirs: Theirs;
};

export type Merged = {
  readonly target: readonly Item[];
  readonly theirs: Theirs;
};

/** Edits by hand since our last write; null = none. */
export function editsOf({ written, now }: Sides): Difference | null {
  return same(written, now) ? null : difference(written, now);
}

/**
 * Ours, with what they added staying where it is and what they took out staying out. An item that they added (or of
 * which they added a copy) keeps as many copies as there are, because Spotify removes all copies or none.
 */
export function merge(sides: Sides): Merged {
  const { written, now, wanted, theirs } = sides;
  const edits = difference(written, now);
  const kept = [...theirs.added, ...edits.added];
  // Of an item that they added and took out again, nothing of theirs is left.
  const added = [...limit(kept, now)];
  const there = new Set(now);
  const removed = [...new Set([...theirs.removed, ...edits.removed])].filter(
    (item) => isWritable(item) && !there.has(item),
  );
  const out = new Set(removed);
  const ours = wanted.filter((item) => !out.has(item));
  return { target: weave(ours, now, new Set(added)), theirs: { added, removed } };
}

/** As the rules say. Only what could not be put back (a local file, say) stays. */
export function takeOurs({ now, wanted }: Sides): Merged {
  return { target: weave(wanted, now, new Set()), theirs: NOTHING_OF_THEIRS };
}

/** As it was before, exactly, but for what they added since. */
export function putBack(
  before: readonly Item[],
  now: readonly Item[],
  since: ReadonlySet<Item>,
): readonly Item[] {
  return since.size === 0 ? before : weave(before, now, since);
}

/** `ours` with the items of `now` that stay, each behind the one of ours that it was behind. */
function weave(ours: readonly Item[], now: readonly Item[], theirs: ReadonlySet<Item>): Item[] {
  const stays = (item: Item) => theirs.has(item) || !isWritable(item);
  const own = ours.filter((item) => !stays(item));
  const anchors = new Set(own);
  const behind = new Map<Item | null, Item[]>();
  let anchor: Item | null = null;
  for (const item of now) {
    if (anchors.has(item)) anchor = item;
    if (!stays(item)) continue;
    const group = behind.get(anchor);
    if (group) group.push(item);
    else behind.set(anchor, [item]);
  }
  const take = (at: Item | null) => {
    const group = behind.get(at) ?? [];
    // Of several copies the first one has them behind it.
    behind.delete(at);
    return group;
  };
  return [...take(null), ...own.flatMap((item) => [item, ...take(item)])];
}

/** Of each item at most so many copies as `bound` has. */
function limit(items: readonly Item[], bound: readonly Item[]): Item[] {
  const counts = count(bound);
  const over = [...count(items)].flatMap(([item, copies]) =>
    Array.from({ length: Math.max(0, copies - (counts.get(item) ?? 0)) }, () => item),
  );
  return without(items, over);
}
