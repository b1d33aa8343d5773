import type { Database } from "better-sqlite3";
import { prepared } from "../library/prepared.ts";

/**
 * A group per recording, so that one recording is never both learnt from and tested on: the same ISRC, else the same
 * folded title and artists.
 */
export function recordingGroups(db: Database, ids: readonly number[]): string[] {
  const rows = prepared(
    db,
    `SELECT t.isrc, t.match_key FROM json_each(?) AS wanted JOIN tracks t ON t.id = wanted.value ORDER BY wanted.key`,
  )
    .raw()
    .all(JSON.stringify(ids)) as [string | null, string][];
  return rows.map(
    ([isrc, matchKey]) => isrc ?? matchKey.split("\u001f").slice(0, 2).join("\u001f"),
  );
}
