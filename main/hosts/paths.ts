import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Ports } from "../ports.ts";

/** The folder that holds package.json: bundles lie in out/main, as deep as this file. */
export const rootDirectory = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const resourcesDirectory = join(rootDirectory, "resources");
export const rendererDirectory = join(rootDirectory, "out", "renderer");
export const preloadFile = join(rootDirectory, "out", "preload", "index.cjs");
/** What Electron starts: package.json names it too. */
export const electronEntry = join(rootDirectory, "out", "main", "electron.js");

/** The workers' entry modules, which Node 24 runs as they are. */
export const sourceWorkers: Ports["workers"] = {
  learning: new URL("../learning/worker.ts", import.meta.url),
  importing: new URL("../importing/worker.ts", import.meta.url),
  exporting: new URL("../exporting/worker.ts", import.meta.url),
  charts: new URL("../exporting/charts/worker.ts", import.meta.url),
  audio: new URL("../features/audio/worker.ts", import.meta.url),
};

/** The same, bundled: Electron runs JavaScript alone. */
export const builtWorkers: Ports["workers"] = {
  learning: new URL("workers/learning.js", pathToFileURL(electronEntry)),
  importing: new URL("workers/importing.js", pathToFileURL(electronEntry)),
  exporting: new URL("workers/exporting.js", pathToFileURL(electronEntry)),
  charts: new URL("workers/charts.js", pathToFileURL(electronEntry)),
  audio: new URL("workers/audio.js", pathToFileURL(electronEntry)),
};

/**
 * Where the library lives: what was asked for, else UNDERTONE_DATA_DIR, else the platform's folder for application
 * data (the same one that Electron uses for this app).
 */
export function dataDirectory(
  asked: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const wanted = asked ?? environment["UNDERTONE_DATA_DIR"];
  if (wanted !== undefined && wanted !== "") return resolve(wanted);
  switch (platform) {
    case "win32":
      return join(environment["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), "Undertone");
    case "darwin":
      return join(homedir(), "Library", "Application Support", "Undertone");
    default:
      return join(environment["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), "Undertone");
  }
}
