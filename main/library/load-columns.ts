import type { Database } from "better-sqlite3";
import { setImmediate as breathe } from "node:timers/promises";
import {
  FEATURE_NAMES,
  FEATURE_SOURCES,
  type FeatureSource,
} from "../../common/domain/features.ts";
import type { LabelSource } from "../../common/domain/track.ts";
import { TrackColumns } from "./columns.ts";
import { loadEvidence } from "./evidence-columns.ts";
import { FEATURE_COLUMNS, type FeatureRow } from "./features.ts";
import { loadGuesses } from "./predictions.ts";
import { TOLD } from "./provenance.ts";

/** Tracks read in one go between two breaths: about 15 ms of work. */
const SLICE = 2000;

/** Reads the whole library into columns, breathing between slices so that calls are answered meanwhile. */
export async function loadColumns(db: Database): Promise<TrackColumns> {
  const count = db.prepare("SELECT count(*) FROM tracks").pluck().get() as number;
  const columns = new TrackColumns(count);
  const tracks = db
    .prepare(
      `SELECT t.id, t.duration_ms, a.release_date, t.added_at, l.mood_id, l.source, s.told
       FROM tracks t LEFT JOIN albums a ON a.id = t.album_id
       LEFT JOIN labels l ON l.track_id = t.id
       LEFT JOIN spotify_tracks s ON s.track_id = t.id
       WHERE t.id > ? ORDER BY t.id LIMIT ?`,
    )
    .raw();
  const features = db
    .prepare(
      `SELECT track_id, source, at, ${FEATURE_COLUMNS} FROM features
       WHERE track_id > ? AND track_id <= ? ORDER BY track_id, source`,
    )
    .raw();
  let row = 0;
  let after = 0;
  while (row < count) {
    const slice = tracks.all(after, Math.min(SLICE, count - row)) as ColumnRow[];
    const last = slice.at(-1);
    if (!last) break;
    for (const [index, cells] of slice.entries()) fillRow(columns, row + index, cells);
    fillFeatures(columns, row, features.all(after, last[0]) as FeatureRow[]);
    row += slice.length;
    after = last[0];
    await breathe();
  }
  await loadGuesses(db, columns);
  await loadEvidence(db, columns.evidence, (track) => columns.rowOf(track));
  return columns;
}

type ColumnRow = readonly [
  id: number,
  duration: number | null,
  releaseDate: string | null,
  addedAt: string | null,
  labelMood: number | null,
  labelSource: LabelSource | null,
  /** Bits of TOLD; null where Spotify said nothing. */
  told: number | null,
];

function fillRow(columns: TrackColumns, row: number, cells: ColumnRow): void {
  const [id, duration, released, added, labelMood, labelSource, told] = cells;
  columns.ids[row] = id;
  columns.numbers.duration[row] = duration ?? NaN;
  columns.numbers.releaseDate[row] = released === null ? NaN : dayNumber(released);
  columns.addedAt[row] = added === null ? NaN : Date.parse(added);
  if (labelMood !== null) columns.fillLabel(row, labelMood, labelSource);
  if (told !== null && told & TOLD.duration) columns.setSpotify(row, "duration", { instead: null });
}

/** Behind every source. */
const UNTOLD = 127;

function fillFeatures(columns: TrackColumns, firstRow: number, rows: readonly FeatureRow[]): void {
  let row = firstRow;
  let ranks = new Int8Array(FEATURE_NAMES.length).fill(UNTOLD);
  for (const [id, source, , ...cells] of rows) {
    if (columns.ids[row] !== id) {
      while (columns.ids[row] !== id) row += 1;
      ranks = ranks.fill(UNTOLD);
    }
    const rank = precedence(source);
    for (let index = 0; index < FEATURE_NAMES.length; index += 1) {
      const value = cells[index];
      const name = FEATURE_NAMES[index];
      if (value === null || value === undefined || name === undefined) continue;
      const before = ranks[index] ?? UNTOLD;
      if (rank >= before) continue;
      ranks[index] = rank;
      if (source === "spotify") {
        // Of the sources that it outranks, all have a name before its own: the best of them is there now.
        const next = columns.numbers[name][row] ?? NaN;
        columns.setSpotify(row, name, { instead: before === UNTOLD ? null : next });
      } else if (columns.spotify[row] !== 0) {
        columns.setSpotify(row, name, null);
      }
      columns.numbers[name][row] = value;
    }
  }
}

function precedence(source: FeatureSource): number {
  return FEATURE_SOURCES.indexOf(source);
}

/** Days, with 31 in every month: small enough to be exact as a 32-bit float, and in order. */
function dayNumber(date: string): number {
  const [year, month, day] = date.split("-").map(Number);
  return (((year ?? 0) - 1000) * 12 + (month ?? 1) - 1) * 31 + (day ?? 1);
}
