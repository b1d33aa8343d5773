import type { FSWatcher } from "chokidar";
import type { Log } from "../../ports.ts";
import { isSoundName } from "./decode/format.ts";

/** Copying an album takes a while: it is looked at when nothing has changed for so long. */
const QUIET_MS = 3000;

export type FolderWatch = {
  /** Watches these folders and no others. */
  readonly follow: (folders: readonly { readonly id: number; readonly path: string }[]) => void;
  readonly close: () => Promise<void>;
};

/** Calls `changed` with a folder's id some seconds after sound files came, went or changed in it. */
export function createFolderWatch(changed: (folder: number) => void, log: Log): FolderWatch {
  const watchers = new Map<number, Promise<FSWatcher>>();
  const timers = new Map<number, NodeJS.Timeout>();
  const soon = (id: number) => {
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => {
        timers.delete(id);
        changed(id);
      }, QUIET_MS).unref(),
    );
  };
  const forget = async (id: number) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    const watcher = watchers.get(id);
    watchers.delete(id);
    await (await watcher)?.close();
  };
  const start = async (id: number, path: string) => {
    // Only now: who watches no folder need not wait for it at every start.
    const { watch } = await import("chokidar");
    const watcher = watch(path, { ignoreInitial: true, persistent: false });
    watcher.on("all", (_, name) => {
      if (isSoundName(name)) soon(id);
    });
    watcher.on("error", (error) => log("warn", "A music folder cannot be watched.", error));
    return watcher;
  };
  return {
    follow(folders) {
      for (const id of watchers.keys())
        if (!folders.some((folder) => folder.id === id)) void forget(id);
      for (const { id, path } of folders) {
        if (!watchers.has(id)) watchers.set(id, start(id, path));
      }
    },
    async close() {
      await Promise.all([...watchers.keys()].map(forget));
    },
  };
}
