import type { Database } from "better-sqlite3";
import { LABEL_SOURCES, type Track, type TrackMood } from "../../common/domain/track.ts";
import type { TrackColumns } from "./columns.ts";
import { mergeFeatures, readFeatures } from "./features.ts";
import { prepared } from "./prepared.ts";

type TrackRow = {
  readonly id: number;
  readonly title: string;
  readonly artists: string;
  readonly album: string | null;
  readonly release_date: string | null;
  readonly duration_ms: number | null;
  readonly isrc: string | null;
  readonly uri: string | null;
  readonly preview_url: string | null;
  readonly file_path: string | null;
  readonly added_at: string | null;
  readonly label_mood: number | null;
  readonly label_source: "user" | "file" | "playlist" | null;
  readonly also: string | null;
};

/** The tracks with these ids, in their order, with their labels ({@link withCurrentMood}); ids that are not there are left out. */
export function readTracks(db: Database, ids: readonly number[]): Track[] {
  const json = JSON.stringify(ids);
  const rows = prepared(
    db,
    `SELECT t.id, t.title, t.artists, nullif(a.name, '') AS album, a.release_date, t.duration_ms, t.isrc, t.uri,
            t.preview_url, t.file_path, t.added_at,
            l.mood_id AS label_mood, l.source AS label_source,
            (SELECT json_group_array(mood_id) FROM also_moods WHERE track_id = t.id) AS also
     FROM json_each(?) AS wanted
     JOIN tracks t ON t.id = wanted.value
     LEFT JOIN albums a ON a.id = t.album_id
     LEFT JOIN labels l ON l.track_id = t.id
     ORDER BY wanted.key`,
  ).all(json) as TrackRow[];
  const features = readFeatures(db, ids);
  return rows.map((row) => rowToTrack(row, features));
}

function rowToTrack(row: TrackRow, features: ReturnType<typeof readFeatures>): Track {
  return {
    id: row.id,
    title: row.title,
    artists: JSON.parse(row.artists) as string[],
    album: row.album,
    releaseDate: row.release_date,
    durationMs: row.duration_ms,
    isrc: row.isrc,
    uri: row.uri,
    previewUrl: row.preview_url,
    hasAudio: row.file_path !== null,
    addedAt: row.added_at,
    features: mergeFeatures(features.get(row.id) ?? []),
    mood: labelOf(row),
    also: row.also === null ? [] : (JSON.parse(row.also) as number[]),
  };
}

function labelOf({ label_mood: id, label_source: by }: TrackRow): TrackMood | null {
  return id === null || by === null ? null : { id, by, confidence: null };
}

/** The same track with its label or guess; the columns always hold what the model says now. */
export function withCurrentMood(track: Track, columns: TrackColumns): Track {
  const row = columns.rowOf(track.id);
  return row < 0 ? track : { ...track, mood: currentMood(columns, row) };
}

function currentMood(columns: TrackColumns, row: number): TrackMood | null {
  const label = columns.labelMood[row] ?? 0;
  const guess = columns.guessMood[row] ?? 0;
  const confidence = columns.confidence[row] ?? NaN;
  const known = Number.isNaN(confidence) ? null : confidence;
  if (label !== 0) {
    const by = LABEL_SOURCES[(columns.labelBy[row] ?? 1) - 1] ?? "user";
    // The model's confidence is about its own guess; it says nothing of another mood.
    return { id: label, by, confidence: guess === label ? known : null };
  }
  return guess === 0 ? null : { id: guess, by: "guess", confidence: known };
}
