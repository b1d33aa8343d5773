import type { Database, Statement } from "better-sqlite3";
import {
  FEATURE_NAMES,
  type FeatureSet,
  type FeatureSource,
} from "../../common/domain/features.ts";
import { fold } from "../../common/domain/fold.ts";
import { FEATURE_COLUMNS, fillFeatures, writeFeatures } from "./features.ts";
import { IdSet } from "./id-set.ts";
import { KeptLabels } from "./kept-labels.ts";
import { KEY_SEPARATOR, matchKey, searchWords } from "./names.ts";
import { PlaylistWriter } from "./playlists.ts";
import { prepared } from "./prepared.ts";
import { Provenance } from "./provenance.ts";
import { SeenKeys } from "./seen-keys.ts";

/** A track as a file or a service tells it; null = not told. */
export type ImportedTrack = {
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string | null;
  readonly releaseDate: string | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
  readonly uri: string | null;
  readonly previewUrl: string | null;
  readonly addedAt: string | null;
  readonly features: Partial<FeatureSet>;
  /** The user's own BPM and key: they win over the features. */
  readonly userTempo: number | null;
  readonly userKey: { readonly key: number; readonly mode: number | null } | null;
  readonly mood: string | null;
  readonly playlist: { readonly name: string; readonly externalId: string | null } | null;
  /** A sound file on this machine. */
  readonly filePath?: string | null;
  /** What Spotify alone says. */
  readonly spotify?: { readonly linkedUri: string | null; readonly playable: boolean | null };
};

export type PutResult = {
  readonly id: number;
  readonly outcome: "added" | "updated" | "unchanged";
};

