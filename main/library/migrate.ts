import type { Database } from "better-sqlite3";
import { AppError } from "../../common/errors.ts";
import { evidence } from "./migrations/0060-evidence.ts";
import { first } from "./migrations/0010-first.ts";
import { guesses } from "./migrations/0040-guesses.ts";
import { features } from "./migrations/0030-features.ts";
import { models } from "./migrations/0050-models.ts";
import { spotify } from "./migrations/0020-spotify.ts";

export type Migration = { readonly version: number; readonly sql: string };

/** In order; released ones are frozen: a change is a new one. */
export const MIGRATIONS: readonly Migration[] = [
  first,
  spotify,
  features,
  guesses,
  models,
  evidence,
];

/**
 * Brings a library up to date in one transaction.
 * Throws AppError `library_newer` for a file that a later version of Undertone wrote, `library_damaged` for another
 * program's database.
 */
export function migrate(db: Database, migrations: readonly Migration[] = MIGRATIONS): void {
  const current = db.pragma("user_version", { simple: true });
  const newest = migrations.at(-1)?.version ?? 0;
  if (typeof current !== "number" || current > newest) {
    throw new AppError(
      "library_newer",
      "This library was written by a newer version of Undertone. Update Undertone to open it; nothing was changed.",
    );
  }
  if (current === 0 && db.prepare("SELECT 1 FROM sqlite_master").get() !== undefined) {
    throw damaged(db.name);
  }
  const due = migrations.filter((migration) => migration.version > current);
  if (due.length === 0) return;
  db.transaction(() => {
    for (const migration of due) db.exec(migration.sql);
    db.pragma(`user_version = ${newest}`);
  }).immediate();
}

export function damaged(file: string, cause?: unknown): AppError {
  return new AppError(
    "library_damaged",
    `The library ${file} cannot be read: it is damaged or not a library. Move it away (Undertone then starts a new one) or put a backup in its place.`,
    { cause },
  );
}
