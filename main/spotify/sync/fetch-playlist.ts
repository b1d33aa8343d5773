import { dropPages, keptPages } from "../../library/spotify-pages.ts";
import type { ListedRow } from "../../library/spotify-playlists.ts";
import { askPage, keep, tell, type Fetched, type Fetching } from "./fetching.ts";

/** Asks for the pages of a playlist that are not kept yet. Throws what the API throws. */
export async function fetchPlaylist(fetching: Fetching, row: ListedRow): Promise<Fetched> {
  const { library } = fetching.deps;
  const kept = keptPages(library.db, row.externalId);
  // Without a snapshot nobody can tell whether the pages are still true.
  const goesOn = kept !== null && row.snapshotId !== null && kept.snapshot === row.snapshotId;
  if (kept && !goesOn) await library.write(() => dropPages(library.db, row.externalId));
  let count = goesOn ? kept.count : 0;
  let total = goesOn ? kept.total : null;
  while (total === null || count < total) {
    tell(fetching, row, count, total ?? row.total ?? 0);
    const asked = await askPage(fetching, row, count);
    if (!asked) return { state: "part" };
    const { page, limit } = asked;
    const expected = Math.min(limit, page.total - count);
    if ((total !== null && page.total !== total) || page.items.length !== expected) {
      return { state: "mismatch", counted: count + page.items.length, total: page.total };
    }
    await keep(fetching, row, { start: count, total: page.total, items: page.items });
    fetching.budget.left -= page.items.length;
    count += page.items.length;
    total = page.total;
  }
  tell(fetching, row, count, total);
  return { state: "whole", total, oldAfter: null, full: true };
}
