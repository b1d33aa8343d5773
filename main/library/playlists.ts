import type { Database, Statement } from "better-sqlite3";
import { fold } from "../../common/domain/fold.ts";
import type { Playlist } from "../../common/domain/track.ts";
import { prepared } from "./prepared.ts";

type PlaylistSource = Playlist["source"];

/** `count` is of different tracks: one that is there twice counts once, as in the list of them. */
export function listPlaylists(db: Database): Playlist[] {
  return prepared(
    db,
    `SELECT p.id, p.name, p.external_id AS externalId, p.source, count(DISTINCT i.track_id) AS count
     FROM playlists p LEFT JOIN playlist_items i ON i.playlist_id = p.id
     GROUP BY p.id ORDER BY p.name COLLATE NOCASE, p.id`,
  ).all() as Playlist[];
}

export function playlistTracks(db: Database, playlistId: number): number[] {
  return prepared(db, "SELECT track_id FROM playlist_items WHERE playlist_id = ? ORDER BY position")
    .pluck()
    .all(playlistId) as number[];
}

type Told = { readonly name: string; readonly externalId: string | null };
type Entry = {
  readonly id: number;
  /** Positions below it were there before this import. */
  readonly firstNew: number;
  next: number;
  /** How often this import has told a track that was there before. */
  readonly seen: Map<number, number>;
};

/**
 * Appends tracks to playlists in the order of an import. A track that a source has twice in a playlist keeps both
 * places; told again by a later import, it gets no third one.
 */
export class PlaylistWriter {
  readonly #db: Database;
  readonly #source: PlaylistSource;
  readonly #countBefore: Statement;
  readonly #newItem: Statement;
  readonly #known = new Map<string, Entry>();
  #last: { readonly playlist: Told; readonly entry: Entry } | null = null;

  constructor(db: Database, source: PlaylistSource) {
    this.#db = db;
    this.#source = source;
    this.#countBefore = db
      .prepare(
        "SELECT count(*) FROM playlist_items WHERE track_id = ? AND playlist_id = ? AND position < ?",
      )
      .pluck();
    this.#newItem = db.prepare(
      "INSERT INTO playlist_items (playlist_id, position, track_id, added_at) VALUES (?, ?, ?, ?)",
    );
  }

  /** True if the playlist got a new item. */
  add(playlist: Told, trackId: number, addedAt: string | null): boolean {
    const entry = this.#entryOf(playlist);
    const before =
      entry.firstNew === 0
        ? 0
        : (this.#countBefore.get(trackId, entry.id, entry.firstNew) as number);
    if (before > 0) {
      const seen = (entry.seen.get(trackId) ?? 0) + 1;
      entry.seen.set(trackId, seen);
      if (seen <= before) return false;
    }
    this.#newItem.run(entry.id, entry.next, trackId, addedAt);
    entry.next += 1;
    return true;
  }

  /** Tables name the same playlist in many rows that follow each other. */
  #entryOf(playlist: Told): Entry {
    const last = this.#last;
    if (
      last !== null &&
      last.playlist.externalId === playlist.externalId &&
      last.playlist.name === playlist.name
    ) {
      return last.entry;
    }
    const entry = this.#open(playlist);
    this.#last = { playlist, entry };
    return entry;
  }

  #open(playlist: Told): Entry {
    // A playlist without an id is known by its name.
    const externalId = playlist.externalId ?? `name:${fold(playlist.name)}`;
    const known = this.#known.get(externalId);
    if (known) return known;
    const id = this.#idOf(playlist.name, externalId);
    const next = prepared(
      this.#db,
      "SELECT coalesce(max(position) + 1, 0) FROM playlist_items WHERE playlist_id = ?",
    )
      .pluck()
      .get(id) as number;
    const entry = { id, firstNew: next, next, seen: new Map<number, number>() };
    this.#known.set(externalId, entry);
    return entry;
  }

  /** Looked up first: an upsert that returns the id takes a hundred times as long. */
  #idOf(name: string, externalId: string): number {
    const found = prepared(
      this.#db,
      "SELECT id, name FROM playlists WHERE source = ? AND external_id = ?",
    ).get(this.#source, externalId) as { id: number; name: string } | undefined;
    if (!found) {
      const { lastInsertRowid } = prepared(
        this.#db,
        "INSERT INTO playlists (name, external_id, source) VALUES (?, ?, ?)",
      ).run(name, externalId, this.#source);
      return Number(lastInsertRowid);
    }
    if (found.name !== name) {
      prepared(this.#db, "UPDATE playlists SET name = ? WHERE id = ?").run(name, found.id);
    }
    return found.id;
  }
}
