import type { Database } from "better-sqlite3";
import { z } from "zod";
import { theirEditsChoiceSchema } from "../../common/domain/mood-playlist.ts";
import { errorCodeSchema, type ErrorCode } from "../../common/errors.ts";
import { aboutSchema, urisSchema, type KeptPlaylist } from "./mood-playlists.ts";
import { prepared } from "./prepared.ts";

export type ReceiptEntry = {
  readonly id: number;
  readonly planId: number;
  readonly at: string;
  readonly state: "applying" | "applied" | "undoing" | "undone";
  readonly reason: string | null;
  readonly code: ErrorCode | null;
  readonly requests: number;
};

/** Newest first. */
export function listReceipts(db: Database, limit: number): ReceiptEntry[] {
  const rows = prepared(
    db,
    "SELECT id, plan_id AS planId, at, state, reason, code, requests FROM mood_playlist_receipts ORDER BY id DESC LIMIT ?",
  ).all(limit);
  return rows.map(toReceipt);
}

export function getReceipt(db: Database, id: number): ReceiptEntry | null {
  const row = prepared(
    db,
    "SELECT id, plan_id AS planId, at, state, reason, code, requests FROM mood_playlist_receipts WHERE id = ?",
  ).get(id);
  return row === undefined ? null : toReceipt(row);
}

export function receiptOfPlan(db: Database, plan: number): ReceiptEntry | null {
  const id = prepared(db, "SELECT id FROM mood_playlist_receipts WHERE plan_id = ?")
    .pluck()
    .get(plan) as number | undefined;
  return id === undefined ? null : getReceipt(db, id);
}

/** The plan that was carried out last; 0 = none. */
export function newestAppliedPlan(db: Database): number {
  return prepared(db, "SELECT coalesce(max(plan_id), 0) FROM mood_playlist_receipts")
    .pluck()
    .get() as number;
}

export function createReceipt(db: Database, plan: number, at: string): number {
  const { lastInsertRowid } = prepared(
    db,
    "INSERT INTO mood_playlist_receipts (plan_id, at, state) VALUES (?, ?, 'applying')",
  ).run(plan, at);
  return Number(lastInsertRowid);
}

export function saveReceiptState(
  db: Database,
  id: number,
  state: ReceiptEntry["state"],
  why: { readonly reason: string; readonly code: ErrorCode | null } | null,
): void {
  prepared(
    db,
    "UPDATE mood_playlist_receipts SET state = ?, reason = ?, code = ? WHERE id = ?",
  ).run(state, why?.reason ?? null, why?.code ?? null, id);
}

export function addRequests(db: Database, id: number, requests: number): void {
  prepared(db, "UPDATE mood_playlist_receipts SET requests = requests + ? WHERE id = ?").run(
    requests,
    id,
  );
}

/** Of the receipts that did not reach their end: what is left of them is not done any more. */
export function supersedeReceipts(db: Database, reason: string): void {
  prepared(
    db,
    `UPDATE mood_playlist_writes SET state = iif(base IS NULL AND created = 0, 'failed', 'done'), reason = ?
     WHERE state IN ('waiting', 'undoing') AND receipt_id IN (
       SELECT id FROM mood_playlist_receipts WHERE state IN ('applying', 'undoing'))`,
  ).run(reason);
  prepared(
    db,
    `UPDATE mood_playlist_receipts SET state = 'applied', reason = ?, code = NULL
     WHERE state IN ('applying', 'undoing')`,
  ).run(reason);
}

function toReceipt(row: unknown): ReceiptEntry {
  const entry = row as ReceiptEntry;
  return { ...entry, code: errorCodeSchema.nullable().catch(null).parse(entry.code) };
}

const knownSchema = z.object({
  written: urisSchema.nullable(),
  about: aboutSchema.nullable(),
  theirs: z.object({ added: urisSchema, removed: urisSchema }),
});

const writeSchema = z.object({
  receiptId: z.number(),
  playlistId: z.number(),
  name: z.string(),
  state: z.enum(["waiting", "done", "kept", "failed", "undoing", "undone"]),
  created: z.number().transform((created) => created === 1),
  choice: theirEditsChoiceSchema.nullable(),
  before: json(urisSchema),
  target: json(urisSchema),
  known: json(knownSchema),
  base: json(urisSchema.nullable()),
  /** As main/spotify/playlists wrote them; it reads them. */
  operations: json(z.array(z.unknown()).nullable()),
  step: z.number(),
  after: z.number(),
  added: z.number(),
  removed: z.number(),
  moved: z.number(),
  reason: z.string().nullable(),
});

/** One playlist's part of a receipt. */
export type WriteEntry = Readonly<z.output<typeof writeSchema>>;

function json<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .nullable()
    .transform((text): unknown => (text === null ? null : JSON.parse(text)))
    .pipe(schema);
}

