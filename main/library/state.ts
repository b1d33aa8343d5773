import type { Database } from "better-sqlite3";
import { prepared } from "./prepared.ts";

/** Small facts about the library itself. */
type StateName = "predictions_of" | "model_stale" | "kept_doubts";

export function getState(db: Database, name: StateName): string | null {
  const value = prepared(db, "SELECT value FROM state WHERE name = ?").pluck().get(name) as
    | string
    | undefined;
  return value ?? null;
}

export function setState(db: Database, name: StateName, value: string): void {
  prepared(
    db,
    "INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  ).run(name, value);
}
