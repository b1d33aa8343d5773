import type { Database } from "better-sqlite3";
import type { Track, TrackMood } from "../../common/domain/track.ts";
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
  readonly guess_mood: number | null;
  readonly confidence: number | null;
  readonly also: string | null;
};

/** The tracks with these ids, in their order; ids that are not there are left out. */
export function readTracks(db: Database, ids: readonly number[]): Track[] {
  const json = JSON.stringify(ids);
  const rows = prepared(
    db,
    `SELECT t.id, t.title, t.artists, nullif(a.name, '') AS album, a.release_date, t.duration_ms, t.isrc, t.uri,
            t.preview_url, t.file_path, t.added_at,
            l.mood_id AS label_mood, l.source AS label_source, p.mood_id AS guess_mood, p.confidence,
            (SELECT json_group_array(mood_id) FROM also_moods WHERE track_id = t.id) AS also
     FROM json_each(?) AS wanted
     JOIN tracks t ON t.id = wanted.value
     LEFT JOIN albums a ON a.id = t.album_id
     LEFT JOIN labels l ON l.track_id = t.id
     LEFT JOIN predictions p ON p.track_id = t.id
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
    mood: moodOf(row),
    also: row.also === null ? [] : (JSON.parse(row.also) as number[]),
  };
}

function moodOf(row: TrackRow): TrackMood | null {
  if (row.label_mood !== null && row.label_source !== null) {
    return {
      id: row.label_mood,
      by: row.label_source,
      // The model's confidence is about its own guess; it says nothing of another mood.
      confidence: row.guess_mood === row.label_mood ? row.confidence : null,
    };
  }
  if (row.guess_mood === null) return null;
  return { id: row.guess_mood, by: "guess", confidence: row.confidence };
}