type Existing = {
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

/** Puts tracks into a library. Used inside one transaction that the caller holds. */
export class Ingest {
  readonly #db: Database;
  readonly #source: FeatureSource;
  readonly #now: string;
  readonly #playlists: PlaylistWriter;
  readonly #provenance: Provenance;
  readonly #keptLabels: KeptLabels;
  readonly #artists = new Map<string, number>();
  readonly #albums = new Map<string, number>();
  readonly #told = new IdSet();
  /** Of a library that was empty: names that are not in it need not be looked up. */
  readonly #seen: SeenKeys | null;
  /** Run for every row: kept with their settings, which a shared statement would have to be given anew each time. */
  readonly #byUri: Statement;
  readonly #byNames: Statement;
  readonly #byNamesWithoutUri: Statement;
  readonly #albumByName: Statement;
  readonly #newAlbum: Statement;
  readonly #newTrack: Statement;
  readonly #newWords: Statement;
  readonly #newArtist: Statement;
  readonly #newTrackArtist: Statement;
  readonly #newFeatures: Statement;
  readonly #artistByName: Statement;

  constructor(db: Database, source: FeatureSource, now: string) {
    this.#db = db;
    this.#source = source;
    this.#now = now;
    this.#seen = isEmpty(db) ? new SeenKeys() : null;
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
    this.#albumByName = db
      .prepare("SELECT id FROM albums WHERE name = ? AND release_date IS ?")
      .pluck();
    this.#newAlbum = db.prepare("INSERT INTO albums (name, release_date) VALUES (?, ?)");
    this.#newTrack = db.prepare(INSERT_TRACK);
    this.#newWords = db.prepare("INSERT INTO tracks_search (rowid, words) VALUES (?, ?)");
    this.#newArtist = db.prepare("INSERT INTO artists (name) VALUES (?)");
    this.#newTrackArtist = db.prepare(
      "INSERT INTO track_artists (track_id, position, artist_id) VALUES (?, ?, ?)",
    );
    this.#artistByName = db.prepare("SELECT id FROM artists WHERE name = ?").pluck();
    this.#newFeatures = db.prepare(
      `INSERT INTO features (track_id, source, at, ${FEATURE_COLUMNS})
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#playlists = new PlaylistWriter(db, source === "sample" ? "sample" : "file");
    this.#provenance = new Provenance(db, source === "spotify", now);
    this.#keptLabels = new KeptLabels(db);
  }

  /**
   * The same track is found by its URI, else by title, artists and album (accents, case and punctuation aside).
   * What is told wins over what was known; what is not told stays as it was. Where one import tells a track twice,
   * the first word stands and the second fills gaps alone: so the same import changes nothing when it is run again.
   */
  put(track: ImportedTrack): PutResult {
    const key = matchKey(track);
    const existing = this.#find(track, key);
    const id = existing?.id ?? this.#insert(track, key);
    const first = this.#told.add(id) && !(existing && this.#provenance.fillsOnly(id));
    const write = first ? writeFeatures : fillFeatures;
    let changed = existing ? this.#update(existing, track, first) : true;
    if (existing) {
      changed = write(this.#db, id, this.#source, track.features, this.#now) || changed;
      changed = this.#provenance.met(id, existing, track, first) || changed;
    }
    const own = ownValues(track);
    if (own) changed = write(this.#db, id, "user", own, this.#now) || changed;
    if (track.playlist) changed = this.#playlists.add(track.playlist, id, track.addedAt) || changed;
    const outcome = existing ? (changed ? "updated" : "unchanged") : "added";
    return { id, outcome };
  }

  /** A new track, whatever others are called; gives its id. */
  add(track: ImportedTrack): number {
    const id = this.#insert(track, matchKey(track));
    this.#told.add(id);
    return id;
  }

  #find(track: ImportedTrack, key: string): Existing | undefined {
    const id = this.#findId(track, key);
    return id === undefined
      ? undefined
      : (prepared(this.#db, SELECT_EXISTING).get(id) as Existing | undefined);
  }

  #findId(track: ImportedTrack, key: string): number | undefined {
    const knowsNames = this.#mayKnow(KIND.names, key);
    if (track.uri === null) {
      return knowsNames ? (this.#byNames.get(key) as number | undefined) : undefined;
    }
    // Two URIs are two tracks, even where title, artists and album agree.
    const found =
      (this.#mayKnow(KIND.uri, track.uri) ? this.#byUri.get(track.uri) : undefined) ??
      (knowsNames ? this.#byNamesWithoutUri.get(key) : undefined);
    return found as number | undefined;
  }

  /** False: it is surely not in the library; from now on it is. */
  #mayKnow(kind: number, key: string): boolean {
    return this.#seen === null || this.#seen.add(kind, key);
  }

  #insert(track: ImportedTrack, key: string): number {
    const [, artistKey = "", albumKey = ""] = key.split(KEY_SEPARATOR);
    const { lastInsertRowid } = this.#newTrack.run(
      track.title,
      JSON.stringify(track.artists),
      this.#album(track.album, track.releaseDate),
      track.durationMs,
      track.isrc,
      track.uri,
      track.previewUrl,
      track.filePath ?? null,
      track.addedAt ?? this.#now,
      key,
      artistKey,
      albumKey,
    );
    const id = Number(lastInsertRowid);
    this.#nameArtists(id, track.artists);
    this.#newWords.run(id, searchWords(track, key));
    this.#insertFeatures(id, track.features);
    this.#provenance.added(id, track);
    this.#keptLabels.giveBack(id, track.uri);
    return id;
  }

  /** Nothing is known of a new track: no need to look. */
  #insertFeatures(id: number, values: Partial<FeatureSet>): void {
    const cells: (number | string | null)[] = [id, this.#source, this.#now];
    let known = false;
    for (const name of FEATURE_NAMES) {
      const value = values[name] ?? null;
      known ||= value !== null;
      cells.push(value);
    }
    if (known) this.#newFeatures.run(cells);
  }

  #update(existing: Existing, track: ImportedTrack, first: boolean): boolean {
    const pick = <Value>(told: Value | null, known: Value | null) =>
      first ? (told ?? known) : (known ?? told);
    // Another spelling of the same names is no news; the same URI with other names is.
    const renamed = first && track.uri !== null && track.uri === existing.uri;
    const next = {
      id: existing.id,
      title: renamed ? track.title : existing.title,
      artists: renamed ? JSON.stringify(track.artists) : existing.artists,
      album: pick(track.album, existing.album),
      release_date: pick(track.releaseDate, existing.release_date),
      duration_ms: pick(track.durationMs, existing.duration_ms),
      isrc: pick(track.isrc, existing.isrc),
      uri: existing.uri ?? track.uri,
      preview_url: pick(track.previewUrl, existing.preview_url),
      added_at: existing.added_at,
      file_path: pick(track.filePath ?? null, existing.file_path),
    } satisfies Existing;
    const differs = (...names: (keyof Existing)[]) =>
      names.some((name) => next[name] !== existing[name]);
    if (!differs(...(Object.keys(next) as (keyof Existing)[]))) return false;
    prepared(
      this.#db,
      `UPDATE tracks SET album_id = ?, duration_ms = ?, isrc = ?, uri = ?, preview_url = ?, file_path = ? WHERE id = ?`,
    ).run(
      this.#album(next.album, next.release_date),
      next.duration_ms,
      next.isrc,
      next.uri,
      next.preview_url,
      next.file_path,
      next.id,
    );
    if (differs("title", "artists", "album")) this.#rename(next, differs("artists"));
    if (differs("uri")) this.#keptLabels.giveBack(next.id, next.uri);
    return true;
  }

  /** Everything that hangs on a track's names. */
  #rename({ id, title, artists, album }: Existing, newArtists: boolean): void {
    const names = JSON.parse(artists) as string[];
    const key = matchKey({ title, artists: names, album });
    this.#seen?.add(KIND.names, key);
    prepared(
      this.#db,
      "UPDATE tracks SET title = ?, artists = ?, match_key = ?, artist_key = ?, album_key = ? WHERE id = ?",
    ).run(title, artists, key, fold(names.join(" ")), fold(album ?? ""), id);
    if (newArtists) {
      prepared(this.#db, "DELETE FROM track_artists WHERE track_id = ?").run(id);
      this.#nameArtists(id, names);
    }
    prepared(this.#db, "INSERT OR REPLACE INTO tracks_search (rowid, words) VALUES (?, ?)").run(
      id,
      searchWords({ title, artists: names, album }, key),
    );
  }

  #nameArtists(id: number, names: readonly string[]): void {
    names.forEach((name, position) => {
      this.#newTrackArtist.run(id, position, this.#artist(name));
    });
  }

  #artist(name: string): number {
    const known = this.#artists.get(name);
    if (known !== undefined) return known;
    const found =
      (this.#mayKnow(KIND.artist, name)
        ? (this.#artistByName.get(name) as number | undefined)
        : undefined) ?? Number(this.#newArtist.run(name).lastInsertRowid);
    return remember(this.#artists, name, found);
  }

  #album(name: string | null, releaseDate: string | null): number | null {
    if (name === null && releaseDate === null) return null;
    const title = name ?? "";
    const key = `${title}\u0000${releaseDate ?? ""}`;
    const known = this.#albums.get(key);
    if (known !== undefined) return known;
    const found =
      (this.#mayKnow(KIND.album, key)
        ? (this.#albumByName.get(title, releaseDate) as number | undefined)
        : undefined) ?? Number(this.#newAlbum.run(title, releaseDate).lastInsertRowid);
    return remember(this.#albums, key, found);
  }
}

/** Names of different things are different keys. */
const KIND = { uri: 1, names: 2, artist: 3, album: 4 } as const;

const INSERT_TRACK = `INSERT INTO tracks (title, artists, album_id, duration_ms, isrc, uri, preview_url, file_path,
    added_at, match_key, artist_key, album_key)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

// Subqueries, because a join makes SQLite set up far more for a single row.
const SELECT_EXISTING = `SELECT t.id, t.title, t.artists, t.duration_ms, t.isrc, t.uri, t.preview_url, t.added_at, t.file_path,
    (SELECT nullif(name, '') FROM albums WHERE id = t.album_id) AS album,
    (SELECT release_date FROM albums WHERE id = t.album_id) AS release_date
  FROM tracks t WHERE t.id = ?`;

function isEmpty(db: Database): boolean {
  return (
    db
      .prepare(
        "SELECT 1 FROM tracks UNION ALL SELECT 1 FROM artists UNION ALL SELECT 1 FROM albums",
      )
      .get() === undefined
  );
}

/** Bounds the memory of an import of millions of rows: names that come again soon are what counts. */
function remember(map: Map<string, number>, key: string, id: number): number {
  if (map.size >= 20_000) map.clear();
  // A copy: a part of a line would keep the whole piece of the file that it was read from.
  map.set(Buffer.from(key).toString(), id);
  return id;
}

function ownValues(track: ImportedTrack): Partial<FeatureSet> | null {
  const own: { tempo?: number; key?: number; mode?: number } = {};
  if (track.userTempo !== null) own.tempo = track.userTempo;
  if (track.userKey !== null) {
    own.key = track.userKey.key;
    if (track.userKey.mode !== null) own.mode = track.userKey.mode;
  }
  return Object.keys(own).length === 0 ? null : own;
}
