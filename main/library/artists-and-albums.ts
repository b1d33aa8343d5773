import type { Database, Statement } from "better-sqlite3";
import { prepared } from "./prepared.ts";
import { KEY_KIND, mayKnow, type SeenKeys } from "./seen-keys.ts";

/** Writes the artists and albums of imported tracks, each name once. */
export class ArtistsAndAlbums {
  readonly #db: Database;
  readonly #seen: SeenKeys | null;
  readonly #artists = new Map<string, number>();
  readonly #albums = new Map<string, number>();
  /** Run for every row: kept with their settings, which a shared statement would have to be given anew each time. */
  readonly #albumByName: Statement;
  readonly #newAlbum: Statement;
  readonly #newArtist: Statement;
  readonly #newTrackArtist: Statement;
  readonly #artistByName: Statement;

  /** `seen`: of a library that was empty; names that are not in it need not be looked up. */
  constructor(db: Database, seen: SeenKeys | null) {
    this.#db = db;
    this.#seen = seen;
    this.#albumByName = db
      .prepare("SELECT id FROM albums WHERE name = ? AND release_date IS ?")
      .pluck();
    this.#newAlbum = db.prepare("INSERT INTO albums (name, release_date) VALUES (?, ?)");
    this.#newArtist = db.prepare("INSERT INTO artists (name) VALUES (?)");
    this.#newTrackArtist = db.prepare(
      "INSERT INTO track_artists (track_id, position, artist_id) VALUES (?, ?, ?)",
    );
    this.#artistByName = db.prepare("SELECT id FROM artists WHERE name = ?").pluck();
  }

  /** For a track that has none yet. */
  addArtists(track: number, names: readonly string[]): void {
    names.forEach((name, position) => {
      this.#newTrackArtist.run(track, position, this.#artist(name));
    });
  }

  replaceArtists(track: number, names: readonly string[]): void {
    prepared(this.#db, "DELETE FROM track_artists WHERE track_id = ?").run(track);
    this.addArtists(track, names);
  }

  /** The id of an album, which is written where it is new; null = nothing is told of it. */
  album(name: string | null, releaseDate: string | null): number | null {
    if (name === null && releaseDate === null) return null;
    const title = name ?? "";
    const key = `${title}\u0000${releaseDate ?? ""}`;
    const known = this.#albums.get(key);
    if (known !== undefined) return known;
    const found =
      (mayKnow(this.#seen, KEY_KIND.album, key)
        ? (this.#albumByName.get(title, releaseDate) as number | undefined)
        : undefined) ?? Number(this.#newAlbum.run(title, releaseDate).lastInsertRowid);
    return remember(this.#albums, key, found);
  }

  #artist(name: string): number {
    const known = this.#artists.get(name);
    if (known !== undefined) return known;
    const found =
      (mayKnow(this.#seen, KEY_KIND.artist, name)
        ? (this.#artistByName.get(name) as number | undefined)
        : undefined) ?? Number(this.#newArtist.run(name).lastInsertRowid);
    return remember(this.#artists, name, found);
  }
}

/** Bounds the memory of an import of millions of rows: names that come again soon are what counts. */
function remember(map: Map<string, number>, key: string, id: number): number {
  if (map.size >= 20_000) map.clear();
  // A copy: a part of a line would keep the whole piece of the file that it was read from.
  map.set(Buffer.from(key).toString(), id);
  return id;
}
