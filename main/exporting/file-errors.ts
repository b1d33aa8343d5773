import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { AppError } from "../../common/errors.ts";

/** What the system said while `path` was written, as a sentence; anything else stays as it is. */
export function toWriteError(error: unknown, path: string): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !("code" in error)) return error;
  const name = basename(path);
  const folder = basename(dirname(path)) || dirname(path);
  switch (error.code) {
    case "ENOSPC":
    case "EDQUOT":
      return new AppError(
        "disk_full",
        `“${name}” was not written: the disk is full. What was there before is unchanged. Make room, or choose another disk.`,
        { cause: error },
      );
    case "EFBIG":
      return new AppError(
        "disk_full",
        `“${name}” was not written: it is larger than this disk allows one file to be. Choose another disk.`,
        { cause: error },
      );
    case "ENOENT":
    case "ENOTDIR":
      return new AppError(
        "file_missing",
        `“${name}” was not written: the folder “${folder}” is not there. Make it, or choose another one.`,
        { cause: error },
      );
    case "EISDIR":
      return new AppError(
        "bad_input",
        `“${name}” is a folder, so no file can be written there. Choose another name.`,
        { cause: error },
      );
    case "EBUSY":
    case "ETXTBSY":
      return new AppError(
        "unavailable",
        `“${name}” is open in another program. Close it there and export again.`,
        { cause: error },
      );
    case "EACCES":
    case "EPERM":
    case "EROFS":
      // Windows answers with these as well where a spreadsheet holds the file open.
      return new AppError(
        "unavailable",
        `“${name}” cannot be written: it is open in another program, or you may not write to “${folder}”. Close it, or choose another folder.`,
        { cause: error },
      );
    case "ENAMETOOLONG":
      return new AppError(
        "bad_input",
        `The name “${name.slice(0, 40)}…” is too long for this disk. Choose a shorter one.`,
        { cause: error },
      );
    default:
      return error;
  }
}

/** `file_exists`, for the first of them and how many more. */
export function alreadyThere(paths: readonly string[]): AppError {
  const [first = ""] = paths;
  const more = paths.length - 1;
  const what = more === 0 ? `“${basename(first)}” is` : `“${basename(first)}” and ${more} more are`;
  return new AppError(
    "file_exists",
    `${what} already in “${basename(dirname(first)) || dirname(first)}”. Say that it may be replaced, or choose another name.`,
  );
}

export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
