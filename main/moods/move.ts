import type { Database } from "better-sqlite3";
import { LABEL_SOURCES } from "../../common/domain/track.ts";
import type { TrackColumns } from "../library/columns.ts";
import { moveEvidence } from "../library/evidence.ts";
import { prepared } from "../library/prepared.ts";

/**
 * Gives all labels of a mood to another one, in the history too: what is undone later must not lead to a mood that is
 * gone. Returns how many tracks were relabelled. Call inside a transaction.
 */
export function moveLabels(db: Database, from: number, to: number): number {
  prepared(
    db,
    "INSERT OR IGNORE INTO also_moods (track_id, mood_id) SELECT track_id, ? FROM also_moods WHERE mood_id = ?",
  ).run(to, from);
  prepared(db, "DELETE FROM also_moods WHERE mood_id = ?").run(from);
  const { changes } = prepared(db, "UPDATE labels SET mood_id = ? WHERE mood_id = ?").run(to, from);
  moveEvidence(db, from, to);
  // A mood is not beside itself.
  prepared(
    db,
    "DELETE FROM also_moods WHERE mood_id = ? AND track_id IN (SELECT track_id FROM labels WHERE mood_id = ?)",
  ).run(to, to);
  prepared(
    db,
    "UPDATE decision_changes SET before = json_set(before, '$.mood', ?) WHERE before ->> '$.mood' = ?",
  ).run(to, from);
  prepared(
    db,
    "UPDATE decision_changes SET after = json_set(after, '$.mood', ?) WHERE after ->> '$.mood' = ?",
  ).run(to, from);
  return changes;
}

/** Gives the labels of some tracks of a mood to another one. Call inside a transaction. */
export function moveSome(db: Database, from: number, to: number, tracks: readonly number[]): void {
  prepared(
    db,
    "UPDATE labels SET mood_id = ? WHERE mood_id = ? AND track_id IN (SELECT value FROM json_each(?))",
  ).run(to, from, JSON.stringify(tracks));
  moveEvidence(db, from, to, tracks);
}

/** Takes a mood from all tracks. Returns how many lost their label. Call inside a transaction. */
export function dropLabels(db: Database, mood: number): number {
  prepared(db, "DELETE FROM also_moods WHERE mood_id = ?").run(mood);
  return prepared(db, "DELETE FROM labels WHERE mood_id = ?").run(mood).changes;
}

/** The same for the columns in memory; without `only` the mood's guesses end too, as it is gone. */
export function moveMood(
  columns: TrackColumns,
  from: number,
  to: number | null,
  only?: ReadonlySet<number>,
): void {
  for (let row = 0; row < columns.size; row += 1) {
    const id = columns.ids[row] ?? 0;
    if (columns.labelMood[row] === from && (!only || only.has(id))) {
      const source = LABEL_SOURCES[(columns.labelBy[row] ?? 1) - 1] ?? "user";
      columns.setLabel(id, to, to === null ? null : source);
    }
    if (!only && columns.guessMood[row] === from) {
      columns.guessMood[row] = 0;
      columns.confidence[row] = NaN;
    }
  }
  // A label that is moved stays one that was accepted in a batch.
  if (!only) columns.evidence.move(from, to, columns.labelMood);
  columns.version += 1;
}
