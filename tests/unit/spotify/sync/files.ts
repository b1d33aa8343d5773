import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A file of these lines in a folder; returns its path. */
export function write(folder: string, name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.join("\n"));
  return path;
}
