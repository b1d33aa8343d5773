import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { AppError } from "../../common/errors.ts";

export type WindowFile = { readonly body: Buffer; readonly type: string };
/** `/`, `/assets/index-1a2b.js` … → the file. A request is looked up, never resolved: no path reaches the disk. */
export type WindowFiles = ReadonlyMap<string, WindowFile>;

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};

/** Reads the built window into memory. Throws AppError `unavailable` when it is not there. */
export async function loadWindowFiles(folder: string): Promise<WindowFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, WindowFile>();
  for (const entry of entries) {
    const type = TYPES[extname(entry.name).toLowerCase()];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const name = `/${relative(folder, path).split(sep).join("/")}`;
    files.set(name === "/index.html" ? "/" : name, { body: await readFile(path), type });
  }
  if (!files.has("/")) {
    throw new AppError(
      "unavailable",
      "Undertone's window is not built. Run `npm run build` and start again.",
    );
  }
  return files;
}
