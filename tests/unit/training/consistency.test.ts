import SqliteDatabase from "better-sqlite3";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startApp, type TestApp } from "../../support/app.ts";
import { idsOf, label, moodNamed, moodsByTitle, startWithSongs, writeSongs } from "./songs.ts";
import { temporaryFolder } from "../../support/folder.ts";

const titles = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `Song ${from + 2 * at}`);

async function teach(app: TestApp, each: number) {
  await label(app, "study", titles(0, each));
  await label(app, "happy", titles(1, each));
}

/** Trains, and does something when the training comes to that stage. */
async function trainAnd(app: TestApp, stage: string, work: () => Promise<unknown>) {
  let doing: Promise<unknown> | undefined;
  const report = await app.call(
    "training.run",
    {},
    {
      report(progress) {
        if (progress.stage === stage) doing ??= work();
      },
    },
  );
  expect(await doing).toBeDefined();
  await app.app.settled();
  return report;
}

/** What is stored is the model in use's own, of all tracks: put in use again, nothing moves; read anew, all is the same. */
async function expectWhole(app: TestApp) {
  const inUse = (await app.call("models.list", {})).find((model) => model.inUse);
  const moods = await moodsByTitle(app);
  expect(Object.values(moods)).not.toContain("none");
  expect(await app.call("models.use", { id: inUse?.id ?? 0 })).toEqual({ moved: 0 });
  await app.app.settled();
  await app.app.close();
  const db = new SqliteDatabase(join(app.data, "library.db"), { readonly: true });
  const state = db.prepare("SELECT value FROM state WHERE name = 'predictions_of'").pluck().get();
  db.close();
  expect(state).toBe(String(inUse?.id));
  const again = await startApp({ data: app.data });
  expect(await moodsByTitle(again)).toEqual(moods);
  expect([...app.logged, ...again.logged]).toEqual([]);
}

test("a mood that is deleted while it is learnt does not come back as a guess", async () => {
  const app = await startWithSongs();
  await teach(app, 20);
  const study = await moodNamed(app, "study");
  await trainAnd(app, "Guessing", () => app.call("moods.remove", { id: study.id }));
  expect(Object.values(await moodsByTitle(app))).not.toContain("study");
  await expectWhole(app);
});

test("songs that are imported while a training runs are guessed too", async () => {
  const app = await startWithSongs();
  await teach(app, 20);
  const file = writeSongs(temporaryFolder(), 200, 2);
  await trainAnd(app, "Learning", () => app.call("importing.run", { file, options: {} }));
  expect(Object.keys(await moodsByTitle(app)).length).toBeGreaterThan(120);
  await expectWhole(app);
});

test("a correction while a training runs is learnt by the next one", async () => {
  const app = await startWithSongs({ retrainAutomatically: true, retrainDelayMs: 0 });
  await teach(app, 20);
  await app.app.settled();
  await trainAnd(app, "Checking", () => label(app, "sad", titles(40, 10)));
  expect((await app.call("models.list", {}))[0]).toMatchObject({ labels: 50, inUse: true });
  await expectWhole(app);
});

test("a value that is changed by hand changes the guess as a restart would", async () => {
  const app = await startWithSongs();
  await teach(app, 20);
  await app.call("training.run", {});
  const [id = 0] = await idsOf(app, ["Song 100"]);
  const loud = { energy: 0.95, acousticness: 0.05, loudness: -4, tempo: 145 } as const;
  for (const field of ["energy", "acousticness", "loudness", "tempo"] as const)
    await app.call("tracks.setFeature", { id, field, value: loud[field] });
  const before = (await moodsByTitle(app))["Song 100"];
  await app.call("training.run", {});
  await app.app.settled();
  const after = await moodsByTitle(app);
  expect([before, after["Song 100"]]).toEqual(["study", "happy"]);
  await app.app.close();
  const again = await startApp({ data: app.data });
  await again.call("training.run", {});
  expect(await moodsByTitle(again)).toEqual(after);
});

test("what may be learnt from changes with the setting, without a restart", async () => {
  const app = await startWithSongs();
  await teach(app, 20);
  await app.app.close();
  const db = new SqliteDatabase(join(app.data, "library.db"));
  db.exec("UPDATE features SET source = 'spotify' WHERE track_id % 2 = 0");
  db.close();
  const again = await startApp({ data: app.data, settings: { retrainAutomatically: false } });
  await again.call("training.run", {});
  const without = Object.values(await moodsByTitle(again)).filter((mood) => mood === "none");
  await again.call("settings.set", { trainOnSpotifyFeatures: true });
  await again.call("training.run", {});
  const withThem = Object.values(await moodsByTitle(again)).filter((mood) => mood === "none");
  await again.call("settings.set", { trainOnSpotifyFeatures: false });
  await again.call("training.run", {});
  const back = Object.values(await moodsByTitle(again)).filter((mood) => mood === "none");
  expect([without.length > 0, withThem.length, back.length]).toEqual([true, 0, without.length]);
});
