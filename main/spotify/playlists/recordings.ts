import type { Database } from "better-sqlite3";
import { setImmediate as breathe } from "node:timers/promises";
import type { TrackColumns } from "../../library/columns.ts";
import { readRecordings, type RecordingRow } from "../../library/mood-playlists.ts";
import { isWritable } from "./content/items.ts";

/** Tracks read in one go between two breaths. */
const SLICE = 5000;
/** Of a track that Spotify cannot have. */
export const NO_RECORDING = -1;

const known = new WeakMap<TrackColumns, Promise<Int32Array>>();

/**
 * For each row of the columns a number that is the same for the same recording, which may be on several albums: one
 * ISRC, or one title, artists and length to the second. Made once for the columns: labels and guesses change nothing.
 */
export function recordings(db: Database, columns: TrackColumns): Promise<Int32Array> {
  let found = known.get(columns);
  if (!found) {
    found = read(db, columns);
    // A failure is told to who asked, and the next one asks anew.
    found.catch(() => known.delete(columns));
    known.set(columns, found);
  }
  return found;
}

async function read(db: Database, columns: TrackColumns): Promise<Int32Array> {
  const groups = new Int32Array(columns.size).fill(NO_RECORDING);
  const firstWith = new Map<string, number>();
  for (let after = 0; ;) {
    const slice = readRecordings(db, after, SLICE);
    for (const row of slice) put(groups, firstWith, columns.rowOf(row[0]), row);
    const last = slice.at(-1);
    if (!last || slice.length < SLICE) break;
    [after] = last;
    await breathe();
  }
  for (let row = 0; row < groups.length; row += 1) {
    if (groups[row] !== NO_RECORDING) groups[row] = rootOf(groups, row);
  }
  return groups;
}

function put(
  groups: Int32Array,
  firstWith: Map<string, number>,
  row: number,
  [, uri, isrc, matchKey, durationMs]: RecordingRow,
): void {
  if (row < 0 || !isWritable(uri)) return;
  groups[row] = row;
  for (const key of keysOf(isrc, matchKey, durationMs)) {
    const other = firstWith.get(key);
    if (other === undefined) firstWith.set(key, row);
    else groups[rootOf(groups, row)] = rootOf(groups, other);
  }
}

function keysOf(isrc: string | null, matchKey: string, durationMs: number | null): string[] {
  const keys = isrc === null ? [] : [`isrc ${isrc.toUpperCase()}`];
  if (durationMs !== null) {
    // Folded title, artists and album: the album may be another.
    const names = matchKey.slice(0, matchKey.lastIndexOf("\u001f"));
    keys.push(`${names} ${Math.round(durationMs / 1000)}`);
  }
  return keys;
}

/** The row that stands for a group; halves the way there for the next one who asks. */
function rootOf(groups: Int32Array, row: number): number {
  let at = row;
  for (;;) {
    const next = groups[at] ?? at;
    if (next === at) return at;
    groups[at] = groups[next] ?? next;
    at = next;
  }
}
