import { opendir, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../common/errors.ts";
import { isSoundName } from "./decode/format.ts";

/** Nobody keeps music deeper; a broken disk may pretend to. */
const DEEPEST = 40;

/**
 * The sound files in a folder and those below it, in the order of their names; a file is itself, whatever its name.
 * Hidden folders and files, links (they may lead in circles), and folders that may not be read are left out. Throws AppError `file_missing`.
 */
export async function findSound(path: string, signal: AbortSignal): Promise<string[]> {
  const info = await stat(path).catch(() => null);
  if (!info)
    throw new AppError("file_missing", `There is no file or folder ${path}. Check the path.`);
  if (!info.isDirectory()) return [path];
  const found: string[] = [];
  await walk(path, 0, found, signal);
  return found;
}

async function walk(
  folder: string,
  depth: number,
  found: string[],
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  if (depth > DEEPEST) return;
  const folders: string[] = [];
  const files: string[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) folders.push(entry.name);
      else if (entry.isFile() && isSoundName(entry.name)) files.push(entry.name);
    }
  } catch {
    return;
  }
  for (const name of files.toSorted()) found.push(join(folder, name));
  for (const name of folders.toSorted()) await walk(join(folder, name), depth + 1, found, signal);
}
