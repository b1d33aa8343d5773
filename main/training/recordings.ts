import type { Database } from "better-sqlite3";
import type { TrackColumns } from "../library/columns.ts";
import { prepared } from "../library/prepared.ts";

/** What the recordings of tracks are told by. Columns are read anew where names or ISRCs have changed. */
const known = new WeakMap<TrackColumns, Map<number, readonly string[]>>();

/**
 * A group per recording, so that one recording is never both learnt from and tested on: the same ISRC, or the same
 * folded title and artists.
 */
export function recordingGroups(
  db: Database,
  columns: TrackColumns,
  ids: readonly number[],
): string[] {
  const keys = known.get(columns) ?? new Map<number, readonly string[]>();
  known.set(columns, keys);
  const missing = ids.filter((id) => !keys.has(id));
  if (missing.length > 0) for (const [id, its] of readKeys(db, missing)) keys.set(id, its);
  return groupByKeys(ids.map((id) => keys.get(id) ?? []));
}

function readKeys(db: Database, ids: readonly number[]): [number, readonly string[]][] {
  const rows = prepared(
    db,
    `SELECT t.id, t.isrc, t.match_key FROM json_each(?) AS wanted JOIN tracks t ON t.id = wanted.value`,
  )
    .raw()
    .all(JSON.stringify(ids)) as [number, string | null, string][];
  return rows.map(([id, isrc, matchKey]) => {
    const name = `name:${matchKey.split("\u001f").slice(0, 2).join("\u001f")}`;
    return [id, isrc === null ? [name] : [name, `isrc:${isrc}`]];
  });
}

/**
 * Rows that share a key are one group, and so are those that a third row ties together (one has the ISRC alone, one
 * the name alone, the third has both). Returns a group's name per row; a row without keys is a group of its own.
 */
export function groupByKeys(keysOfRows: readonly (readonly string[])[]): string[] {
  const parent = keysOfRows.map((_, row) => row);
  const rootOf = (row: number): number => {
    let root = row;
    while (parent[root] !== root) root = parent[root] ?? root;
    // Flattens the path, so that long chains stay cheap.
    for (let at = row; at !== root;) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  const firstWith = new Map<string, number>();
  keysOfRows.forEach((keys, row) => {
    for (const key of keys) {
      const other = firstWith.get(key);
      if (other === undefined) firstWith.set(key, row);
      else parent[rootOf(row)] = rootOf(other);
    }
  });
  return keysOfRows.map((_, row) => String(rootOf(row)));
}
