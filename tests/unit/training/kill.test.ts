import SqliteDatabase from "better-sqlite3";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { rootDirectory } from "../../../main/hosts/paths.ts";
import { startApp } from "../../support/app.ts";
import { label, moodsByTitle, startWithSongs } from "./songs.ts";

const TITLES = Array.from({ length: 30 }, (_, at) => `Song ${2 * at}`);

/** Trains in a process of its own and kills it that long after it began to say something, or to run. */
async function killTraining(data: string, after: "at once" | "first word" | number): Promise<void> {
  const command = join(rootDirectory, "main", "hosts", "cli", "main.ts");
  const running = spawn(process.execPath, [command, "--data-dir", data, "train"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(running, "close");
  if (after === "first word") {
    const word = () => running.kill("SIGKILL");
    running.stdout.once("data", word);
    running.stderr.once("data", word);
  } else {
    await wait(after === "at once" ? 0 : after);
    running.kill("SIGKILL");
  }
  await ended;
}

test("killed at any moment of a training, the library is whole and has guesses of one model", async () => {
  const app = await startWithSongs();
  await label(app, "study", TITLES);
  await app.app.close();
  for (const after of ["at once", 700, "first word"] as const) {
    await killTraining(app.data, after);
    const again = await startApp({ data: app.data });
    await again.app.settled();
    const models = await again.call("models.list", {});
    expect(models.filter((model) => model.inUse)).toHaveLength(1);
    const moods = await moodsByTitle(again);
    expect(Object.values(moods)).not.toContain("none");
    expect(TITLES.map((title) => moods[title])).toEqual(TITLES.map(() => "study"));
    // What is stored is the model's own: put in use again, nothing moves.
    const inUse = models.find((model) => model.inUse);
    expect(await again.call("models.use", { id: inUse?.id ?? 0 })).toEqual({ moved: 0 });
    await again.app.close();
    const db = new SqliteDatabase(join(app.data, "library.db"));
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    db.close();
  }
}, 120_000);
