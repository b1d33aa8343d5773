import type { Database } from "better-sqlite3";
import { fold } from "../../common/domain/fold.ts";
import type { Playlist } from "../../common/domain/track.ts";
import { prepared } from "./prepared.ts";

type PlaylistSource = Playlist["source"];

export function listPlaylists(db: Database): Playlist[] {
  return prepared(
    db,
    `SELECT p.id, p.name, p.external_id AS externalId, p.source, count(i.track_id) AS count
     FROM playlists p LEFT JOIN playlist_items i ON i.playlist_id = p.id
     GROUP BY p.id ORDER BY p.name COLLATE NOCASE, p.id`,
  ).all() as Playlist[];
}

export function playlistTracks(db: Database, playlistId: number): number[] {
  return prepared(db, "SELECT track_id FROM playlist_items WHERE playlist_id = ? ORDER BY position")
    .pluck()
    .all(playlistId) as number[];
}

/** Appends tracks to playlists in the order of an import. */
export class PlaylistWriter {
  readonly #db: Database;
  readonly #source: PlaylistSource;
  readonly #known = new Map<string, { id: number; next: number }>();

  constructor(db: Database, source: PlaylistSource) {
    this.#db = db;
    this.#source = source;
  }

  /** True if the track was not in it yet. */
  add(
    playlist: { readonly name: string; readonly externalId: string | null },
    trackId: number,
    addedAt: string | null,
  ): boolean {
    const entry = this.#open(playlist);
    const there = prepared(
      this.#db,
      "SELECT 1 FROM playlist_items WHERE track_id = ? AND playlist_id = ?",
    ).get(trackId, entry.id);
    if (there !== undefined) return false;
    prepared(
      this.#db,
      "INSERT INTO playlist_items (playlist_id, position, track_id, added_at) VALUES (?, ?, ?, ?)",
    ).run(entry.id, entry.next, trackId, addedAt);
    entry.next += 1;
    return true;
  }

  #open(playlist: { readonly name: string; readonly externalId: string | null }) {
    // A playlist without an id is known by its name.
    const externalId = playlist.externalId ?? `name:${fold(playlist.name)}`;
    const known = this.#known.get(externalId);
    if (known) return known;
    const id = prepared(
      this.#db,
      `INSERT INTO playlists (name, external_id, source) VALUES (?, ?, ?)
       ON CONFLICT (source, external_id) DO UPDATE SET name = name RETURNING id`,
    )
      .pluck()
      .get(playlist.name, externalId, this.#source) as number;
    const next = prepared(
      this.#db,
      "SELECT coalesce(max(position) + 1, 0) FROM playlist_items WHERE playlist_id = ?",
    )
      .pluck()
      .get(id) as number;
    const entry = { id, next };
    this.#known.set(externalId, entry);
    return entry;
  }
}
