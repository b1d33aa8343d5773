import type { Database } from "better-sqlite3";
import type { TrackQuery, TrackSort } from "../../common/domain/track.ts";
import { conditions } from "./conditions.ts";
import type { TrackColumns } from "./columns.ts";
import { playlistTracks } from "./playlists.ts";
import type { RankedSort } from "./ranks.ts";
import { searchTracks } from "./search.ts";
import { firstRows, MISSING, sortRows, toCodes } from "./sort.ts";

/** A search stops after that many tracks: nobody scrolls further, and every keystroke stays quick. */
const SEARCH_BOUND = 5_000;
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
  /** The place of a track in the sorted result, or null if it is not in it. */
  positionOf(id: number): number | null;
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
    positionOf(id) {
      const row = columns.rowOf(id);
      sorted ??= sortRows(found.rows, codes, query.descending);
      const position = row < 0 ? -1 : sorted.indexOf(row);
      return position < 0 ? null : position;
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
    case "mood":
      return moodCodes(columns, context.moodOrder);
    case "confidence":
      return toCodes(columns.confidence);
    default:
      return toCodes(columns.numbers[sort]);
  }
}

function moodCodes(columns: TrackColumns, order: readonly number[]): Uint32Array {
  const places = new Uint32Array(Math.max(0, ...order) + 1).fill(MISSING);
  order.forEach((id, place) => {
    places[id] = place;
  });
  const codes = new Uint32Array(columns.size);
  const { labelMood, guessMood } = columns;
  for (let row = 0; row < codes.length; row += 1) {
    codes[row] = places[labelMood[row] || guessMood[row] || 0] ?? MISSING;
  }
  return codes;
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
  const hits =
    query.text === undefined ? null : searchTracks(db, query.text, all ? -1 : SEARCH_BOUND);
  const rows = hits === null ? everyRow(columns.size) : rowsOf(columns, hits);
  let count = rows.length;
  for (const narrow of conditions(context, query)) count = narrow(rows, count);
  return {
    rows: rows.subarray(0, count),
    exact: hits === null || all || hits.length < SEARCH_BOUND,
  };
}

function everyRow(size: number): Int32Array {
  const rows = new Int32Array(size);
  for (let row = 0; row < size; row += 1) rows[row] = row;
  return rows;
}

function rowsOf(columns: TrackColumns, ids: readonly number[]): Int32Array {
  const rows = new Int32Array(ids.length);
  let count = 0;
  for (const id of ids) {
    const row = columns.rowOf(id);
    if (row >= 0) rows[count++] = row;
  }
  return rows.subarray(0, count);
}
