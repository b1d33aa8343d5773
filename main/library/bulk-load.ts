import type { Database } from "better-sqlite3";

/** No import looks into them; they are for the lists and counts of a library that is whole. */
const LEFT_FOR_LATER = [
  "tracks_by_artist",
  "tracks_by_album",
  "tracks_of_album",
  "track_artists_by_artist",
  "playlist_items_by_track",
];

/** Bytes of words that are kept until they are written in order: FTS5's own 1 MB makes many small parts to be merged. */
const WORDS_HELD = { usual: 1024 * 1024, loading: 4 * 1024 * 1024 };

/**
 * Takes indexes away while a library without tracks is filled, within the transaction that the caller holds: made at
 * the end, in order, they take a fraction of the time, which does not grow with the library. Returns what makes them
 * anew, to be called before the commit; a rollback brings them back as well.
 */
export function beginBulkLoad(db: Database): () => void {
  if (db.prepare("SELECT 1 FROM tracks LIMIT 1").get() !== undefined) return () => undefined;
  const indexes = db
    .prepare(
      `SELECT name, sql FROM sqlite_schema
       WHERE type = 'index' AND name IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(LEFT_FOR_LATER)) as { name: string; sql: string }[];
  // In memory the names of a million tracks take 100 MB to sort.
  db.pragma("temp_store = FILE");
  for (const { name } of indexes) db.exec(`DROP INDEX "${name}"`);
  holdWords(db, WORDS_HELD.loading);
  return () => {
    holdWords(db, WORDS_HELD.usual);
    for (const { sql } of indexes) db.exec(sql);
  };
}

/** The setting is kept in the file. A number of JavaScript is a fraction to SQLite, which FTS5 refuses here. */
function holdWords(db: Database, bytes: number): void {
  db.exec(`INSERT INTO tracks_search (tracks_search, rank) VALUES ('hashsize', ${bytes})`);
}
