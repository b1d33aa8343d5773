import type { Database } from "better-sqlite3";
import { fold } from "../../common/domain/fold.ts";
import { matchKey, searchWords } from "./names.ts";
import { keepLabel } from "./kept-labels.ts";
import { readLabel } from "./labels.ts";
import { prepared } from "./prepared.ts";
import { TOLD } from "./provenance.ts";
import { removeTraces } from "./spotify-traces.ts";

/** What the importing thread is asked for. */
export type RemovalJob = {
  readonly kind: "removal";
  readonly library: string;
  readonly keepLabels: boolean;
};

export type Removal = {
  readonly tracks: number;
  readonly playlists: number;
  readonly labelsKept: number;
};

/**
 * Deletes everything that came from Spotify: tracks that a sync brought in, its playlists and lists, features it told,
 * and of the tracks that a file told too what only Spotify knew. With `keepLabels` the moods that the user gave to
 * deleted tracks come back with them. The file is written anew, so that nothing of it is left there. Throws where the
 * disk has no room for that; all is deleted then, too, and doing it again clears the file.
 */
export function removeSpotifyData(db: Database, keepLabels: boolean): Removal {
  const removal = db.transaction(() => remove(db, keepLabels)).immediate();
  // The index keeps the words of deleted rows until its parts are merged, free pages keep what was in them until the
  // file is written anew, and the journal until it is emptied.
  db.exec("INSERT INTO tracks_search (tracks_search) VALUES ('optimize')");
  db.exec("VACUUM");
  db.pragma("wal_checkpoint(TRUNCATE)");
  return removal;
}

function remove(db: Database, keepLabels: boolean): Removal {
  const gone = prepared(
    db,
    "SELECT track_id FROM spotify_tracks WHERE origin = 1 ORDER BY track_id",
  )
    .pluck()
    .all() as number[];
  const labelsKept = keepLabels ? keepOwnLabels(db, gone) : 0;
  const playlists = prepared(db, "DELETE FROM playlists WHERE source = 'spotify'").run().changes;
  prepared(db, "DELETE FROM spotify_playlists").run();
  prepared(db, "DELETE FROM features WHERE source = 'spotify'").run();
  removeFields(db);
  removeAlbums(db);
  removeTracks(db, gone);
  prepared(db, "DELETE FROM spotify_tracks").run();
  removeTraces(db, new Set(gone));
  return { tracks: gone.length, playlists, labelsKept };
}

/** What the user said alone; what a playlist's name said came from Spotify. */
function keepOwnLabels(db: Database, ids: readonly number[]): number {
  let kept = 0;
  for (const id of ids) {
    const state = readLabel(db, id);
    const own =
      state.source === "user" ? state : { mood: null, source: null, at: null, also: state.also };
    if (own.mood === null && own.also.length === 0) continue;
    const uri = prepared(db, "SELECT uri FROM tracks WHERE id = ?").pluck().get(id) as
      | string
      | null;
    if (uri === null) continue;
    keepLabel(db, uri, own);
    kept += 1;
  }
  return kept;
}

function removeFields(db: Database): void {
  prepared(
    db,
    `UPDATE tracks SET
       duration_ms = iif(s.told & @duration, NULL, duration_ms), isrc = iif(s.told & @isrc, NULL, isrc),
       uri = iif(s.told & @uri, NULL, uri), added_at = iif(s.told & @addedAt, NULL, added_at)
     FROM spotify_tracks s WHERE s.track_id = tracks.id AND s.origin = 0`,
  ).run({ duration: TOLD.duration, isrc: TOLD.isrc, uri: TOLD.uri, addedAt: TOLD.addedAt });
}

type Named = {
  readonly id: number;
  readonly title: string;
  readonly artists: string;
  readonly album: string;
  readonly released: string | null;
  readonly told: number;
};

/** An album's name is part of what a track is found by. */
function removeAlbums(db: Database): void {
  const rows = prepared(
    db,
    `SELECT t.id, t.title, t.artists, a.name AS album, a.release_date AS released, s.told
     FROM spotify_tracks s JOIN tracks t ON t.id = s.track_id JOIN albums a ON a.id = t.album_id
     WHERE s.origin = 0 AND s.told & ?`,
  ).all(TOLD.album | TOLD.releaseDate) as Named[];
  for (const { id, title, artists, album, released, told } of rows) {
    const name = told & TOLD.album ? "" : album;
    const names = JSON.parse(artists) as string[];
    const key = matchKey({ title, artists: names, album: name });
    prepared(db, "UPDATE tracks SET album_id = ?, match_key = ?, album_key = ? WHERE id = ?").run(
      albumId(db, name, told & TOLD.releaseDate ? null : released),
      key,
      fold(name),
      id,
    );
    prepared(db, "INSERT OR REPLACE INTO tracks_search (rowid, words) VALUES (?, ?)").run(
      id,
      searchWords({ title, artists: names, album: name }, key),
    );
  }
}

function albumId(db: Database, name: string, released: string | null): number | null {
  if (name === "" && released === null) return null;
  const known = prepared(db, "SELECT id FROM albums WHERE name = ? AND release_date IS ?")
    .pluck()
    .get(name, released) as number | undefined;
  if (known !== undefined) return known;
  const { lastInsertRowid } = prepared(
    db,
    "INSERT INTO albums (name, release_date) VALUES (?, ?)",
  ).run(name, released);
  return Number(lastInsertRowid);
}

function removeTracks(db: Database, ids: readonly number[]): void {
  const words = prepared(db, "DELETE FROM tracks_search WHERE rowid = ?");
  for (const id of ids) words.run(id);
  const those = JSON.stringify(ids);
  // Counted before their changes go: a decision that was about deleted tracks alone goes with them.
  prepared(
    db,
    `UPDATE decisions SET tracks = tracks - (
       SELECT count(*) FROM decision_changes c
       WHERE c.decision_id = decisions.id AND c.track_id IN (SELECT value FROM json_each(?)))`,
  ).run(those);
  prepared(db, "DELETE FROM tracks WHERE id IN (SELECT value FROM json_each(?))").run(those);
  prepared(db, "DELETE FROM decisions WHERE tracks <= 0").run();
  prepared(
    db,
    "DELETE FROM albums WHERE id NOT IN (SELECT album_id FROM tracks WHERE album_id IS NOT NULL)",
  ).run();
  prepared(db, "DELETE FROM artists WHERE id NOT IN (SELECT artist_id FROM track_artists)").run();
}
