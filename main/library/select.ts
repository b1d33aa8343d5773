import type { Database } from "better-sqlite3";
import type { TrackQuery, TrackSort } from "../../common/domain/track.ts";
import { MODEL_FEATURES } from "../../common/domain/features.ts";
import type { TrackColumns } from "./columns.ts";
import { playlistTracks } from "./playlists.ts";
import { searchTracks } from "./search.ts";
import { firstRows, sortRows } from "./sort.ts";

/** A search stops after that many tracks: nobody scrolls further, and every keystroke stays quick. */
const SEARCH_BOUND = 2000;
/** A first page is picked without sorting the rest, up to here. */
const FIRST_PAGE = 500;

export type SelectionContext = {
  readonly db: Database;
  readonly columns: TrackColumns;
  /** Mood ids in the user's order. */
  readonly moodOrder: readonly number[];
  readonly unsureBelow: number;
};

export type Selection = {
  /** How many tracks fit; a lower bound if not `exact`. */
  readonly total: number;
  readonly exact: boolean;
  /** Track ids of a part of the sorted result. */
  ids(start: number, limit: number): number[];
};

/** Finds and sorts the tracks of a query over the columns. With `all`, a search has no bound. */
export function select(
  context: SelectionContext,
  query: TrackQuery,
  textRank: (sort: TextSort) => Float32Array,
  all = false,
): Selection {
  const { columns } = context;
  const found = matchingRows(context, query, all);
  const keys = sortKeys(context, query.sort, textRank);
  let sorted: Int32Array | undefined;
  const idsOf = (rows: Int32Array, start: number, limit: number) =>
    Array.from(rows.subarray(start, start + limit), (row) => columns.ids[row] ?? 0);
  return {
    total: found.rows.length,
    exact: found.exact,
    ids(start, limit) {
      if (keys === null) {
        const rows = query.descending ? found.rows.toReversed() : found.rows;
        return idsOf(rows, start, limit);
      }
      if (!sorted && start + limit <= FIRST_PAGE) {
        return idsOf(firstRows(found.rows, keys, query.descending, start + limit), start, limit);
      }
      sorted ??= sortRows(found.rows, keys, query.descending);
      return idsOf(sorted, start, limit);
    },
  };
}

export type TextSort = "title" | "artist" | "album";

/** The order by a text column as a rank per row. */
export function rankByText(db: Database, columns: TrackColumns, sort: TextSort): Float32Array {
  const ids = db.prepare(TEXT_ORDERS[sort]).pluck().all() as number[];
  const ranks = new Float32Array(columns.size).fill(NaN);
  ids.forEach((id, rank) => {
    const row = columns.rowOf(id);
    if (row >= 0) ranks[row] = rank;
  });
  return ranks;
}

const TEXT_ORDERS: Readonly<Record<TextSort, string>> = {
  title: "SELECT id FROM tracks ORDER BY match_key, id",
  artist: "SELECT id FROM tracks WHERE artist_key <> '' ORDER BY artist_key, match_key, id",
  album: "SELECT id FROM tracks WHERE album_key <> '' ORDER BY album_key, match_key, id",
};

/** Null = the rows' own order. */
function sortKeys(
  context: SelectionContext,
  sort: TrackSort,
  textRank: (sort: TextSort) => Float32Array,
): Float32Array | null {
  const { columns } = context;
  switch (sort) {
    case "added":
      return addedRank(columns);
    case "title":
    case "artist":
    case "album":
      return textRank(sort);
    case "mood": {
      const rank = new Map(context.moodOrder.map((id, index) => [id, index]));
      return Float32Array.from(columns.ids, (_, row) => rank.get(columns.moodOf(row)) ?? NaN);
    }
    case "confidence":
      return columns.confidence;
    default:
      return columns.numbers[sort];
  }
}

/** Null where tracks were added in the order of their ids, as they are unless a file says otherwise. */
function addedRank(columns: TrackColumns): Float32Array | null {
  const { addedAt } = columns;
  let inOrder = true;
  for (let row = 1; row < columns.size && inOrder; row += 1) {
    inOrder = (addedAt[row] ?? 0) >= (addedAt[row - 1] ?? 0);
  }
  if (inOrder) return null;
  // Seconds since the earliest one, as ranks: a 32-bit float cannot hold the times themselves.
  const distinct = Float64Array.from(new Set(addedAt)).sort();
  const ranks = new Map(Array.from(distinct, (time, index) => [time, index]));
  return Float32Array.from(addedAt, (time) =>
    Number.isNaN(time) ? NaN : (ranks.get(time) ?? NaN),
  );
}

function matchingRows(
  context: SelectionContext,
  query: TrackQuery,
  all: boolean,
): { rows: Int32Array; exact: boolean } {
  const { db, columns } = context;
  const tests = conditions(context, query);
  const fits = (row: number) => tests.every((test) => test(row));
  const hits =
    query.text === undefined ? null : searchTracks(db, query.text, all ? -1 : SEARCH_BOUND);
  if (hits !== null) {
    const rows = hits.map((id) => columns.rowOf(id)).filter((row) => row >= 0 && fits(row));
    return { rows: Int32Array.from(rows), exact: all || hits.length < SEARCH_BOUND };
  }
  const rows = new Int32Array(columns.size);
  let count = 0;
  for (let row = 0; row < columns.size; row += 1) {
    if (tests.length > 0 && !fits(row)) continue;
    rows[count] = row;
    count += 1;
  }
  return { rows: rows.subarray(0, count), exact: true };
}

type Test = (row: number) => boolean;

function conditions(context: SelectionContext, query: TrackQuery): Test[] {
  const { db, columns } = context;
  const tests: Test[] = [];
  const { mood, by } = query;
  if (mood !== undefined) {
    const wanted = mood === "none" ? 0 : mood;
    tests.push((row) => columns.moodOf(row) === wanted);
  }
  if (by === "labelled") tests.push((row) => columns.labelBy[row] !== 0);
  if (by === "guess" || by === "unsure") {
    tests.push((row) => columns.labelBy[row] === 0 && columns.guessMood[row] !== 0);
  }
  if (by === "unsure") tests.push((row) => (columns.confidence[row] ?? 0) < context.unsureBelow);
  if (query.playlist !== undefined) {
    const inside = new Uint8Array(columns.size);
    for (const id of playlistTracks(db, query.playlist)) {
      const row = columns.rowOf(id);
      if (row >= 0) inside[row] = 1;
    }
    tests.push((row) => inside[row] === 1);
  }
  if (query.missing === "features") {
    const audible = MODEL_FEATURES.filter((feature) => feature !== "duration");
    tests.push((row) => audible.every((feature) => Number.isNaN(columns.numbers[feature][row])));
  }
  for (const [name, range] of Object.entries(query.ranges ?? {})) {
    const values =
      name === "confidence"
        ? columns.confidence
        : columns.numbers[name as keyof typeof columns.numbers];
    // The columns hold 32-bit floats: a bound is compared as one.
    const low = Math.fround(range.low ?? -Infinity);
    const high = Math.fround(range.high ?? Infinity);
    tests.push((row) => {
      const value = values[row] ?? NaN;
      return value >= low && value <= high;
    });
  }
  return tests;
}
