import type { Database } from "better-sqlite3";
import { prepared } from "./prepared.ts";

/** A playlist of the user's on Spotify: as it was listed last, and as it was synced last. */
export type ListedRow = {
  readonly externalId: string;
  readonly name: string;
  readonly ownerName: string | null;
  readonly snapshotId: string | null;
  readonly total: number | null;
  /** A code for why it cannot be read; null = it can. */
  readonly unreadable: string | null;
  readonly chosen: boolean;
  /** One of the mood playlists that Undertone made. */
  readonly ours: boolean;
  readonly syncedSnapshot: string | null;
  readonly syncedTotal: number | null;
  /** Null = never whole. */
  readonly syncedAt: string | null;
  /** The last pass over all of Liked Songs. */
  readonly fullAt: string | null;
};

export type NewListing = {
  readonly externalId: string;
  readonly name: string;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly collaborative: boolean;
  readonly snapshotId: string | null;
  readonly total: number | null;
  readonly unreadable: string | null;
};

type Row = Omit<ListedRow, "chosen" | "ours"> & { readonly chosen: number; readonly ours: number };

/** In Spotify's order, Liked Songs first. */
export function listedPlaylists(db: Database): ListedRow[] {
  const rows = prepared(
    db,
    `SELECT p.external_id AS externalId, p.name, p.owner_name AS ownerName, p.snapshot_id AS snapshotId, p.total,
            p.unreadable, p.chosen, p.synced_snapshot AS syncedSnapshot, p.synced_total AS syncedTotal,
            p.synced_at AS syncedAt, p.full_at AS fullAt,
            EXISTS (SELECT 1 FROM mood_playlists m WHERE m.external_id = p.external_id) AS ours
     FROM spotify_playlists p ORDER BY p.position, p.external_id`,
  ).all() as Row[];
  return rows.map((row) => ({ ...row, chosen: row.chosen === 1, ours: row.ours === 1 }));
}

/**
 * Takes a list of Spotify's over. What the user chose stays; a new playlist is chosen, unless it is one of ours. With
 * `complete`, playlists that are not named any more are gone from Spotify, and leave the library with their places;
 * their tracks stay. Call inside a transaction.
 */
export function putListing(
  db: Database,
  playlists: readonly NewListing[],
  { complete, now }: { readonly complete: boolean; readonly now: string },
): void {
  playlists.forEach((playlist, position) => putOne(db, playlist, { position, listed: 1, now }));
  if (!complete) return;
  const there = JSON.stringify(playlists.map(({ externalId }) => externalId));
  const gone = "external_id NOT IN (SELECT value FROM json_each(?))";
  prepared(
    db,
    `DELETE FROM playlists WHERE source = 'spotify' AND external_id IN
       (SELECT external_id FROM spotify_playlists WHERE listed = 1 AND ${gone})`,
  ).run(there);
  prepared(db, `DELETE FROM spotify_playlists WHERE listed = 1 AND ${gone}`).run(there);
}

/** A playlist that is not on the user's list, or is looked up by itself. Call inside a transaction. */
export function putUnlisted(db: Database, playlist: NewListing, now: string): void {
  const position = prepared(db, "SELECT coalesce(max(position) + 1, 0) FROM spotify_playlists")
    .pluck()
    .get() as number;
  putOne(db, playlist, { position, listed: 0, now });
}

/** Call inside a transaction. */
export function choosePlaylists(db: Database, ids: readonly string[], chosen: boolean): void {
  prepared(
    db,
    "UPDATE spotify_playlists SET chosen = ? WHERE external_id IN (SELECT value FROM json_each(?))",
  ).run(chosen ? 1 : 0, JSON.stringify(ids));
}

/** It was looked at, and is as it was. Call inside a transaction. */
export function confirmSynced(db: Database, externalId: string, total: number): void {
  prepared(
    db,
    "UPDATE spotify_playlists SET total = ?, synced_total = ?, synced_at = ? WHERE external_id = ?",
  ).run(total, total, new Date().toISOString(), externalId);
  prepared(db, "DELETE FROM spotify_pages WHERE external_id = ?").run(externalId);
}

function putOne(
  db: Database,
  playlist: NewListing,
  { position, listed, now }: { position: number; listed: 0 | 1; now: string },
): void {
  prepared(
    db,
    `INSERT INTO spotify_playlists (external_id, position, listed, name, owner_id, owner_name, collaborative,
       snapshot_id, total, unreadable, chosen, listed_at)
     VALUES (@externalId, @position, @listed, @name, @ownerId, @ownerName, @collaborative, @snapshotId, @total,
       @unreadable,
       @listed AND NOT EXISTS (SELECT 1 FROM mood_playlists WHERE external_id = @externalId), @now)
     ON CONFLICT (external_id) DO UPDATE SET
       position = iif(excluded.listed, excluded.position, position), listed = max(listed, excluded.listed),
       name = excluded.name, owner_id = excluded.owner_id, owner_name = excluded.owner_name,
       collaborative = excluded.collaborative, snapshot_id = excluded.snapshot_id,
       total = coalesce(excluded.total, total), unreadable = excluded.unreadable, listed_at = excluded.listed_at`,
  ).run({ ...playlist, collaborative: playlist.collaborative ? 1 : 0, position, listed, now });
}
