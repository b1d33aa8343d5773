import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { rootDirectory } from "../paths.ts";

/** Whether one of the sources (files or folders below the root) is newer than what was built, or nothing was. */
export async function isStale(built: string, sources: readonly string[]): Promise<boolean> {
  const builtAt = await changedAt(built);
  if (builtAt === 0) return true;
  const times = await Promise.all(sources.map((name) => newest(join(rootDirectory, name))));
  return Math.max(...times) > builtAt;
}

async function newest(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const times = await Promise.all(
    files.map((entry) => changedAt(join(entry.parentPath, entry.name))),
  );
  return Math.max(await changedAt(path), ...times);
}

async function changedAt(path: string): Promise<number> {
  const info = await stat(path).catch(() => null);
  return info?.mtimeMs ?? 0;
}
