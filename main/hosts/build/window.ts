import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../common/errors.ts";
import { rendererDirectory, rootDirectory } from "../paths.ts";
import { loadWindowFiles, type WindowFiles } from "../window-files.ts";
import { isStale } from "./stale.ts";

const SOURCES = ["renderer", "common", "resources/icons", "vite.config.ts", "package-lock.json"];

/**
 * The window's files, built first when its sources are newer than what is there. Throws AppError `unavailable` when
 * it cannot be built.
 */
export async function builtWindow(say: (message: string) => void): Promise<WindowFiles> {
  if (await isStale(join(rendererDirectory, "index.html"), SOURCES)) {
    say("Building the window (once, until its sources change)…");
    await buildWindow();
  }
  return loadWindowFiles(rendererDirectory);
}

/** Builds into a folder of its own and swaps it in, so that two builds at a time, or a killed one, harm nothing. */
export async function buildWindow(): Promise<void> {
  const folder = `${rendererDirectory}.${randomUUID()}`;
  try {
    await inProduction(async () => {
      // Only here: a packaged app has no vite, and needs none.
      const { build } = await import("vite");
      await build({
        root: join(rootDirectory, "renderer"),
        configFile: join(rootDirectory, "vite.config.ts"),
        logLevel: "error",
        build: { outDir: folder },
      });
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

/** Vite takes over a NODE_ENV that is set, and a test run sets one: it would build React's slow development version. */
async function inProduction(work: () => Promise<void>): Promise<void> {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}
