import type { Database } from "better-sqlite3";
import { z } from "zod";
import type { Decision } from "../../common/domain/label.ts";
import { labelSourceSchema, type LabelSource } from "../../common/domain/track.ts";
import { readEvidence, writeEvidence } from "./evidence.ts";
import { prepared } from "./prepared.ts";

/** Everything that is said of one track's moods; what undo and redo go between. */
export const labelStateSchema = z.object({
  mood: z.number().int().nullable(),
  source: labelSourceSchema.nullable(),
  at: z.string().nullable(),
  also: z.array(z.number().int()),
  /** The label was accepted together with others. */
  batch: z.boolean().optional(),
  /** Without a label: the guess that the track was seen with and left. */
  seen: z.object({ mood: z.number().int(), at: z.string() }).optional(),
});
export type LabelState = z.infer<typeof labelStateSchema>;

export function readLabel(db: Database, trackId: number): LabelState {
  const row = prepared(db, "SELECT mood_id AS mood, source, at FROM labels WHERE track_id = ?").get(
    trackId,
  ) as { mood: number; source: LabelSource; at: string } | undefined;
  const also = prepared(db, "SELECT mood_id FROM also_moods WHERE track_id = ? ORDER BY mood_id")
    .pluck()
    .all(trackId) as number[];
  const evidence = readEvidence(db, trackId);
  return row
    ? { ...row, also, ...evidence }
    : { ...evidence, mood: null, source: null, at: null, also };
}

export function writeLabel(db: Database, trackId: number, state: LabelState): void {
  const { mood, source } = state;
  const at = state.at ?? new Date().toISOString();
  if (mood === null) {
    prepared(db, "DELETE FROM labels WHERE track_id = ?").run(trackId);
  } else {
    prepared(
      db,
      "INSERT OR REPLACE INTO labels (track_id, mood_id, source, at) VALUES (?, ?, ?, ?)",
    ).run(trackId, mood, source ?? "user", at);
  }
  writeEvidence(db, trackId, mood === null ? null : { mood, at }, state);
  prepared(db, "DELETE FROM also_moods WHERE track_id = ?").run(trackId);
  for (const mood of state.also) {
    prepared(db, "INSERT INTO also_moods (track_id, mood_id) VALUES (?, ?)").run(trackId, mood);
  }
}

export type LabelStep = {
  readonly trackId: number;
  readonly before: LabelState;
  readonly after: LabelState;
};

/** Stores a decision and carries it out. Call inside a transaction. Decisions undone before it stay history only. */
export function decide(
  db: Database,
  what: string,
  steps: readonly LabelStep[],
  at: string,
): Decision {
  const { lastInsertRowid } = prepared(
    db,
    "INSERT INTO decisions (at, what, tracks) VALUES (?, ?, ?)",
  ).run(at, what, steps.length);
  const id = Number(lastInsertRowid);
  for (const { trackId, before, after } of steps) {
    writeLabel(db, trackId, after);
    prepared(
      db,
      "INSERT INTO decision_changes (decision_id, track_id, before, after) VALUES (?, ?, ?, ?)",
    ).run(id, trackId, JSON.stringify(before), JSON.stringify(after));
  }
  return { id, at, what, tracks: steps.length, undone: false };
}

/** The newest decision that stands, or null. */
export function nextUndo(db: Database): Decision | null {
  return oneDecision(db, "WHERE undone = 0 ORDER BY id DESC");
}

/** The oldest undone decision after the newest that stands, or null. */
export function nextRedo(db: Database): Decision | null {
  return oneDecision(
    db,
    "WHERE undone = 1 AND id > (SELECT coalesce(max(id), 0) FROM decisions WHERE undone = 0) ORDER BY id",
  );
}

export function listDecisions(db: Database, limit: number): Decision[] {
  const rows = prepared(
    db,
    "SELECT id, at, what, tracks, undone FROM decisions ORDER BY id DESC LIMIT ?",
  ).all(limit) as DecisionRow[];
  return rows.map(rowToDecision);
}

/**
 * Puts every track of a decision back (or forward). Moods that are gone since leave the track unlabelled.
 * Returns what is said of each track now.
 */
export function replay(
  db: Database,
  decision: Decision,
  direction: "undo" | "redo",
): Map<number, LabelState> {
  const rows = prepared(
    db,
    "SELECT track_id, before, after FROM decision_changes WHERE decision_id = ? ORDER BY track_id",
  )
    .raw()
    .all(decision.id) as [number, string, string][];
  const moods = new Set(prepared(db, "SELECT id FROM moods").pluck().all() as number[]);
  const states = new Map<number, LabelState>();
  for (const [trackId, before, after] of rows) {
    const told = labelStateSchema.parse(JSON.parse(direction === "undo" ? before : after));
    const state = withoutMissing(told, moods);
    writeLabel(db, trackId, state);
    states.set(trackId, state);
  }
  prepared(db, "UPDATE decisions SET undone = ? WHERE id = ?").run(
    direction === "undo" ? 1 : 0,
    decision.id,
  );
  return states;
}

/** What was decided about one track, newest first. */
export function trackHistory(db: Database, trackId: number): { at: string; what: string }[] {
  return prepared(
    db,
    `SELECT d.at, d.what || iif(d.undone, ' (undone)', '') AS what
     FROM decision_changes c JOIN decisions d ON d.id = c.decision_id
     WHERE c.track_id = ? ORDER BY d.id DESC LIMIT 50`,
  ).all(trackId) as { at: string; what: string }[];
}

type DecisionRow = Omit<Decision, "undone"> & { readonly undone: number };

function oneDecision(
  db: Database,
  which:
    | "WHERE undone = 0 ORDER BY id DESC"
    | "WHERE undone = 1 AND id > (SELECT coalesce(max(id), 0) FROM decisions WHERE undone = 0) ORDER BY id",
): Decision | null {
  const row = prepared(
    db,
    `SELECT id, at, what, tracks, undone FROM decisions ${which} LIMIT 1`,
  ).get() as DecisionRow | undefined;
  return row ? rowToDecision(row) : null;
}

function rowToDecision(row: DecisionRow): Decision {
  return { ...row, undone: row.undone === 1 };
}

function withoutMissing(state: LabelState, moods: ReadonlySet<number>): LabelState {
  const also = state.also.filter((mood) => moods.has(mood));
  const seen = state.seen && moods.has(state.seen.mood) ? state.seen : undefined;
  return state.mood !== null && !moods.has(state.mood)
    ? { mood: null, source: null, at: null, also }
    : { ...state, also, seen };
}
