import type { TheirEditsChoice } from "../../../../common/domain/mood-playlist.ts";
import { difference } from "./difference.ts";
import type { Item } from "./items.ts";
import { merge, takeOurs, type Merged, type Sides } from "./merge.ts";

/** What is to be there by the user's choice; without one there are no edits, and a merge says what the rules say. */
export function resolve(sides: Sides, choice: TheirEditsChoice | null): Merged {
  switch (choice) {
    case "keep":
      return { target: sides.now, theirs: sides.theirs };
    case "ours":
      return takeOurs(sides);
    case "merge":
    case null:
      return merge(sides);
  }
}

/** Of two lists the one that is nearer to what is there: which of two requests of ours was the last to take effect. */
export function nearer(
  now: readonly Item[],
  one: readonly Item[],
  other: readonly Item[],
): readonly Item[] {
  return distance(other, now) < distance(one, now) ? other : one;
}

function distance(from: readonly Item[], to: readonly Item[]): number {
  const { added, removed, moved } = difference(from, to);
  return added.length + removed.length + moved;
}
