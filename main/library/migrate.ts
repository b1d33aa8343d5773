import type { Database } from "better-sqlite3";
import { AppError } from "../../common/errors.ts";
import { first } from "./migrations/0010-first.ts";

export type Migration = { readonly version: number; readonly sql: string };

/** In order; released ones are frozen: a change is a new one. */
export const MIGRATIONS: readonly Migration[] = [first];

/**
 * Brings a library up to date in one transaction.
 * Throws AppError `library_newer` for a file that a later version of Undertone wrote.
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
  const due = migrations.filter((migration) => migration.version > current);
  if (due.length === 0) return;
  db.transaction(() => {
    for (const migration of due) db.exec(migration.sql);
    db.pragma(`user_version = ${newest}`);
  }).immediate();
}
