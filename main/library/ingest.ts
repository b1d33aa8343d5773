import type { Database, Statement } from "better-sqlite3";
import {
  FEATURE_NAMES,
  type FeatureSet,
  type FeatureSource,
} from "../../common/domain/features.ts";
import { fold } from "../../common/domain/fold.ts";
import { ArtistsAndAlbums } from "./artists-and-albums.ts";
import { FEATURE_COLUMNS, fillFeatures, writeFeatures } from "./features.ts";
import { TrackFinder, type ExistingTrack } from "./find-track.ts";
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

/** Puts tracks into a library. Used inside one transaction that the caller holds. */
export class Ingest {
  readonly #db: Database;
  readonly #source: FeatureSource;
  readonly #now: string;
  readonly #playlists: PlaylistWriter;
  readonly #provenance: Provenance;
  readonly #keptLabels: KeptLabels;
  readonly #told = new IdSet();
  readonly #finder: TrackFinder;
  readonly #names: ArtistsAndAlbums;
  /** Run for every row: kept with their settings, which a shared statement would have to be given anew each time. */
  readonly #newTrack: Statement;
  readonly #newWords: Statement;
  readonly #newFeatures: Statement;

  constructor(db: Database, source: FeatureSource, now: string) {
    this.#db = db;
    this.#source = source;
    this.#now = now;
    const seen = isEmpty(db) ? new SeenKeys() : null;
    this.#finder = new TrackFinder(db, seen);
    this.#names = new ArtistsAndAlbums(db, seen);
    this.#newTrack = db.prepare(INSERT_TRACK);
    this.#newWords = db.prepare("INSERT INTO tracks_search (rowid, words) VALUES (?, ?)");
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
    const existing = this.#finder.find(track.uri, key);
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

  #insert(track: ImportedTrack, key: string): number {
    const [, artistKey = "", albumKey = ""] = key.split(KEY_SEPARATOR);
    const { lastInsertRowid } = this.#newTrack.run(
      track.title,
      JSON.stringify(track.artists),
      this.#names.album(track.album, track.releaseDate),
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
    this.#names.addArtists(id, track.artists);
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

  #update(existing: ExistingTrack, track: ImportedTrack, first: boolean): boolean {
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
    } satisfies ExistingTrack;
    const differs = (...names: (keyof ExistingTrack)[]) =>
      names.some((name) => next[name] !== existing[name]);
    if (!differs(...(Object.keys(next) as (keyof ExistingTrack)[]))) return false;
    prepared(
      this.#db,
      `UPDATE tracks SET album_id = ?, duration_ms = ?, isrc = ?, uri = ?, preview_url = ?, file_path = ? WHERE id = ?`,
    ).run(
      this.#names.album(next.album, next.release_date),
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
  #rename({ id, title, artists, album }: ExistingTrack, newArtists: boolean): void {
    const names = JSON.parse(artists) as string[];
    const key = matchKey({ title, artists: names, album });
    this.#finder.renamed(key);
    prepared(
      this.#db,
      "UPDATE tracks SET title = ?, artists = ?, match_key = ?, artist_key = ?, album_key = ? WHERE id = ?",
    ).run(title, artists, key, fold(names.join(" ")), fold(album ?? ""), id);
    if (newArtists) this.#names.replaceArtists(id, names);
    prepared(this.#db, "INSERT OR REPLACE INTO tracks_search (rowid, words) VALUES (?, ?)").run(
      id,
      searchWords({ title, artists: names, album }, key),
    );
  }
}

const INSERT_TRACK = `INSERT INTO tracks (title, artists, album_id, duration_ms, isrc, uri, preview_url, file_path,
    added_at, match_key, artist_key, album_key)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

function isEmpty(db: Database): boolean {
  return (
    db
      .prepare(
        "SELECT 1 FROM tracks UNION ALL SELECT 1 FROM artists UNION ALL SELECT 1 FROM albums",
      )
      .get() === undefined
  );
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
