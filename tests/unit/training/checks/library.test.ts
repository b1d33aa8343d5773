import { expect, test } from "vitest";
import { startApp } from "../../../support/app.ts";
import { label, startWithSongs } from "../songs.ts";

const titles = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `Song ${from + 2 * at}`);

test("own labels are checked thoroughly: figures, the model before, and songs without a label", async () => {
  const app = await startWithSongs();
  await label(app, "chill", titles(0, 10));
  await label(app, "hype", titles(1, 10));
  const before = await app.call("training.run", {});
  await label(app, "chill", titles(20, 12));
  await label(app, "hype", titles(21, 12));
  // One is wrong, and stays wrong.
  await label(app, "hype", ["Song 42"]);
  await app.call("training.run", {});
  await app.call("training.run", {});
  const models = await app.call("models.list", {});

  const { checkedAt, ...found } = await app.call("learning.check", { repeats: 3 });
  expect(Date.parse(checkedAt)).toBeGreaterThan(0);
  expect(found).toMatchObject({ labels: 44, checked: 44, note: null });
  expect(found.figures?.repeats).toMatchObject({ repeats: 3, folds: 5 });
  expect(found.figures?.evaluation.size).toBe(44);
  expect(found.figures?.evaluation.accuracy.mean).toBeGreaterThan(0.85);
  expect(found.figures?.evaluation.reliability?.length).toBeGreaterThan(0);
  expect(found.figures?.learningCurve.points.map(({ labels }) => labels)).toEqual([0, 10, 20, 35]);
  // Trainings that learnt from the same labels are passed over.
  expect(found.comparison).toMatchObject({ model: before.model, labels: 20 });
  expect(found.comparison?.paired.checked).toBe(44);
  expect(found.drift).toMatchObject({ labelled: 44, unlabelled: 76, drifted: false });
  expect(await app.call("models.list", {})).toEqual(models);

  const again = await app.call("learning.check", { repeats: 3 });
  expect({ ...again, checkedAt }).toEqual({ checkedAt, ...found });
  expect(app.logged).toEqual([]);
});

test("without labels, and with too few, it says so instead of a figure", async () => {
  const app = await startWithSongs();
  const none = { figures: null, comparison: null, drift: null, checked: 0 };
  expect(await app.call("learning.check", {})).toMatchObject({
    ...none,
    labels: 0,
    note: expect.stringContaining("no labels yet") as string,
  });
  await label(app, "chill", titles(0, 5));
  expect(await app.call("learning.check", {})).toMatchObject({
    ...none,
    labels: 5,
    note: expect.stringContaining("Too few labels") as string,
  });
  await label(app, "hype", titles(1, 5));
  const few = await app.call("learning.check", { repeats: 1 });
  expect(few).toMatchObject({ labels: 10, checked: 10 });
  expect(few.note).toContain("Only 10 labels could be checked");
  expect(few.figures).not.toBeNull();
});

test("an empty library has nothing to check", async () => {
  const app = await startApp();
  expect(await app.call("learning.check", {})).toMatchObject({ labels: 0, figures: null });
});

test("it is a job that tells its progress and can be cancelled", async () => {
  const app = await startWithSongs();
  await label(app, "chill", titles(0, 30));
  await label(app, "hype", titles(1, 30));
  const abort = new AbortController();
  const stages = new Set<string>();
  const running = app.call(
    "learning.check",
    { repeats: 100 },
    {
      signal: abort.signal,
      report({ stage, done }) {
        stages.add(stage);
        if (done > 5) abort.abort();
      },
    },
  );
  await expect(running).rejects.toMatchObject({ code: "cancelled" });
  expect([...stages]).toEqual(["Checking"]);
  const [job] = await app.call("jobs.list", {});
  expect(job).toMatchObject({ kind: "evaluate", state: "cancelled" });
  // The next one gets its answer all the same.
  expect((await app.call("learning.check", { repeats: 1 })).checked).toBe(60);
});

test("the label doctor is a job with progress too", async () => {
  const app = await startWithSongs();
  await label(app, "chill", titles(0, 20));
  await label(app, "hype", titles(1, 20));
  const seen: [number, number | null][] = [];
  const report = ({ done, total }: { done: number; total: number | null }) => {
    seen.push([done, total]);
  };
  await app.call("learning.doctor", {}, { report });
  expect(seen.at(-1)).toEqual([15, 15]);
  const [job] = await app.call("jobs.list", {});
  expect(job).toMatchObject({ kind: "evaluate", state: "done", outcome: "0 labels are in doubt." });
});
