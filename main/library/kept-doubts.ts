import type { Database } from "better-sqlite3";
import { z } from "zod";
import { getState, setState } from "./state.ts";

const keptSchema = z.record(z.string(), z.number().int());

/** Labels that the user stands by though they were doubted: the mood by track. Another label of it may be doubted anew. */
export function keptDoubts(db: Database): ReadonlyMap<number, number> {
  const stored = getState(db, "kept_doubts");
  const kept = keptSchema.parse(stored === null ? {} : JSON.parse(stored));
  return new Map(Object.entries(kept).map(([track, mood]) => [Number(track), mood]));
}

export function setKeptDoubts(db: Database, kept: ReadonlyMap<number, number>): void {
  setState(db, "kept_doubts", JSON.stringify(Object.fromEntries(kept)));
}
