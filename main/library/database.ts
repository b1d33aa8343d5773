import SqliteDatabase, { type Database } from "better-sqlite3";
import { AppError } from "../../common/errors.ts";
import { migrate } from "./migrate.ts";

/**
 * Opens a library file (":memory:" for one that is not kept) and brings it up to date.
 * Throws AppError `library_damaged` for a file that is not a database, `library_newer` for one from the future.
 */
export function openDatabase(file: string): Database {
  try {
    const db = connect(file);
    // The file stays whole without syncing at each commit in WAL mode; only a power cut can lose the last ones.
    db.pragma("journal_mode = WAL");
    migrate(db);
    return db;
  } catch (error) {
    if (error instanceof SqliteDatabase.SqliteError && isDamage(error.code)) {
      throw new AppError(
        "library_damaged",
        `The library ${file} cannot be read: it is damaged or not a library. Move it away (Undertone then starts a new one) or put a backup in its place.`,
        { cause: error },
      );
    }
    throw error;
  }
}

/** A further connection to a library that is open already, for a worker thread. */
export function connect(file: string, options: { readonly readonly?: boolean } = {}): Database {
  const db = new SqliteDatabase(file, { readonly: options.readonly ?? false, timeout: 10_000 });
  db.pragma("foreign_keys = ON");
  db.pragma("synchronous = NORMAL");
  db.pragma("cache_size = -32000");
  db.pragma("temp_store = MEMORY");
  return db;
}

function isDamage(code: string): boolean {
  return code.startsWith("SQLITE_NOTADB") || code.startsWith("SQLITE_CORRUPT");
}
