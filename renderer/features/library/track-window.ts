import { useMemo, useState } from "react";
import { useQueries, type UseQueryResult } from "@tanstack/react-query";
import type { Track, TrackPage, TrackQueryInput } from "../../../common/domain/track.ts";
import { PAGE_SIZE, pageOptions } from "./queries.ts";

/** The part of a list that is in memory: the pages in sight, and how long the list is. */
export type TrackWindow = {
  readonly query: TrackQueryInput;
  readonly total: number;
  /** False: there are `total` tracks at least. */
  readonly exact: boolean;
  readonly pages: ReadonlyMap<number, readonly Track[]>;
};

type Length = Omit<TrackWindow, "pages">;

type Loaded = {
  readonly pages: readonly (TrackPage | undefined)[];
  readonly newest: TrackPage | undefined;
  readonly error: Error | null;
};

/**
 * Fetches the pages `first` to `last` of a list. While a new list is on its way `shown` is still the old one.
 */
export function useTrackWindow(
  query: TrackQueryInput,
  first: number,
  last: number,
): { readonly shown: TrackWindow | null; readonly error: Error | null } {
  const wanted = useMemo(
    () => Array.from({ length: last - first + 1 }, (_, index) => first + index),
    [first, last],
  );
  const loaded = useQueries({
    queries: wanted.map((page) => pageOptions(query, page)),
    combine,
  });
  const { newest } = loaded;
  const [length, setLength] = useState<Length | null>(null);
  const isKnown =
    length?.query === query && length.total === newest?.total && length.exact === newest.exact;
  if (newest && !isKnown) setLength({ query, total: newest.total, exact: newest.exact });

  const fresh = useMemo((): TrackWindow | null => {
    // While pages that were scrolled to are on their way the list's length is known already.
    if (length?.query !== query) return null;
    const pages = new Map<number, readonly Track[]>();
    loaded.pages.forEach((page, index) => {
      if (page) pages.set(first + index, page.rows);
    });
    return { ...length, pages };
  }, [loaded, length, query, first]);

  const [kept, setKept] = useState<TrackWindow | null>(null);
  if (fresh && fresh !== kept) setKept(fresh);
  const shown = fresh ?? kept;
  return { shown, error: loaded.error };
}

function combine(results: readonly UseQueryResult<TrackPage>[]): Loaded {
  let newest: UseQueryResult<TrackPage> | undefined;
  for (const result of results) {
    if (result.data && (!newest || result.dataUpdatedAt > newest.dataUpdatedAt)) newest = result;
  }
  return {
    pages: results.map((result) => result.data),
    newest: newest?.data,
    error: results.find((result) => result.error)?.error ?? null,
  };
}

/** The track in a row, or undefined while it is on its way. */
export function trackAt(shown: TrackWindow, index: number): Track | undefined {
  return shown.pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE];
}

/** The row of a track among the loaded pages, or null. */
export function indexOf(shown: TrackWindow, id: number): number | null {
  for (const [page, tracks] of shown.pages) {
    const index = tracks.findIndex((track) => track.id === id);
    if (index >= 0) return page * PAGE_SIZE + index;
  }
  return null;
}
