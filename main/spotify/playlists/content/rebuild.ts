import type { Item } from "./items.ts";
import { REQUEST_ITEMS } from "./operation.ts";

/** Runs to look back over: beyond it all of the list is as cheap. */
const LOOK_BACK = 300;

type Run = {
  readonly start: number;
  readonly end: number;
  readonly kind: "new" | "ours" | "fixed";
};

/**
 * Each run of items to add takes a request, so that twenty songs in twenty places take twenty. Taking out what lies
 * between some of them and adding it anew with them takes fewer. Finds, by the shortest path over the runs, which items
 * of `to` to take out for that; `places` are those already there in order, of which `may` says what may be taken out.
 */
export function cheapestGaps(
  to: readonly Item[],
  places: ReadonlySet<number>,
  may: (item: Item) => boolean,
): Item[] {
  const runs = runsOf(to, places, may);
  // best[n] = the cheapest way for the first n runs if run n stays; runs.length stands for the end.
  const best: { cost: number; from: number }[] = [];
  for (let index = 0; index <= runs.length; index += 1) {
    best.push(cheapest(runs, best, index));
  }
  const out: Item[] = [];
  for (let index = runs.length; index >= 0;) {
    const from = best[index]?.from ?? -1;
    for (const run of runs.slice(from + 1, index)) {
      if (run.kind === "ours") out.push(...to.slice(run.start, run.end));
    }
    index = from;
  }
  return out;
}

/** The runs between `from` and `index` are added in one go; those of them that are there are taken out first. */
function cheapest(
  runs: readonly Run[],
  best: readonly { cost: number }[],
  index: number,
): { cost: number; from: number } {
  const here = runs[index];
  // A run to add never stays; it is between two that do.
  if (here?.kind === "new") return { cost: Infinity, from: -1 };
  let found = { cost: Infinity, from: -1 };
  let [length, taken] = [0, 0];
  for (let from = index - 1; from >= -1 && index - from <= LOOK_BACK; from -= 1) {
    const cost =
      (from < 0 ? 0 : (best[from]?.cost ?? Infinity)) +
      Math.ceil(length / REQUEST_ITEMS) +
      taken / REQUEST_ITEMS;
    if (cost < found.cost) found = { cost, from };
    const run = runs[from];
    if (!run || run.kind === "fixed") break;
    length += run.end - run.start;
    if (run.kind === "ours") taken += run.end - run.start;
  }
  return found;
}

function runsOf(
  to: readonly Item[],
  places: ReadonlySet<number>,
  may: (item: Item) => boolean,
): Run[] {
  const kinds = to.map((item, place) =>
    !places.has(place) ? "new" : may(item) ? "ours" : "fixed",
  );
  const runs: Run[] = [];
  for (let start = 0; start < to.length;) {
    const kind = kinds[start] ?? "fixed";
    let end = start + 1;
    while (end < to.length && kinds[end] === kind) end += 1;
    runs.push({ start, end, kind });
    start = end;
  }
  return runs;
}
