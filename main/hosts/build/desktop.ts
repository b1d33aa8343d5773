import { join } from "node:path";
import { electronEntry, rootDirectory } from "../paths.ts";
import { isStale } from "./stale.ts";

const SOURCES = ["main", "common", "preload", "package-lock.json"];

const source = (...parts: readonly string[]) => join(rootDirectory, ...parts);

/** Bundles the desktop app when its sources are newer than what is there. */
export async function ensureDesktop(say: (message: string) => void): Promise<void> {
  if (!(await isStale(electronEntry, SOURCES))) return;
  say("Building the desktop app (once, until its sources change)…");
  await buildDesktop();
}

/**
 * Bundles what Electron runs into out/: the main process and its workers as modules, which take packages from
 * node_modules, and the preload as one CommonJS file, the only kind that a sandboxed window loads.
 */
export async function buildDesktop(): Promise<void> {
  const { build } = await import("vite");
  const common = { configFile: false, root: rootDirectory, logLevel: "error" } as const;
  await build({
    ...common,
    build: {
      ssr: true,
      outDir: source("out", "main"),
      emptyOutDir: true,
      target: "node24",
      sourcemap: true,
      rolldownOptions: {
        input: {
          electron: source("main", "hosts", "electron", "main.ts"),
          "workers/learning": source("main", "learning", "worker.ts"),
          "workers/importing": source("main", "importing", "worker.ts"),
          "workers/exporting": source("main", "exporting", "worker.ts"),
          "workers/charts": source("main", "exporting", "charts", "worker.ts"),
          "workers/audio": source("main", "features", "audio", "worker.ts"),
        },
        external: ["electron"],
        // Flat: paths.ts counts on lying as deep below the root as it does in the sources.
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
  await build({
    ...common,
    build: {
      ssr: true,
      outDir: source("out", "preload"),
      emptyOutDir: true,
      target: "chrome150",
      rolldownOptions: {
        input: source("preload", "index.ts"),
        external: ["electron"],
        output: { format: "cjs", entryFileNames: "index.cjs", codeSplitting: false },
      },
    },
  });
}
