import type { Database } from "better-sqlite3";
import { prepared } from "./prepared.ts";

/**
 * Titles and ids of deleted tracks where they stand beside the tracks themselves: SQLite may give an id to another track.
 * Call inside a transaction.
 */
export function removeTraces(db: Database, gone: ReadonlySet<number>): void {
  // Plans and receipts name tracks. Which playlists are ours, and what we wrote there, stays known.
  prepared(db, "DELETE FROM mood_playlist_receipts").run();
  prepared(db, "DELETE FROM mood_playlist_plans").run();
  prepared(db, "UPDATE mood_playlists SET seen = NULL, seen_snapshot = NULL").run();
  for (const [id, rules] of prepared(db, "SELECT id, rules FROM mood_playlists").raw().all() as [
    number,
    string,
  ][]) {
    const before = JSON.parse(rules) as Record<string, unknown>;
    const after = Object.fromEntries(
      Object.entries(before).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.filter((track) => !gone.has(Number(track))) : value,
      ]),
    );
    prepared(db, "UPDATE mood_playlists SET rules = ? WHERE id = ?").run(JSON.stringify(after), id);
  }
  removeFromModels(db, gone);
}

/** A model itself holds weights alone; its report names songs, and its list of labels their ids. */
function removeFromModels(db: Database, gone: ReadonlySet<number>): void {
  const ids = prepared(db, "SELECT id FROM models").pluck().all() as number[];
  for (const id of ids) {
    const { report, labels } = prepared(db, "SELECT report, labels FROM models WHERE id = ?").get(
      id,
    ) as { report: string; labels: Buffer };
    const told = JSON.parse(report) as { movedTracks?: readonly { readonly id: number }[] };
    const movedTracks = (told.movedTracks ?? []).filter((track) => !gone.has(track.id));
    prepared(db, "UPDATE models SET report = ?, labels = ? WHERE id = ?").run(
      JSON.stringify({ ...told, movedTracks }),
      withoutPairsOf(labels, gone),
      id,
    );
  }
}

/** Pairs of 32-bit integers: track id, mood id. */
function withoutPairsOf(labels: Buffer, gone: ReadonlySet<number>): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + 8 <= labels.length; at += 8) {
    if (!gone.has(labels.readInt32LE(at))) parts.push(labels.subarray(at, at + 8));
  }
  return Buffer.concat(parts);
}