/** In the order of the plan. */
export function listWrites(db: Database, receipt: number): WriteEntry[] {
  const rows = prepared(
    db,
    `SELECT receipt_id AS receiptId, mood_playlist_id AS playlistId, name, state, created, choice, before, target, known,
       base, operations, step, after, added, removed, moved, reason
     FROM mood_playlist_writes WHERE receipt_id = ? ORDER BY position`,
  ).all(receipt);
  return rows.map((row) => writeSchema.parse(row));
}

/** The part of a receipt that stopped in the middle of this playlist, if there is one. */
export function unfinishedWrite(db: Database, playlist: number): WriteEntry | null {
  const row = prepared(
    db,
    `SELECT receipt_id AS receiptId, mood_playlist_id AS playlistId, name, state, created, choice, before, target, known,
       base, operations, step, after, added, removed, moved, reason
     FROM mood_playlist_writes WHERE mood_playlist_id = ? AND state IN ('waiting', 'undoing') AND base IS NOT NULL
     ORDER BY receipt_id DESC LIMIT 1`,
  ).get(playlist);
  return row === undefined ? null : writeSchema.parse(row);
}

/** True if a receipt after this one has written the playlist and was not taken back. */
export function writtenLater(db: Database, playlist: number, receipt: number): boolean {
  return (
    prepared(
      db,
      `SELECT 1 FROM mood_playlist_writes WHERE mood_playlist_id = ? AND receipt_id > ?
         AND state <> 'undone' AND (base IS NOT NULL OR created = 1)`,
    ).get(playlist, receipt) !== undefined
  );
}

export type NewWrite = Pick<
  WriteEntry,
  "receiptId" | "playlistId" | "name" | "state" | "choice" | "before"
> & {
  readonly target: readonly string[];
  readonly known: Pick<KeptPlaylist, "written" | "about" | "theirs">;
};

export function createWrite(db: Database, position: number, write: NewWrite): void {
  prepared(
    db,
    `INSERT INTO mood_playlist_writes
       (receipt_id, mood_playlist_id, position, name, state, choice, before, target, known, after)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    write.receiptId,
    write.playlistId,
    position,
    write.name,
    write.state,
    write.choice,
    JSON.stringify(write.before),
    JSON.stringify(write.target),
    JSON.stringify(write.known),
    write.before.length,
  );
}

type Key = Pick<WriteEntry, "receiptId" | "playlistId">;

export function saveWriteCreated(db: Database, { receiptId, playlistId }: Key): void {
  prepared(
    db,
    "UPDATE mood_playlist_writes SET created = 1 WHERE receipt_id = ? AND mood_playlist_id = ?",
  ).run(receiptId, playlistId);
}

/** What was there right before writing, where that is not what the plan saw. */
export function saveWriteBefore(
  db: Database,
  { receiptId, playlistId }: Key,
  before: readonly string[],
): void {
  prepared(
    db,
    "UPDATE mood_playlist_writes SET before = ? WHERE receipt_id = ? AND mood_playlist_id = ?",
  ).run(JSON.stringify(before), receiptId, playlistId);
}

/** From here on the playlist is written: from `base` by these operations. */
export function saveWriteBegun(
  db: Database,
  { receiptId, playlistId }: Key,
  run: {
    readonly state: "waiting" | "undoing";
    readonly base: readonly string[];
    readonly target: readonly string[];
    readonly operations: readonly unknown[];
  },
): void {
  prepared(
    db,
    `UPDATE mood_playlist_writes SET state = ?, base = ?, target = ?, operations = ?, step = 0
     WHERE receipt_id = ? AND mood_playlist_id = ?`,
  ).run(
    run.state,
    JSON.stringify(run.base),
    JSON.stringify(run.target),
    JSON.stringify(run.operations),
    receiptId,
    playlistId,
  );
}

export function saveWriteStep(db: Database, { receiptId, playlistId }: Key, step: number): void {
  prepared(
    db,
    "UPDATE mood_playlist_writes SET step = ? WHERE receipt_id = ? AND mood_playlist_id = ?",
  ).run(step, receiptId, playlistId);
}

export type WriteCounts = Pick<WriteEntry, "after" | "added" | "removed" | "moved">;

export function saveWriteCounts(
  db: Database,
  { receiptId, playlistId }: Key,
  counts: WriteCounts,
): void {
  prepared(
    db,
    `UPDATE mood_playlist_writes SET after = ?, added = ?, removed = ?, moved = ?
     WHERE receipt_id = ? AND mood_playlist_id = ?`,
  ).run(counts.after, counts.added, counts.removed, counts.moved, receiptId, playlistId);
}

export function saveWriteState(
  db: Database,
  { receiptId, playlistId }: Key,
  state: WriteEntry["state"],
  reason: string | null,
): void {
  prepared(
    db,
    "UPDATE mood_playlist_writes SET state = ?, reason = ? WHERE receipt_id = ? AND mood_playlist_id = ?",
  ).run(state, reason, receiptId, playlistId);
}
