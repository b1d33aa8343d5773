import type { Database } from "better-sqlite3";
import { setImmediate as breathe } from "node:timers/promises";
import type { TrackColumns } from "./columns.ts";
import { prepared } from "./prepared.ts";
import { MISSING } from "./sort.ts";

/** The columns whose order takes more than a pass over numbers; it is made once and kept. */
export type RankedSort = "title" | "artist" | "album" | "added";

/** Rows read between two breaths. */
const SLICE = 5000;

/** The order by a text column or by the date of adding, as a rank per row; breathes, so that calls are answered. */
export async function rankRows(
  db: Database,
  columns: TrackColumns,
  sort: RankedSort,
): Promise<Uint32Array> {
  switch (sort) {
    case "title":
      return rankByTitle(db, columns);
    case "artist":
      return rankByPair(db, columns, ARTIST_ORDER);
    case "album":
      return rankByPair(db, columns, ALBUM_ORDER);
    case "added":
      return rankByTime(columns);
  }
}

async function rankByTitle(db: Database, columns: TrackColumns): Promise<Uint32Array> {
  const ranks = new Uint32Array(columns.size).fill(MISSING);
  const next = prepared(
    db,
    "SELECT match_key, id FROM tracks WHERE (match_key, id) > (?, ?) ORDER BY match_key, id LIMIT ?",
  );
  let rank = 0;
  let last: readonly [string, number] = ["", 0];
  while (db.open) {
    const slice = next.raw().all(...last, SLICE) as [string, number][];
    for (const [, id] of slice) setRank(ranks, columns.rowOf(id), (rank += 1));
    const end = slice.at(-1);
    if (!end) break;
    last = end;
    await breathe();
  }
  return ranks;
}

const ARTIST_ORDER = `SELECT artist_key, match_key, id FROM tracks WHERE (artist_key, match_key, id) > (?, ?, ?)
  ORDER BY artist_key, match_key, id LIMIT ?`;
const ALBUM_ORDER = `SELECT album_key, match_key, id FROM tracks WHERE (album_key, match_key, id) > (?, ?, ?)
  ORDER BY album_key, match_key, id LIMIT ?`;

async function rankByPair(
  db: Database,
  columns: TrackColumns,
  order: typeof ARTIST_ORDER | typeof ALBUM_ORDER,
): Promise<Uint32Array> {
  const ranks = new Uint32Array(columns.size).fill(MISSING);
  const next = prepared(db, order);
  let rank = 0;
  let last: readonly [string, string, number] = ["", "", 0];
  while (db.open) {
    const slice = next.raw().all(...last, SLICE) as [string, string, number][];
    for (const [key, , id] of slice) {
      if (key !== "") setRank(ranks, columns.rowOf(id), (rank += 1));
    }
    const end = slice.at(-1);
    if (!end) break;
    last = end;
    await breathe();
  }
  return ranks;
}

/** Whole seconds since the earliest one: 32 bits hold 136 years of them. */
function rankByTime({ addedAt }: TrackColumns): Uint32Array {
  let earliest = Infinity;
  for (const time of addedAt) if (time < earliest) earliest = time;
  return Uint32Array.from(addedAt, (time) =>
    Number.isNaN(time) ? MISSING : Math.min(MISSING - 1, Math.floor((time - earliest) / 1000)),
  );
}

function setRank(ranks: Uint32Array, row: number, rank: number): void {
  if (row >= 0) ranks[row] = rank;
}
