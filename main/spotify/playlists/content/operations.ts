import { commonOrder } from "./common-order.ts";
import { count, isWritable, type Item } from "./items.ts";
import { moves } from "./moves.ts";
import { operate, operateAll, REQUEST_ITEMS, type Operation } from "./operation.ts";
import { cheapestGaps } from "./rebuild.ts";

/**
 * The requests that make `from` into `to`, as few as can be found: what is there is moved, or taken out and added anew
 * where that takes fewer. Items of `theirs`, and those that cannot be added by URI, are never taken out unless `to`
 * has fewer of them. `to` holds all of `from` that cannot be added.
 */
export function operations(
  from: readonly Item[],
  to: readonly Item[],
  theirs: ReadonlySet<Item>,
): Operation[] {
  const kept = takeOut(from, to);
  const again = candidates(kept.content, to, theirs);
  const ways = again.map((anew) => finish(from, to, [...kept.items, ...anew]));
  return ways.reduce((best, way) => (way.length < best.length ? way : best));
}

/** What has more copies in `from` than in `to`: as Spotify removes every copy, all of it. */
function takeOut(
  from: readonly Item[],
  to: readonly Item[],
): { items: Item[]; content: readonly Item[] } {
  const wanted = count(to);
  const items = [...count(from)].flatMap(([item, copies]) =>
    copies > (wanted.get(item) ?? 0) ? [item] : [],
  );
  return { items, content: operate(from, { kind: "remove", items }) };
}

/**
 * Sets of items to take out and add anew: none, those out of order, those that are between cheap gaps, and all. The
 * first are told first: of ways that take the same number of requests the one that touches least is taken.
 */
function candidates(
  content: readonly Item[],
  to: readonly Item[],
  theirs: ReadonlySet<Item>,
): Item[][] {
  const may = (item: Item) => isWritable(item) && !theirs.has(item);
  const inOrder = new Set<Item>();
  const places = new Set<number>();
  for (const [place, target] of commonOrder(content, to)) {
    inOrder.add(content[place] ?? "");
    places.add(target);
  }
  const strays = [...new Set(content.filter((item) => may(item) && !inOrder.has(item)))];
  const copies = count(content);
  const single = (item: Item) => may(item) && copies.get(item) === 1;
  return [
    [],
    strays,
    [...strays, ...cheapestGaps(to, places, single)],
    [...new Set(content.filter(may))],
  ];
}

function finish(from: readonly Item[], to: readonly Item[], out: readonly Item[]): Operation[] {
  const list: Operation[] = chunks(out).map((items) => ({ kind: "remove", items }));
  const rest = operateAll(from, list);
  const places = staying(rest, to);
  list.push(
    ...moves(
      rest,
      places.map((place) => to[place] ?? ""),
    ),
  );
  const there = new Set(places);
  let length = rest.length;
  for (let start = 0; start < to.length; start += 1) {
    let end = start;
    while (end < to.length && !there.has(end)) end += 1;
    let position = start;
    for (const items of chunks(to.slice(start, end))) {
      list.push({ kind: "add", items, position: position === length ? null : position });
      position += items.length;
      length += items.length;
    }
    start = Math.max(start, end);
  }
  return list;
}

/** The places of `to` that what is there will take: those in order first, then the earliest for each copy. */
function staying(content: readonly Item[], to: readonly Item[]): number[] {
  const pairs = commonOrder(content, to);
  const places = new Set(pairs.map(([, place]) => place));
  const inOrder = new Set(pairs.map(([place]) => place));
  const strays = count(content.filter((_, place) => !inOrder.has(place)));
  to.forEach((item, place) => {
    const left = strays.get(item) ?? 0;
    if (left === 0 || places.has(place)) return;
    strays.set(item, left - 1);
    places.add(place);
  });
  return [...places].sort((a, b) => a - b);
}

function chunks(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / REQUEST_ITEMS) }, (_, index) =>
    items.slice(index * REQUEST_ITEMS, (index + 1) * REQUEST_ITEMS),
  );
}
