import type { Database } from "better-sqlite3";
import { soundAnalysisSchema, type SoundAnalysis } from "../../common/domain/audio.ts";
import { prepared } from "./prepared.ts";

/** Of the way of measuring: raise it when figures change, and every file is listened to anew. */
const VERSION = 2;

/** What was measured of a file with this content, by the present way of measuring; null = nothing. */
export function readAnalysis(db: Database, hash: string): SoundAnalysis | null {
  const result = prepared(db, "SELECT result FROM sound_analyses WHERE hash = ? AND version = ?")
    .pluck()
    .get(hash, VERSION) as string | undefined;
  return result === undefined ? null : soundAnalysisSchema.parse(JSON.parse(result));
}

export function keepAnalysis(
  db: Database,
  hash: string,
  analysis: SoundAnalysis,
  at: string,
): void {
  prepared(
    db,
    "INSERT OR REPLACE INTO sound_analyses (hash, version, at, result) VALUES (?, ?, ?, ?)",
  ).run(hash, VERSION, at, JSON.stringify(analysis));
}
