import type { Database } from "better-sqlite3";
import type { Place } from "./places.ts";
import { prepared } from "./prepared.ts";

/** The pages that are kept of a playlist whose sync has not ended. */
export type KeptPages = {
  /** Places in them. */
  readonly count: number;
  readonly firstStart: number;
  /** As Spotify told beside the last page. */
  readonly total: number;
  readonly snapshot: string;
};

/** Null = none. */
export function keptPages(db: Database, externalId: string): KeptPages | null {
  const row = prepared(
    db,
    `SELECT sum(json_array_length(items)) AS count, min(start) AS firstStart, max(total) AS total,
            min(snapshot_id) AS snapshot
     FROM spotify_pages WHERE external_id = ?`,
  ).get(externalId) as { count: number | null } & Omit<KeptPages, "count">;
  const { count } = row;
  return count === null ? null : { ...row, count };
}

/** Keeps a page. All of a playlist are of one total: that of the newest. Call inside a transaction. */
export function keepPage(
  db: Database,
  externalId: string,
  page: {
    readonly start: number;
    readonly snapshot: string;
    readonly total: number;
    readonly items: readonly Place[];
  },
  now: string,
): void {
  prepared(
    db,
    `INSERT OR REPLACE INTO spotify_pages (external_id, start, snapshot_id, total, at, items)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(externalId, page.start, page.snapshot, page.total, now, JSON.stringify(page.items));
}

/** Everything kept is of a list that has so many places now. Call inside a transaction. */
export function setPagesTotal(db: Database, externalId: string, total: number): void {
  prepared(db, "UPDATE spotify_pages SET total = ? WHERE external_id = ?").run(total, externalId);
}

/** Call inside a transaction. */
export function dropPages(db: Database, externalId: string): void {
  prepared(db, "DELETE FROM spotify_pages WHERE external_id = ?").run(externalId);
}

/** One page after the other, in order: never all of them in memory. */
export function* pagesOf(db: Database, externalId: string): Generator<readonly Place[]> {
  const starts = prepared(
    db,
    "SELECT start FROM spotify_pages WHERE external_id = ? ORDER BY start",
  )
    .pluck()
    .all(externalId) as number[];
  for (const start of starts) yield readPage(db, externalId, start);
}

/** The first places that are kept, at most a page of them. */
export function firstPage(db: Database, externalId: string): readonly Place[] {
  const start = prepared(db, "SELECT min(start) FROM spotify_pages WHERE external_id = ?")
    .pluck()
    .get(externalId) as number | null;
  return start === null ? [] : readPage(db, externalId, start);
}

function readPage(db: Database, externalId: string, start: number): readonly Place[] {
  const text = prepared(db, "SELECT items FROM spotify_pages WHERE external_id = ? AND start = ?")
    .pluck()
    .get(externalId, start) as string;
  return JSON.parse(text) as Place[];
}
