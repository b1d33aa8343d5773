import type { Database } from "better-sqlite3";
import {
  countBehind,
  countPlaces,
  positionOf,
  spotifyPlaylistId,
  type Place,
} from "../../library/places.ts";
import {
  dropPages,
  firstPage,
  keptPages,
  pagesOf,
  setPagesTotal,
} from "../../library/spotify-pages.ts";
import type { ListedRow } from "../../library/spotify-playlists.ts";
import { askPage, keep, tell, type Fetched, type Fetching } from "./fetching.ts";

/**
 * Asks for Liked Songs, newest first, until a whole page is known: what is behind it is then what we have, if the
 * numbers agree. They do not where songs further down were taken out, and then all of them are asked for, as with
 * `full`. Throws what the API throws.
 */
export async function fetchLiked(
  fetching: Fetching,
  row: ListedRow,
  full: boolean,
): Promise<Fetched> {
  const { library } = fetching.deps;
  const known = row.syncedAt === null ? null : spotifyPlaylistId(library.db, row.externalId);
  const overlap = known === null || full ? null : new Overlap(library.db, known);
  let { count, total } = await goOn(fetching, row);
  let oldAfter: number | null = null;
  if (overlap && total !== null) {
    for (const page of pagesOf(library.db, row.externalId)) {
      oldAfter = overlap.look(page, count, total);
    }
  }
  while (oldAfter === null && (total === null || count < total)) {
    tell(fetching, row, count, total ?? row.total ?? 0);
    const asked = await askPage(fetching, row, count);
    if (!asked) return { state: "part" };
    const { page, limit } = asked;
    const expected = Math.min(limit, page.total - count);
    if ((total !== null && page.total !== total) || page.items.length !== expected) {
      return { state: "mismatch", counted: count + page.items.length, total: page.total };
    }
    await keep(fetching, row, { start: count, total: page.total, items: page.items });
    count += page.items.length;
    total = page.total;
    oldAfter = overlap?.look(page.items, count, total) ?? null;
    fetching.budget.left -= overlap ? overlap.newInPage : page.items.length;
  }
  total ??= count;
  const asBefore = oldAfter !== null || total === 0;
  if (asBefore && overlap?.isSame(total)) return { state: "same", total };
  tell(fetching, row, total, total);
  return { state: "whole", total, oldAfter, full: oldAfter === null };
}

/**
 * Takes up the pages of a sync that did not end. What was liked since then moved them down: the newest page is asked
 * for, and what is new in it goes on top. Where that does not explain the new total, a song was taken out, and they are
 * dropped.
 */
async function goOn(
  fetching: Fetching,
  row: ListedRow,
): Promise<{ count: number; total: number | null }> {
  const { db } = fetching.deps.library;
  const id = row.externalId;
  const kept = keptPages(db, id);
  if (!kept) return { count: 0, total: null };
  const asked = await askPage(fetching, row, 0);
  // No budget: nothing is asked for, and nothing is forgotten.
  if (!asked) return { count: kept.count, total: kept.total };
  const { items, total } = asked.page;
  const first = firstPage(db, id);
  const added = items.findIndex((item) => first[0] !== undefined && isSame(item, first[0]));
  const fits =
    added >= 0 &&
    total === kept.total + added &&
    items.slice(added).every((item, index) => {
      const there = first[index];
      return there === undefined || isSame(item, there);
    });
  if (!fits) {
    await fetching.deps.library.write(() => dropPages(db, id));
    fetching.budget.left -= items.length;
    await keep(fetching, row, { start: 0, total, items });
    return { count: items.length, total };
  }
  fetching.budget.left -= added;
  if (added > 0) {
    const start = kept.firstStart - added;
    await keep(fetching, row, { start, total, items: items.slice(0, added) });
    await fetching.deps.library.write(() => setPagesTotal(db, id, total));
  }
  return { count: kept.count + added, total };
}

/** Compares new pages, from the newest on, with the places that the library has. */
class Overlap {
  readonly #db: Database;
  readonly #playlist: number;
  /** Songs that were taken out and liked again: known, at another moment. */
  readonly #again = new Set<string>();
  #last = -1;
  #looked = 0;
  #inPlace = true;
  newInPage = 0;

  constructor(db: Database, playlist: number) {
    this.#db = db;
    this.#playlist = playlist;
  }

  /** The old place behind which nothing has changed, or null where more has to be asked for. */
  look(items: readonly Place[], fetched: number, total: number): number | null {
    this.newInPage = 0;
    for (const item of items) {
      const position = positionOf(this.#db, this.#playlist, item);
      this.#inPlace &&= position === this.#looked;
      this.#looked += 1;
      if (position === null) {
        this.newInPage += 1;
        if (item.kind === "track") this.#again.add(item.track.uri);
      } else {
        this.#last = Math.max(this.#last, position);
      }
    }
    if (this.newInPage > 0 || items.length === 0) return null;
    let behind = countPlaces(this.#db, this.#playlist, this.#last);
    for (const uri of this.#again) {
      behind -= countBehind(this.#db, this.#playlist, uri, this.#last);
    }
    return fetched + behind === total ? this.#last : null;
  }

  /** True if all that was looked at is where it was, and there is no more and no less. */
  isSame(total: number): boolean {
    return this.#inPlace && total === countPlaces(this.#db, this.#playlist);
  }
}

function isSame(a: Place, b: Place): boolean {
  return a.kind === b.kind && a.addedAt === b.addedAt && uriOf(a) === uriOf(b);
}

function uriOf(place: Place): string | null {
  return place.kind === "track" ? place.track.uri : place.kind === "missing" ? null : place.uri;
}
