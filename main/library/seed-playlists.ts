import type { Database } from "better-sqlite3";
import { prepared } from "./prepared.ts";

export type SeedPlaylist = {
  readonly id: number;
  readonly name: string;
  /** Different tracks, and how many of them have no label. */
  readonly tracks: number;
  readonly unlabelled: number;
};

/** Playlists with tracks, by name; those that Undertone wrote to Spotify hold its own guesses and are left out. */
export function playlistsToSeedFrom(db: Database): SeedPlaylist[] {
  return prepared(
    db,
    `SELECT p.id, p.name, count(DISTINCT i.track_id) AS tracks,
            count(DISTINCT i.track_id) FILTER (WHERE l.track_id IS NULL) AS unlabelled
     FROM playlists p JOIN playlist_items i ON i.playlist_id = p.id
     LEFT JOIN labels l ON l.track_id = i.track_id
     WHERE NOT (p.source = 'spotify' AND EXISTS
       (SELECT 1 FROM mood_playlists m WHERE m.external_id = p.external_id))
     GROUP BY p.id ORDER BY p.name COLLATE NOCASE, p.id`,
  ).all() as SeedPlaylist[];
}
