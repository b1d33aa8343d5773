import { announce, announceError } from "../../app/toasts.ts";
import { openOverlay } from "../../app/view.ts";
import { fetchIds } from "../library/queries.ts";

/** How many songs one question may name; the contract's bound. */
export const MOST_ASKED = 200;

/** Opens the list of songs that are like these. `title` says in words what they are like: a title, "chill". */
export function showSimilar({
  ids,
  title,
  notIn = null,
}: {
  readonly ids: readonly number[];
  readonly title: string;
  readonly notIn?: number | null;
}): void {
  openOverlay({ kind: "similar", ids: ids.slice(0, MOST_ASKED), title, notIn });
}

/** Songs that are like a mood's labelled ones (without any: like its surest guesses), and not in it yet. */
export async function showMoreOfMood(mood: number, name: string): Promise<void> {
  try {
    const last = MOST_ASKED - 1;
    const labelled = await fetchIds({ mood, by: "labelled" }, 0, last);
    const sure = { mood, sort: "confidence", descending: true } as const;
    const ids = labelled.length > 0 ? labelled : await fetchIds(sure, 0, last);
    if (ids.length === 0) {
      announce(`No song is in “${name}” yet, so there is nothing to be like.`);
      return;
    }
    showSimilar({ ids, title: name, notIn: mood });
  } catch (error) {
    announceError(error);
  }
}
