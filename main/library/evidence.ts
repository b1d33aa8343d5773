import type { Database } from "better-sqlite3";
import type { EvidenceKind } from "../../common/domain/evidence-kind.ts";
import type { EvidencePlace } from "../../common/domain/evidence.ts";
import { prepared } from "./prepared.ts";

/** What is known of a track beside its label; a part of what undo and redo go between. */
export type Evidence = {
  /** Its label was accepted together with others. */
  readonly batch?: boolean | undefined;
  /** It was seen with this guess and left so. */
  readonly seen?: { readonly mood: number; readonly at: string } | undefined;
};

export function readEvidence(db: Database, trackId: number): Evidence {
  const rows = prepared(
    db,
    "SELECT kind, mood_id AS mood, at FROM evidence WHERE track_id = ? ORDER BY kind",
  ).all(trackId) as { kind: "seen" | "batch"; mood: number; at: string }[];
  let found: Evidence = {};
  for (const { kind, mood, at } of rows) {
    found = kind === "batch" ? { ...found, batch: true } : { ...found, seen: { mood, at } };
  }
  return found;
}

/** `label` is what the track has now: a labelled song is not one that was left, and no label was accepted with none. */
export function writeEvidence(
  db: Database,
  trackId: number,
  label: { readonly mood: number; readonly at: string } | null,
  { batch, seen }: Evidence,
): void {
  prepared(db, "DELETE FROM evidence WHERE track_id = ?").run(trackId);
  if (label && batch) insert(db, trackId, "batch", label);
  if (!label && seen) insert(db, trackId, "seen", seen);
}

export type SeenMark = { readonly id: number; readonly mood: number };

/** Puts down what was passed over; a later look takes the place of an earlier one. Returns what was new. */
export function markSeen(db: Database, marks: readonly SeenMark[], at: string): SeenMark[] {
  return marks.filter(({ id, mood }) => {
    if (readEvidence(db, id).seen?.mood === mood) return false;
    insert(db, id, "seen", { mood, at });
    return true;
  });
}

function insert(
  db: Database,
  trackId: number,
  kind: "seen" | "batch",
  { mood, at }: { readonly mood: number; readonly at: string },
): void {
  prepared(
    db,
    "INSERT OR REPLACE INTO evidence (track_id, kind, mood_id, at) VALUES (?, ?, ?, ?)",
  ).run(trackId, kind, mood, at);
}

/** What counts for one mood counts for another, of `tracks` alone if they are given. Call inside a transaction. */
export function moveEvidence(
  db: Database,
  from: number,
  to: number,
  tracks?: readonly number[],
): void {
  if (tracks) {
    prepared(
      db,
      `UPDATE evidence SET mood_id = ?
       WHERE kind = 'batch' AND mood_id = ? AND track_id IN (SELECT value FROM json_each(?))`,
    ).run(to, from, JSON.stringify(tracks));
  } else {
    prepared(db, "UPDATE evidence SET mood_id = ? WHERE mood_id = ?").run(to, from);
  }
}

export type EvidenceItem = {
  readonly id: number;
  readonly mood: number;
  readonly at: string;
};

/** A part of what counts, from the newest back; `after` is the last one of the part before. */
export function listEvidence(
  db: Database,
  kind: EvidenceKind,
  after: EvidencePlace | undefined,
  limit: number,
): EvidenceItem[] {
  // Behind every date there is.
  const { at, id } = after ?? { at: "\u{10ffff}", id: 0 };
  switch (kind) {
    case "seen":
      return prepared(
        db,
        `SELECT track_id AS id, mood_id AS mood, at FROM evidence e
         WHERE kind = 'seen' AND (at, track_id) < (?, ?)
           AND NOT EXISTS (SELECT 1 FROM labels l WHERE l.track_id = e.track_id)
         ORDER BY at DESC, track_id DESC LIMIT ?`,
      ).all(at, id, limit) as EvidenceItem[];
    case "batch":
      return prepared(
        db,
        `SELECT track_id AS id, mood_id AS mood, at FROM evidence
         WHERE kind = 'batch' AND (at, track_id) < (?, ?) ORDER BY at DESC, track_id DESC LIMIT ?`,
      ).all(at, id, limit) as EvidenceItem[];
    case "hand":
    case "file":
    case "playlist":
      return prepared(
        db,
        `SELECT track_id AS id, mood_id AS mood, at FROM labels l
         WHERE source = ? AND (at, track_id) < (?, ?)
           AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.track_id = l.track_id AND e.kind = 'batch')
         ORDER BY at DESC, track_id DESC LIMIT ?`,
      ).all(kind === "hand" ? "user" : kind, at, id, limit) as EvidenceItem[];
  }
}

/** All tracks with evidence of one kind. */
export function tracksWithEvidence(db: Database, kind: "seen" | "batch"): number[] {
  return prepared(db, "SELECT track_id FROM evidence WHERE kind = ? ORDER BY track_id")
    .pluck()
    .all(kind) as number[];
}
