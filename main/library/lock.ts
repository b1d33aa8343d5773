import SqliteDatabase, { type Database } from "better-sqlite3";
import { AppError } from "../../common/errors.ts";

/**
 * Keeps a library to one process. The lock is an open exclusive transaction on a small file beside it:
 * the system releases it with the process, however that ends, so no stale lock can stay.
 * Throws AppError `library_locked` while another process holds it, `unavailable` where it cannot be made.
 */
export function lockLibrary(file: string): () => void {
  const lock = open(file);
  try {
    lock.pragma("journal_mode = MEMORY");
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith("SQLITE_BUSY")) {
      throw new AppError(
        "library_locked",
        `The library ${file} is open in another Undertone. Close that one first, or name another folder with --data-dir.`,
      );
    }
    throw error;
  }
  return () => lock.close();
}

function open(file: string): Database {
  try {
    return new SqliteDatabase(`${file}.lock`, { timeout: 0 });
  } catch (cause) {
    throw new AppError(
      "unavailable",
      `The library ${file} cannot be opened for writing. Check the folder's permissions, or name another one with --data-dir.`,
      { cause },
    );
  }
}
