import SqliteDatabase from "better-sqlite3";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { AppEvent } from "../../../common/domain/job.ts";
import { startApp, type TestApp } from "../../support/app.ts";
import { idsOf, label, moodNamed, moodsByTitle, startWithSongs } from "./songs.ts";

const titles = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `Song ${from + 2 * at}`);

/** A listener who hears the quiet songs as "study" and the loud ones as "happy". */
async function teach(app: TestApp, each: number) {
  await label(app, "study", titles(0, each));
  await label(app, "happy", titles(1, each));
}

describe("training", () => {
  test("guesses from the definitions after an import, without a label", async () => {
    const app = await startWithSongs();
    const moods = Object.values(await moodsByTitle(app));
    expect(moods.filter((mood) => mood === "none")).toEqual([]);
    expect(moods.filter((mood) => mood === "chill").length).toBeGreaterThan(40);
    const [model] = await app.call("models.list", {});
    expect(model).toMatchObject({ labels: 0, accuracy: null, inUse: true });
    expect(app.logged).toEqual([]);
  });

  test("learns from corrections, and reports what moved and whether it got better", async () => {
    const app = await startWithSongs();
    const before = await moodsByTitle(app);
    await teach(app, 20);
    const stages = new Set<string>();
    const report = await app.call(
      "training.run",
      {},
      { report: ({ stage }) => void stages.add(stage) },
    );
    const after = await moodsByTitle(app);
    const unlabelled = Object.keys(after).filter((title) => Number(title.slice(5)) >= 40);
    const moved = unlabelled.filter((title) => before[title] !== after[title]);
    expect(report.moved).toBe(moved.length);
    expect(report.moved).toBeGreaterThan(50);
    expect(report.movedTracks.map((track) => track.title).toSorted()).toEqual(moved.toSorted());
    expect(report.labels).toBe(40);
    const { before: agreedBefore, after: agreedAfter } = report.agreement;
    expect(agreedAfter?.mean).toBeGreaterThan(0.9);
    expect(agreedAfter?.low).toBeLessThan(agreedAfter?.mean ?? 0);
    expect(agreedBefore?.mean).toBeLessThan(0.5);
    const { evaluation } = report;
    const study = evaluation?.perLabel.find((row) => row.label === "study");
    expect(study).toMatchObject({ support: 20 });
    expect(study?.recall).toBeGreaterThan(0.85);
    expect(evaluation?.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(40);
    expect([...stages]).toEqual(["Learning", "Checking", "Guessing"]);
    expect(await app.call("models.report", { id: report.model })).toEqual(report);
    expect(app.logged).toEqual([]);
  });

  test("starts by itself a moment after the last correction, once for several", async () => {
    const app = await startWithSongs({ retrainAutomatically: true, retrainDelayMs: 150 });
    const [first] = await app.call("models.list", {});
    const trained = new Promise<AppEvent>((resolve) => {
      app.app.events.listen((event) => {
        if (event.type === "trained") resolve(event);
      });
    });
    await teach(app, 10);
    await trained;
    await app.app.settled();
    const models = await app.call("models.list", {});
    expect(models.map(({ labels, inUse }) => ({ labels, inUse }))).toEqual([
      { labels: 20, inUse: true },
      { labels: 0, inUse: false },
    ]);
    expect(models[1]?.id).toBe(first?.id);
  });

  test("what is due is done before the application says that it has settled", async () => {
    const app = await startWithSongs({ retrainAutomatically: true, retrainDelayMs: 60_000 });
    await teach(app, 10);
    await app.app.settled();
    expect((await app.call("models.list", {}))[0]).toMatchObject({ labels: 20 });
    expect((await moodsByTitle(app))["Song 110"]).toBe("study");
  });

  test("stays as it is when the user wants to train by hand", async () => {
    const app = await startWithSongs({ retrainAutomatically: false, retrainDelayMs: 0 });
    await teach(app, 10);
    await app.app.settled();
    expect(await app.call("models.list", {})).toHaveLength(1);
  });

  test("a newer training replaces the one under way, and both get the newer one's report", async () => {
    const app = await startWithSongs();
    await label(app, "study", titles(0, 20));
    const first = app.call("training.run", {});
    await label(app, "happy", titles(1, 20));
    const second = app.call("training.run", {});
    const reports = await Promise.all([first, second]);
    expect(reports[1].labels).toBe(40);
    expect(reports[0].model).toBe(reports[1].model);
    expect(await app.call("models.list", {})).toHaveLength(2);
    expect(app.logged).toEqual([]);
  });

  test("cancelled, it leaves the old model in use and writes nothing", async () => {
    const app = await startWithSongs();
    const before = await moodsByTitle(app);
    await teach(app, 20);
    const labelled = await moodsByTitle(app);
    const abort = new AbortController();
    const running = app.call(
      "training.run",
      {},
      {
        signal: abort.signal,
        report: ({ stage }) => {
          if (stage === "Checking") abort.abort();
        },
      },
    );
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
    expect(await app.call("models.list", {})).toMatchObject([{ labels: 0, inUse: true }]);
    expect(await moodsByTitle(app)).toEqual(labelled);
    expect(labelled["Song 100"]).toBe(before["Song 100"]);
    expect((await app.call("training.run", {})).labels).toBe(40);
    expect(app.logged).toEqual([]);
  });

  test("can be cancelled in the activity panel, where it says so", async () => {
    const app = await startWithSongs();
    await teach(app, 20);
    app.app.events.listen((event) => {
      if (event.type === "job" && event.job.kind === "train" && event.job.progress !== null)
        void app.call("jobs.cancel", { id: event.job.id });
    });
    await expect(app.call("training.run", {})).rejects.toMatchObject({ code: "cancelled" });
    const jobs = await app.call("jobs.list", {});
    expect(jobs.at(-1)).toMatchObject({ kind: "train", state: "cancelled" });
  });

  test("closing while it runs is no error, and nothing half-made is left", async () => {
    const app = await startWithSongs();
    await teach(app, 20);
    const running = app.call("training.run", {}).catch((error: unknown) => error);
    await app.app.close();
    expect(await running).toMatchObject({ code: "cancelled" });
    const again = await startApp({ data: app.data });
    expect(await again.call("models.list", {})).toMatchObject([{ labels: 0, inUse: true }]);
    expect([...app.logged, ...again.logged]).toEqual([]);
  });

  test("goes back to an earlier model, and to the newer one again, also after a restart", async () => {
    const app = await startWithSongs();
    const [first] = await app.call("models.list", {});
    const before = await moodsByTitle(app);
    await teach(app, 20);
    const { model, moved } = await app.call("training.run", {});
    const after = await moodsByTitle(app);
    const back = await app.call("models.use", { id: first?.id ?? 0 });
    expect(back.moved).toBe(moved);
    expect((await moodsByTitle(app))["Song 100"]).toBe(before["Song 100"]);
    await app.app.settled();
    await app.app.close();
    const again = await startApp({ data: app.data });
    await again.app.settled();
    expect((await moodsByTitle(again))["Song 100"]).toBe(before["Song 100"]);
    expect((await again.call("models.list", {})).map((one) => one.inUse)).toEqual([false, true]);
    await again.call("models.use", { id: model });
    expect(await moodsByTitle(again)).toEqual(after);
    await expect(again.call("models.use", { id: 999 })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("an earlier model whose mood is gone gives its tracks to the moods that are left", async () => {
    const app = await startWithSongs();
    await teach(app, 20);
    const { model } = await app.call("training.run", {});
    const study = await moodNamed(app, "study");
    await app.call("moods.remove", { id: study.id });
    await app.call("training.run", {});
    await app.call("models.use", { id: model });
    await app.app.settled();
    const moods = Object.values(await moodsByTitle(app));
    expect(moods).not.toContain("none");
    expect(moods).not.toContain("study");
    expect(app.logged).toEqual([]);
  });

  test("a model that this version cannot read is not put in use, and one in use is made anew", async () => {
    const app = await startWithSongs();
    await app.app.settled();
    const [first] = await app.call("models.list", {});
    await app.app.close();
    const db = new SqliteDatabase(join(app.data, "library.db"));
    db.exec(`UPDATE models SET data = '{"version":0}'; UPDATE state SET value = ''`);
    db.close();
    const again = await startApp({ data: app.data });
    await again.app.settled();
    const models = await again.call("models.list", {});
    expect(models.map((one) => one.inUse)).toEqual([true, false]);
    await expect(again.call("models.use", { id: first?.id ?? 0 })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await again.call("models.list", {})).map((one) => one.inUse)).toEqual([true, false]);
  });

  test("guesses that a kill left half written are made anew at the next start", async () => {
    const app = await startWithSongs();
    await teach(app, 20);
    await app.call("training.run", {});
    await app.app.settled();
    const whole = await moodsByTitle(app);
    await app.app.close();
    const db = new SqliteDatabase(join(app.data, "library.db"));
    db.exec("UPDATE guesses SET moods = CAST(zeroblob(length(moods)) AS BLOB)");
    db.exec("UPDATE state SET value = '' WHERE name = 'predictions_of'");
    db.close();
    const again = await startApp({ data: app.data });
    await again.app.settled();
    expect(await moodsByTitle(again)).toEqual(whole);
    expect(await again.call("models.list", {})).toHaveLength(2);
  });
});

describe("undo and redo", () => {
  test("take labels back and forth, and the model learns without them", async () => {
    const app = await startWithSongs({ retrainAutomatically: true, retrainDelayMs: 60_000 });
    const before = await moodsByTitle(app);
    await teach(app, 20);
    await app.app.settled();
    expect((await moodsByTitle(app))["Song 111"]).toBe("happy");
    await app.call("labels.undo", {});
    await app.call("labels.undo", {});
    await app.app.settled();
    expect((await app.call("models.list", {}))[0]).toMatchObject({ labels: 0 });
    expect(await moodsByTitle(app)).toEqual(before);
    await app.call("labels.redo", {});
    await app.app.settled();
    expect((await app.call("models.list", {}))[0]).toMatchObject({ labels: 20 });
  });

  test("work after a restart too", async () => {
    const app = await startWithSongs();
    const before = await moodsByTitle(app);
    await label(app, "sad", ["Song 0", "Song 1"]);
    await label(app, "hype", ["Song 0"]);
    await app.app.close();
    const again = await startApp({ data: app.data });
    const first = async () => (await moodsByTitle(again))["Song 0"];
    expect(await first()).toBe("hype");
    await again.call("labels.undo", {});
    expect(await first()).toBe("sad");
    await again.call("labels.undo", {});
    expect(await moodsByTitle(again)).toEqual(before);
    expect(await again.call("labels.undo", {})).toEqual({ decision: null, changed: 0 });
    await again.call("labels.redo", {});
    expect(await first()).toBe("sad");
    const [id] = await idsOf(again, ["Song 1"]);
    const { track } = await again.call("tracks.get", { id: id ?? 0 });
    expect(track.mood).toMatchObject({ by: "user" });
  });
});
