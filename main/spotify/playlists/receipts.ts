import type { Database } from "better-sqlite3";
import type { Receipt } from "../../../common/domain/mood-playlist.ts";
import { AppError } from "../../../common/errors.ts";
import {
  getReceipt,
  listReceipts,
  listWrites,
  type ReceiptEntry,
  type WriteEntry,
} from "../../library/mood-playlist-receipts.ts";
import { getMoodPlaylist } from "../../library/mood-playlists.ts";

/** Newest first. `running` is the receipt that is being worked on now. */
export function showReceipts(db: Database, limit: number, running: number | null): Receipt[] {
  return listReceipts(db, limit).map((entry) => show(db, entry, running));
}

/** Throws AppError `not_found`. */
export function showReceipt(db: Database, id: number, running: number | null = null): Receipt {
  return show(db, requireReceipt(db, id), running);
}

export function requireReceipt(db: Database, id: number): ReceiptEntry {
  const entry = getReceipt(db, id);
  if (entry) return entry;
  throw new AppError("not_found", `There is no receipt ${id} of written mood playlists.`);
}

function show(db: Database, entry: ReceiptEntry, running: number | null): Receipt {
  const state = stateOf(entry, running);
  return {
    id: entry.id,
    plan: entry.planId,
    at: entry.at,
    state,
    undoing: entry.state === "undoing",
    reason: state === "stopped" ? (entry.reason ?? killed(entry)) : entry.reason,
    code: entry.code,
    playlists: listWrites(db, entry.id).map((write) => showWrite(db, write)),
    requests: entry.requests,
  };
}

function stateOf({ id, state }: ReceiptEntry, running: number | null): Receipt["state"] {
  switch (state) {
    case "applying":
    case "undoing":
      return id === running ? "applying" : "stopped";
    case "applied":
    case "undone":
      return state;
  }
}

function killed({ state }: ReceiptEntry): string {
  return state === "undoing"
    ? "Undertone ended before all was put back. Undo again to go on."
    : "Undertone ended before all was written. Carry out the plan again to go on.";
}

function showWrite(db: Database, write: WriteEntry): Receipt["playlists"][number] {
  const kept = getMoodPlaylist(db, write.playlistId);
  return {
    mood: kept?.moodId ?? null,
    name: write.name,
    externalId: kept?.externalId ?? null,
    state: write.state === "undoing" ? "waiting" : write.state,
    created: write.created,
    added: write.added,
    removed: write.removed,
    moved: write.moved,
    before: write.before.length,
    after: write.after,
    reason: write.reason,
  };
}
