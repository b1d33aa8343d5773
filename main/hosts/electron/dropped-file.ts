import { stat } from "node:fs/promises";
import { basename, extname, isAbsolute } from "node:path";
import type { FileRef } from "../../../common/domain/import.ts";
import { AppError } from "../../../common/errors.ts";

const TABLE_ENDINGS: ReadonlySet<string> = new Set([".csv", ".tsv", ".txt", ".xlsx", ".json"]);

/**
 * A token for a file that was dropped on the window. The path comes from Electron by way of the window, so only what
 * could be dropped to import is taken: an existing file with the ending of a table. Throws AppError
 * `file_unreadable` or `file_missing`.
 */
export async function acceptDroppedFile(
  path: unknown,
  register: (path: string) => string,
): Promise<FileRef> {
  if (typeof path !== "string" || !isAbsolute(path) || path.includes("\0")) {
    throw new AppError("file_missing", "This is not a file on this computer. Save it first.");
  }
  if (!TABLE_ENDINGS.has(extname(path).toLowerCase())) {
    throw new AppError(
      "file_unreadable",
      `Undertone cannot import ${basename(path)}. Drop a CSV, XLSX or JSON file.`,
    );
  }
  const info = await stat(path).catch(() => null);
  if (!info?.isFile()) {
    throw new AppError("file_missing", `${basename(path)} is not a file. Drop one file at a time.`);
  }
  return { token: register(path), name: basename(path), size: info.size };
}
