import type { Database } from "better-sqlite3";
import type { TrackQuery, TrackSort } from "../../common/domain/track.ts";
import { conditions, type Test } from "./conditions.ts";
import type { TrackColumns } from "./columns.ts";
import { playlistTracks } from "./playlists.ts";
import type { RankedSort } from "./ranks.ts";
import { searchTracks } from "./search.ts";
import { firstRows, MISSING, sortRows, toCodes } from "./sort.ts";

/** A search stops after that many tracks: nobody scrolls further, and every keystroke stays quick. */
const SEARCH_BOUND = 10_000;
/** A first page is picked without sorting the rest, up to here. */
const FIRST_PAGE = 500;

export type SelectionContext = {
  readonly db: Database;
  readonly columns: TrackColumns;
  /** Mood ids in the user's order. */
  readonly moodOrder: readonly number[];
  readonly unsureBelow: number;
  /** The ranks of the query's sort, where {@link rankedSort} names one. */
  readonly ranks: Uint32Array | null;
};

export type Selection = {
  /** How many tracks fit; a lower bound if not `exact`. */
  readonly total: number;
  readonly exact: boolean;
  /** Track ids of a part of the sorted result. */
  ids(start: number, limit: number): number[];
};

/** Finds and sorts the tracks of a query over the columns. With `all`, a search has no bound. */
export function select(context: SelectionContext, query: TrackQuery, all = false): Selection {
  const { columns } = context;
  const found = matchingRows(context, query, all);
  const codes = sortCodes(context, query);
  let sorted: Int32Array | undefined;
  const idsOf = (rows: Int32Array) => Array.from(rows, (row) => columns.ids[row] ?? 0);
  return {
    total: found.rows.length,
    exact: found.exact,
    ids(start, limit) {
      const end = start + limit;
      if (!sorted && end <= FIRST_PAGE) {
        return idsOf(firstRows(found.rows, codes, query.descending, end).subarray(start));
      }
      sorted ??= sortRows(found.rows, codes, query.descending);
      return idsOf(sorted.subarray(start, end));
    },
  };
}

/** The sort whose ranks {@link select} needs for a query, or null. */
export function rankedSort(sort: TrackSort): RankedSort | null {
  switch (sort) {
    case "title":
    case "artist":
    case "album":
    case "added":
      return sort;
    default:
      return null;
  }
}

function sortCodes(context: SelectionContext, { sort, playlist }: TrackQuery): Uint32Array {
  const { columns, db } = context;
  switch (sort) {
    case "added":
    case "title":
    case "artist":
    case "album":
      return context.ranks ?? new Uint32Array(columns.size).fill(MISSING);
    case "position":
      return positions(columns, playlist === undefined ? [] : playlistTracks(db, playlist));
    case "mood": {
      const rank = new Map(context.moodOrder.map((id, index) => [id, index]));
      return Uint32Array.from(columns.ids, (_, row) => rank.get(columns.moodOf(row)) ?? MISSING);
    }
    case "confidence":
      return toCodes(columns.confidence);
    default:
      return toCodes(columns.numbers[sort]);
  }
}

/** A track that is in the playlist twice stands at its first place. */
function positions(columns: TrackColumns, ids: readonly number[]): Uint32Array {
  const codes = new Uint32Array(columns.size).fill(MISSING);
  ids.forEach((id, position) => {
    const row = columns.rowOf(id);
    if (row >= 0 && codes[row] === MISSING) codes[row] = position;
  });
  return codes;
}

function matchingRows(
  context: SelectionContext,
  query: TrackQuery,
  all: boolean,
): { rows: Int32Array; exact: boolean } {
  const { db, columns } = context;
  const tests = conditions(context, query);
  const hits =
    query.text === undefined ? null : searchTracks(db, query.text, all ? -1 : SEARCH_BOUND);
  if (hits === null) return { rows: passing(columns.size, tests), exact: true };
  const rows = new Int32Array(hits.length);
  let count = 0;
  for (const id of hits) {
    const row = columns.rowOf(id);
    if (row < 0 || !tests.every((test) => test(row))) continue;
    rows[count] = row;
    count += 1;
  }
  return { rows: rows.subarray(0, count), exact: all || hits.length < SEARCH_BOUND };
}

/** Test after test over what is left, not all tests row by row: each pass is one tight loop. */
function passing(size: number, tests: readonly Test[]): Int32Array {
  let rows = new Int32Array(size);
  for (let row = 0; row < size; row += 1) rows[row] = row;
  for (const test of tests) {
    let count = 0;
    for (const row of rows) {
      if (!test(row)) continue;
      rows[count] = row;
      count += 1;
    }
    rows = rows.subarray(0, count);
  }
  return rows;
}
