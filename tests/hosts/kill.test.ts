import { spawn } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import SqliteDatabase from "better-sqlite3";
import { expect, test } from "vitest";
import { createRandom } from "../../main/learning/random.ts";
import { rootDirectory } from "../../main/hosts/paths.ts";
import { startApp } from "../support/app.ts";
import { temporaryFolder } from "../support/folder.ts";

const MINUTES = 60_000;
/** When to kill: so many milliseconds after the work began, or as soon as the file is being written to. */
type Moment = number | "writing";

test(
  "a process killed during an import leaves the library whole and as it was, and a second run completes",
  async () => {
    const data = temporaryFolder();
    const file = join(data, "songs.csv");
    writeFileSync(file, songs(20_000, false));
    const importing = ["import", file, "--data-dir", data, "--progress", "--json"];
    for (const moment of [0, 250, "writing"] as const) {
      expect(await killed(importing, data, moment)).toBe("SIGKILL");
      expect(check(data)).toEqual({ integrity: "ok", dangling: [], tracks: 0, playlists: 0 });
    }
    const { code, output } = await finished(importing);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ added: 20_000, updated: 0, skippedCount: 0 });
    expect(check(data)).toEqual({ integrity: "ok", dangling: [], tracks: 20_000, playlists: 50 });
  },
  8 * MINUTES,
);

test(
  "a process killed during a training leaves the library whole, and a second run completes",
  async () => {
    const data = temporaryFolder();
    const file = join(data, "songs.csv");
    writeFileSync(file, songs(4000, true));
    await finished(["import", file, "--labels", "--data-dir", data, "--json"]);
    const before = models(data);
    const training = ["train", "--data-dir", data, "--progress", "--json"];
    for (const moment of [0, 250, "writing"] as const) {
      expect(await killed(training, data, moment)).toBe("SIGKILL");
      expect(check(data)).toEqual({ integrity: "ok", dangling: [], tracks: 4000, playlists: 50 });
      // A model is there whole or not at all: models() parses them.
      const ids = models(data).map(({ id }) => id);
      expect(ids.slice(0, before.length)).toEqual(before.map(({ id }) => id));
      expect(models(data).filter(({ inUse }) => inUse)).toHaveLength(1);
    }
    const { code, output } = await finished(training);
    expect(code).toBe(0);
    const { model } = JSON.parse(output) as { model: number };
    const { call } = await startApp({ data });
    const report = await call("models.report", { id: model });
    expect(report.labels).toBe(4000);
    expect((await call("moods.list", {})).reduce((sum, { count }) => sum + count, 0)).toBe(4000);
  },
  8 * MINUTES,
);

/** Starts the command line and kills it for real. Resolves with the signal that ended it, null if it was done before. */
function killed(options: readonly string[], data: string, moment: Moment): Promise<string | null> {
  const child = run(options);
  const writtenBefore = walSize(data);
  const state = { over: false };
  child.stderr.once("data", () => void strike());
  async function strike(): Promise<void> {
    if (moment === "writing") {
      while (!state.over && walSize(data) <= Math.max(writtenBefore, 100_000)) await wait(2);
    } else await wait(moment);
    child.kill("SIGKILL");
  }
  return new Promise((resolve) => {
    child.on("close", (_, signal) => {
      state.over = true;
      resolve(signal);
    });
  });
}

function finished(options: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = run(options);
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.resume();
  return new Promise((resolve) => {
    child.on("close", (code) => resolve({ code, output }));
  });
}

function run(options: readonly string[]) {
  const entry = join(rootDirectory, "main", "hosts", "cli", "main.ts");
  return spawn(process.execPath, [entry, ...options], { stdio: ["ignore", "pipe", "pipe"] });
}

function walSize(data: string): number {
  return statSync(join(data, "library.db-wal"), { throwIfNoEntry: false })?.size ?? 0;
}

function check(data: string) {
  const db = new SqliteDatabase(join(data, "library.db"));
  try {
    return {
      integrity: db.pragma("integrity_check", { simple: true }),
      dangling: db.pragma("foreign_key_check"),
      tracks: db.prepare("SELECT count(*) FROM tracks").pluck().get(),
      playlists: db.prepare("SELECT count(*) FROM playlists").pluck().get(),
    };
  } finally {
    db.close();
  }
}

function models(data: string): { id: number; inUse: boolean }[] {
  const db = new SqliteDatabase(join(data, "library.db"));
  try {
    const rows = db
      .prepare("SELECT id, data, report, in_use FROM models ORDER BY id")
      .raw()
      .all() as [number, string, string, number][];
    return rows.map(([id, model, report, inUse]) => {
      JSON.parse(model);
      JSON.parse(report);
      return { id, inUse: inUse === 1 };
    });
  } finally {
    db.close();
  }
}

function songs(count: number, labelled: boolean): string {
  const random = createRandom(11);
  const moods = ["chill", "hype", "study", "happy", "sad"];
  const lines = ["title,artist,album,playlist,energy,valence,acousticness,tempo,mood"];
  for (let index = 0; index < count; index += 1) {
    const mood = index % moods.length;
    const near = (centre: number) => ((centre + random() * 2) / 6).toFixed(3);
    const features = [
      near(mood),
      near((mood * 2) % 5),
      near(4 - mood),
      60 + Math.floor(random() * 120),
    ];
    const label = labelled ? moods[mood] : "";
    lines.push(
      `Song ${index},Artist ${index % 997},Album ${index % 4999},Shelf ${index % 50},${features.join(",")},${label}`,
    );
  }
  return `${lines.join("\n")}\n`;
}
