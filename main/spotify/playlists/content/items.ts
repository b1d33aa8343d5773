import type { RemoteItem } from "../../api.ts";

/**
 * One place of a playlist, by what can be said to Spotify about it: a URI. A place without one (a track that Spotify
 * has no more) is {@link GONE}.
 */
export type Item = string;

export const GONE: Item = "gone";

export function toItem(item: RemoteItem): Item {
  switch (item.kind) {
    case "track":
      return item.track.uri;
    case "episode":
    case "local":
      return item.uri ?? GONE;
    case "missing":
      return GONE;
  }
}

/**
 * False for what Spotify lets nobody add by URI: local files, and places without a track. Such a place is never taken
 * away, because no undo could put it back.
 */
export function isWritable(item: Item): boolean {
  return /^spotify:(track|episode):\w+$/.test(item);
}

/** How often each item is there. */
export function count(items: Iterable<Item>): Map<Item, number> {
  const counts = new Map<Item, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** What is in `items` more often than in `others`, so often and in its order: the last of several copies. */
export function without(items: readonly Item[], others: readonly Item[]): Item[] {
  const left = count(others);
  return items.filter((item) => {
    const there = left.get(item) ?? 0;
    if (there > 0) left.set(item, there - 1);
    return there === 0;
  });
}
