import { existsSync, readFileSync, renameSync } from "node:fs";
import { basename, dirname } from "node:path";
import Conf from "conf";
import { settingsSchema, type Settings } from "../../common/domain/settings.ts";
import type { SettingsStore } from "../ports.ts";

/** What the stores of the hosts have in common: conf, and electron-store, which rests on it. */
export type KeyValueStore = {
  store: Record<string, unknown>;
};

/**
 * Settings over a store. A value that no longer fits falls back to its default, alone; what is written is whole,
 * because the stores write a new file and rename it.
 */
export function settingsOver(keyValues: KeyValueStore): SettingsStore {
  let current = tolerant(keyValues.store);
  return {
    get: () => current,
    set(patch) {
      current = settingsSchema.parse({ ...current, ...patch });
      // What a newer version of Undertone keeps here stays.
      keyValues.store = { ...keyValues.store, ...current };
      return current;
    },
  };
}

/** Settings in a JSON file of their own, for hosts without Electron. A file that is not JSON is kept aside. */
export function createSettings(file: string): SettingsStore {
  setBrokenAside(file);
  const extension = ".json";
  return settingsOver(
    new Conf<Record<string, unknown>>({
      cwd: dirname(file),
      configName: basename(file, extension),
      projectName: "undertone",
    }),
  );
}

/** Renames an unreadable settings file, so that starting with defaults does not destroy it. */
export function setBrokenAside(file: string): void {
  if (!existsSync(file)) return;
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  } catch {
    // Not JSON: set aside below.
  }
  renameSync(file, `${file}.broken`);
}

function tolerant(raw: Readonly<Record<string, unknown>>): Settings {
  const good = Object.entries(settingsSchema.shape).filter(
    ([name, schema]) => Object.hasOwn(raw, name) && schema.safeParse(raw[name]).success,
  );
  return settingsSchema.parse(Object.fromEntries(good.map(([name]) => [name, raw[name]])));
}
