import { randomUUID } from "node:crypto";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../common/errors.ts";
import { rendererDirectory, rootDirectory } from "../paths.ts";
import { loadWindowFiles, type WindowFiles } from "../window-files.ts";

const SOURCES = ["renderer", "common", "vite.config.ts", "package-lock.json"];

/**
 * The window's files, built first when its sources are newer than what is there. Throws AppError `unavailable` when
 * it cannot be built.
 */
export async function builtWindow(say: (message: string) => void): Promise<WindowFiles> {
  if (await isStale()) {
    say("Building the window (once, until its sources change)…");
    await buildWindow();
  }
  return loadWindowFiles(rendererDirectory);
}

/** Builds into a folder of its own and swaps it in, so that two builds at a time, or a killed one, harm nothing. */
export async function buildWindow(): Promise<void> {
  const folder = `${rendererDirectory}.${randomUUID()}`;
  try {
    // Only here: a packaged app has no vite, and needs none.
    const { build } = await import("vite");
    await build({
      root: join(rootDirectory, "renderer"),
      configFile: join(rootDirectory, "vite.config.ts"),
      logLevel: "error",
      build: { outDir: folder },
    });
    const old = `${rendererDirectory}.${randomUUID()}`;
    await rename(rendererDirectory, old).catch(() => undefined);
    await rename(folder, rendererDirectory).catch(() => undefined);
    await rm(old, { recursive: true, force: true });
  } catch (error) {
    throw new AppError(
      "unavailable",
      `The window could not be built: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function isStale(): Promise<boolean> {
  const built = await changedAt(join(rendererDirectory, "index.html"));
  if (built === 0) return true;
  const sources = await Promise.all(SOURCES.map((name) => newest(join(rootDirectory, name))));
  return Math.max(...sources) > built;
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
