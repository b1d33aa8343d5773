import SqliteDatabase, { type Database } from "better-sqlite3";
import { AppError } from "../../common/errors.ts";
import { damaged, migrate } from "./migrate.ts";

/**
 * Opens a library file (":memory:" for one that is not kept) and brings it up to date.
 * Throws AppError `library_damaged` for a file that is not a library, `library_newer` for one from the future,
 * `unavailable` for a folder that cannot be written to.
 */
export function openDatabase(file: string): Database {
  let db: Database | undefined;
  try {
    db = connect(file);
    // The file stays whole without syncing at each commit in WAL mode; only a power cut can lose the last ones.
    db.pragma("journal_mode = WAL");
    migrate(db);
    return db;
  } catch (error) {
    db?.close();
    throw explain(file, error);
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

function explain(file: string, cause: unknown): unknown {
  if (!(cause instanceof SqliteDatabase.SqliteError)) return cause;
  switch (/^SQLITE_[A-Z]+/.exec(cause.code)?.[0]) {
    case "SQLITE_NOTADB":
    case "SQLITE_CORRUPT":
      return damaged(file, cause);
    case "SQLITE_CANTOPEN":
    case "SQLITE_READONLY":
    case "SQLITE_PERM":
      return new AppError(
        "unavailable",
        `The library ${file} cannot be opened for writing. Check the folder's permissions, or name another one with --data-dir.`,
        { cause },
      );
    default:
      return cause;
  }
}
