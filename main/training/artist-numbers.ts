import type { Database } from "better-sqlite3";
import { setImmediate as breathe } from "node:timers/promises";
import type { TrackColumns } from "../library/columns.ts";
import { prepared } from "../library/prepared.ts";

/** Tracks read between two breaths: about 3 ms of work. */
const SLICE = 2000;

/** The first artist of each row as a number; songs of the same one have the same, songs of nobody one of their own. */
export async function artistNumbers(
  db: Database,
  rows: Int32Array,
  columns: TrackColumns,
): Promise<Int32Array> {
  const numbers = new Int32Array(rows.length);
  const find = prepared(
    db,
    `SELECT a.artist_id FROM json_each(?) AS wanted
     LEFT JOIN track_artists a ON a.track_id = wanted.value AND a.position = 0 ORDER BY wanted.key`,
  ).pluck();
  for (let start = 0; start < rows.length; start += SLICE) {
    const part = rows.subarray(start, start + SLICE);
    const ids = JSON.stringify(Array.from(part, (row) => columns.ids[row]));
    (find.all(ids) as (number | null)[]).forEach((artist, index) => {
      numbers[start + index] = artist ?? -1 - (part[index] ?? 0);
    });
    await breathe();
  }
  return numbers;
}
