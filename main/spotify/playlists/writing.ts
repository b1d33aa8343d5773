import type { ErrorCode } from "../../../common/errors.ts";
import { AppError } from "../../../common/errors.ts";
import {
  addRequests,
  saveWriteBegun,
  saveWriteCounts,
  saveWriteStep,
  type WriteEntry,
} from "../../library/mood-playlist-receipts.ts";
import {
  getMoodPlaylist,
  saveTakenOver,
  saveWritten,
  type KeptPlaylist,
} from "../../library/mood-playlists.ts";
import type { PlaylistDeps } from "./deps.ts";
import { difference, same } from "./content/difference.ts";
import type { Item } from "./content/items.ts";
import { merge, type Merged } from "./content/merge.ts";
import { operations } from "./content/operations.ts";
import { contentAt, type Run } from "./content/run.ts";
import { nearer } from "./content/sides.ts";
import type { Remote } from "./remote.ts";

/** How often in one go a lost answer or an edit in between is made up for; then it waits for the user. */
const ROUNDS = 3;

/** One playlist that is being written: an apply's part, or an undo's. */
export type Writing = {
  readonly deps: PlaylistDeps;
  readonly remote: Remote;
  readonly write: WriteEntry;
  readonly state: "waiting" | "undoing";
  readonly externalId: string;
  /** What is to be there, before edits that come in between. */
  readonly wanted: readonly Item[];
};

/** Puts the requests down, and what they start from, before the first of them is sent. */
export async function begin(
  writing: Writing,
  now: readonly Item[],
  { target, theirs }: Merged,
): Promise<Run> {
  const { write, state } = writing;
  const list = operations(now, target, new Set(theirs.added));
  await inLibrary(writing, (db) => {
    saveTakenOver(db, write.playlistId, now, theirs);
    saveWriteBegun(db, write, { state, base: now, target, operations: list });
  });
  return { base: now, operations: list, step: 0 };
}

/**
 * Sends what is left of the requests, each put down when it was answered. With `look`, reads first how far they got.
 * With `verify`, reads at the end and makes up for what differs: edits in between stay. Throws what Spotify answers.
 */
export async function carryOut(
  writing: Writing,
  start: Run,
  how: { readonly look: boolean; readonly verify: boolean },
): Promise<void> {
  let run = start;
  let rounds = 0;
  let [lookFirst, verify] = [how.look, how.verify];
  for (;;) {
    if (lookFirst) run = await takeUp(writing, run);
    lookFirst = false;
    try {
      while (run.step < run.operations.length) run = await sendNext(writing, run);
      if (!verify || (await isDone(writing, run))) return;
    } catch (error) {
      if (!isLost(error) || rounds >= ROUNDS) throw error;
    }
    rounds += 1;
    if (rounds > ROUNDS) {
      throw new AppError(
        "unavailable",
        "The playlist is being changed by somebody else just now. Go on when that has ended.",
      );
    }
    [lookFirst, verify] = [true, true];
  }
}

async function sendNext(writing: Writing, run: Run): Promise<Run> {
  const operation = run.operations[run.step];
  if (!operation) return run;
  const { snapshotId } = await writing.remote.operate(writing.externalId, operation);
  return stepDone(writing, run, snapshotId);
}

async function stepDone(writing: Writing, run: Run, snapshot: string | null): Promise<Run> {
  const { write, state } = writing;
  const next = { ...run, step: run.step + 1 };
  const content = contentAt(next, next.step);
  await inLibrary(writing, (db) => {
    saveWriteStep(db, write, next.step);
    saveWritten(db, write.playlistId, content, snapshot, new Date().toISOString());
    if (state === "waiting") saveCounts(writing, content);
  });
  return next;
}

export function saveCounts({ deps, write }: Writing, content: readonly Item[]): void {
  const { added, removed, moved } = difference(write.before, content);
  saveWriteCounts(deps.library.db, write, {
    after: content.length,
    added: added.length,
    removed: removed.length,
    moved,
  });
}

async function isDone(writing: Writing, run: Run): Promise<boolean> {
  const { items } = await writing.remote.read(writing.externalId);
  return same(items, contentAt(run, run.step));
}

/** Where the requests got to, by what is there. What somebody else did meanwhile stays, and the rest is found anew. */
async function takeUp(writing: Writing, run: Run): Promise<Run> {
  const { items: now } = await writing.remote.read(writing.externalId);
  const here = contentAt(run, run.step);
  const next = contentAt(run, Math.min(run.step + 1, run.operations.length));
  if (same(now, here)) return run;
  if (same(now, next)) return stepDone(writing, run, null);
  const { theirs } = keptPlaylist(writing.deps, writing.write.playlistId);
  const { wanted } = writing;
  return begin(writing, now, merge({ written: nearer(now, here, next), now, wanted, theirs }));
}

/** The answer did not come: whether the request took effect is to be seen. */
export function isLost(error: unknown): boolean {
  return error instanceof AppError && error.code === "unavailable";
}

/** Errors that the next playlist would meet as well: all stops, to be gone on with later. */
export function stopsAll(code: ErrorCode): boolean {
  switch (code) {
    case "quota_exceeded":
    case "offline":
    case "signed_out":
    case "premium_needed":
    case "user_not_allowed":
    case "scope_missing":
    case "cancelled":
    case "internal":
    case "library_damaged":
    case "disk_full":
      return true;
    default:
      return false;
  }
}

export function keptPlaylist(deps: PlaylistDeps, id: number): KeptPlaylist {
  const kept = getMoodPlaylist(deps.library.db, id);
  if (kept) return kept;
  throw new AppError("not_found", "Undertone does not know this playlist any more. Plan again.");
}

/** One transaction, with the requests made since the last one put down on the receipt. */
export function inLibrary<Result>(
  { deps, remote, write }: Pick<Writing, "deps" | "remote" | "write">,
  work: (db: PlaylistDeps["library"]["db"]) => Result,
): Promise<Result> {
  const { library } = deps;
  return library.write(() => {
    addRequests(library.db, write.receiptId, remote.takeRequests());
    return work(library.db);
  });
}
