import type { Database, Statement } from "better-sqlite3";
import { prepared } from "./prepared.ts";
import { KEY_KIND, mayKnow, type SeenKeys } from "./seen-keys.ts";

/** What a library has of a track, as its columns are called; `artists` is a JSON list of names. */
export type ExistingTrack = {
  readonly id: number;
  readonly title: string;
  readonly artists: string;
  readonly album: string | null;
  readonly release_date: string | null;
  readonly duration_ms: number | null;
  readonly isrc: string | null;
  readonly uri: string | null;
  readonly preview_url: string | null;
  readonly added_at: string | null;
  readonly file_path: string | null;
};

/** Looks for the track that an import tells of. One for each import: it remembers what it was asked for. */
export class TrackFinder {
  readonly #db: Database;
  readonly #seen: SeenKeys | null;
  /** Run for every row: kept with their settings, which a shared statement would have to be given anew each time. */
  readonly #byUri: Statement;
  readonly #byNames: Statement;
  readonly #byNamesWithoutUri: Statement;

  /** `seen`: of a library that was empty; names that are not in it need not be looked up. */
  constructor(db: Database, seen: SeenKeys | null) {
    this.#db = db;
    this.#seen = seen;
    this.#byUri = db.prepare("SELECT id FROM tracks WHERE uri = ?").pluck();
    // The index holds equal keys in the order of ids. To ask for that order, or for min(id), takes four times as long.
    this.#byNames = db
      .prepare("SELECT id FROM tracks INDEXED BY tracks_by_match WHERE match_key = ? LIMIT 1")
      .pluck();
    this.#byNamesWithoutUri = db
      .prepare(
        "SELECT id FROM tracks INDEXED BY tracks_by_match WHERE match_key = ? AND uri IS NULL LIMIT 1",
      )
      .pluck();
  }

  /** By its URI, else by the `key` of its names. What is not found counts as put there from now on. */
  find(uri: string | null, key: string): ExistingTrack | undefined {
    const id = this.#findId(uri, key);
    return id === undefined
      ? undefined
      : (prepared(this.#db, SELECT_EXISTING).get(id) as ExistingTrack | undefined);
  }

  /** A track has these names from now on. */
  renamed(key: string): void {
    this.#seen?.add(KEY_KIND.names, key);
  }

  #findId(uri: string | null, key: string): number | undefined {
    const knowsNames = mayKnow(this.#seen, KEY_KIND.names, key);
    if (uri === null) {
      return knowsNames ? (this.#byNames.get(key) as number | undefined) : undefined;
    }
    // Two URIs are two tracks, even where title, artists and album agree.
    const found =
      (mayKnow(this.#seen, KEY_KIND.uri, uri) ? this.#byUri.get(uri) : undefined) ??
      (knowsNames ? this.#byNamesWithoutUri.get(key) : undefined);
    return found as number | undefined;
  }
}

// Subqueries, because a join makes SQLite set up far more for a single row.
const SELECT_EXISTING = `SELECT t.id, t.title, t.artists, t.duration_ms, t.isrc, t.uri, t.preview_url, t.added_at, t.file_path,
    (SELECT nullif(name, '') FROM albums WHERE id = t.album_id) AS album,
    (SELECT release_date FROM albums WHERE id = t.album_id) AS release_date
  FROM tracks t WHERE t.id = ?`;
