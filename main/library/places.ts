import type { Database } from "better-sqlite3";
import { prepared } from "./prepared.ts";

/** A track as Spotify tells it at one place of a playlist. */
type PlaceTrack = {
  readonly uri: string;
  readonly linkedUri: string | null;
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string | null;
  readonly releaseDate: string | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
  readonly playable: boolean | null;
};

type GapKind = "missing" | "episode" | "local";

/** One place of a playlist of Spotify's: a track, or something that is none and keeps its place. */
export type Place =
  | { readonly kind: "missing"; readonly addedAt: string | null }
  | {
      readonly kind: "episode" | "local";
      readonly addedAt: string | null;
      readonly title: string | null;
      readonly uri: string | null;
    }
  | { readonly kind: "track"; readonly addedAt: string | null; readonly track: PlaceTrack };

/** A place as the library keeps it. */
export type KeptPlace =
  | { readonly trackId: number; readonly addedAt: string | null }
  | {
      readonly gap: GapKind;
      readonly title: string | null;
      readonly uri: string | null;
      readonly addedAt: string | null;
    };

/** Places that hold no song of the library, and songs with a remark. */
export type PlaceMarks = {
  readonly missing: number;
  readonly episodes: number;
  readonly local: number;
  readonly unavailable: number;
  readonly relinked: number;
  readonly twice: number;
};

/** The library's playlist for one of Spotify's; null = there is none yet. */
export function spotifyPlaylistId(db: Database, externalId: string): number | null {
  const id = prepared(db, "SELECT id FROM playlists WHERE source = 'spotify' AND external_id = ?")
    .pluck()
    .get(externalId) as number | undefined;
  return id ?? null;
}

/** All places behind `after` (-1 = all), in order. */
export function readPlaces(db: Database, playlist: number, after = -1): KeptPlace[] {
  const items = prepared(
    db,
    "SELECT position, track_id, added_at FROM playlist_items WHERE playlist_id = ? AND position > ? ORDER BY position",
  )
    .raw()
    .all(playlist, after) as [number, number, string | null][];
  const gaps = prepared(
    db,
    "SELECT position, kind, title, uri, added_at FROM playlist_gaps WHERE playlist_id = ? AND position > ? ORDER BY position",
  )
    .raw()
    .all(playlist, after) as [number, GapKind, string | null, string | null, string | null][];
  const places: KeptPlace[] = [];
  let next = 0;
  for (const [position, trackId, addedAt] of items) {
    for (let gap = gaps[next]; gap && gap[0] < position; gap = gaps[(next += 1)]) {
      places.push(toGap(gap));
    }
    places.push({ trackId, addedAt });
  }
  for (const gap of gaps.slice(next)) places.push(toGap(gap));
  return places;
}

/** Makes these the places of a playlist. Call inside a transaction. */
export function writePlaces(db: Database, playlist: number, places: readonly KeptPlace[]): void {
  prepared(db, "DELETE FROM playlist_items WHERE playlist_id = ?").run(playlist);
  prepared(db, "DELETE FROM playlist_gaps WHERE playlist_id = ?").run(playlist);
  const item = prepared(
    db,
    "INSERT INTO playlist_items (playlist_id, position, track_id, added_at) VALUES (?, ?, ?, ?)",
  );
  const gap = prepared(
    db,
    "INSERT INTO playlist_gaps (playlist_id, position, kind, title, uri, added_at) VALUES (?, ?, ?, ?, ?, ?)",
  );
  places.forEach((place, position) => {
    if ("trackId" in place) item.run(playlist, position, place.trackId, place.addedAt);
    else gap.run(playlist, position, place.gap, place.title, place.uri, place.addedAt);
  });
}

/** How many places are behind `after`. */
export function countPlaces(db: Database, playlist: number, after = -1): number {
  return prepared(
    db,
    `SELECT (SELECT count(*) FROM playlist_items WHERE playlist_id = @playlist AND position > @after)
          + (SELECT count(*) FROM playlist_gaps WHERE playlist_id = @playlist AND position > @after)`,
  )
    .pluck()
    .get({ playlist, after }) as number;
}

/** Where the library has this very place (added at that moment), or null. */
export function positionOf(db: Database, playlist: number, place: Place): number | null {
  const found =
    place.kind === "track"
      ? prepared(
          db,
          `SELECT i.position FROM tracks t JOIN playlist_items i ON i.track_id = t.id
           WHERE t.uri = ? AND i.playlist_id = ? AND i.added_at IS ?`,
        )
          .pluck()
          .get(place.track.uri, playlist, place.addedAt)
      : prepared(
          db,
          "SELECT position FROM playlist_gaps WHERE playlist_id = ? AND kind = ? AND uri IS ? AND added_at IS ?",
        )
          .pluck()
          .get(playlist, place.kind, place.kind === "missing" ? null : place.uri, place.addedAt);
  return (found as number | undefined) ?? null;
}

/** How often a track is at a place behind `after`. */
export function countBehind(db: Database, playlist: number, uri: string, after: number): number {
  return prepared(
    db,
    `SELECT count(*) FROM tracks t JOIN playlist_items i ON i.track_id = t.id
     WHERE t.uri = ? AND i.playlist_id = ? AND i.position > ?`,
  )
    .pluck()
    .get(uri, playlist, after) as number;
}

export function placeMarks(db: Database, playlist: number): PlaceMarks {
  return prepared(
    db,
    `SELECT count(*) FILTER (WHERE kind = 'missing') AS missing,
            count(*) FILTER (WHERE kind = 'episode') AS episodes,
            count(*) FILTER (WHERE kind = 'local') AS local,
            (SELECT count(*) FROM playlist_items i JOIN spotify_tracks s ON s.track_id = i.track_id
             WHERE i.playlist_id = @playlist AND s.playable = 0) AS unavailable,
            (SELECT count(*) FROM playlist_items i JOIN spotify_tracks s ON s.track_id = i.track_id
             WHERE i.playlist_id = @playlist AND s.linked_uri IS NOT NULL) AS relinked,
            (SELECT count(*) - count(DISTINCT track_id) FROM playlist_items
             WHERE playlist_id = @playlist) AS twice
     FROM playlist_gaps WHERE playlist_id = @playlist`,
  ).get({ playlist }) as PlaceMarks;
}

function toGap([, gap, title, uri, addedAt]: readonly [
  number,
  GapKind,
  string | null,
  string | null,
  string | null,
]): KeptPlace {
  return { gap, title, uri, addedAt };
}
