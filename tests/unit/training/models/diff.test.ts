import SqliteDatabase from "better-sqlite3";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startApp } from "../../../support/app.ts";
import { idsOf, label, moodNamed, moodsByTitle, startWithSongs } from "../songs.ts";

const titles = (from: number, count = 15) =>
  Array.from({ length: count }, (_, at) => `Song ${from + 2 * at}`);

test("labels, definitions, moods and songs that differ between two models are told", async () => {
  const app = await startWithSongs();
  await label(app, "chill", titles(0));
  await label(app, "hype", titles(1));
  const { model: a } = await app.call("training.run", {});
  const before = await moodsByTitle(app);
  await label(app, "sad", ["Song 0"]);
  await label(app, "chill", ["Song 60"]);
  const [gone = 0] = await idsOf(app, ["Song 2"]);
  await app.call("labels.change", { kind: "clear", target: { ids: [gone] } });
  const hype = await moodNamed(app, "hype");
  const definition = { ...hype.definition, tempo: { low: 100, high: 180 } };
  await app.call("moods.update", { id: hype.id, definition, name: "power" });
  await app.call("moods.remove", { id: (await moodNamed(app, "happy")).id });
  await app.call("moods.create", { name: "angry", definition: { energy: { low: 0.9, high: 1 } } });
  const { model: b } = await app.call("training.run", {});
  const after = await moodsByTitle(app);

  const diff = await app.call("models.diff", { a, b });
  expect([diff.a.id, diff.b.id, diff.a.labels, diff.b.labels]).toEqual([a, b, 30, 30]);
  expect(
    diff.moods.map(({ change, a: then, b: now, features }) => [
      change,
      then?.name,
      now?.name,
      features,
    ]),
  ).toEqual([
    ["same", "chill", "chill", []],
    ["changed", "hype", "power", ["tempo"]],
    ["same", "study", "study", []],
    ["same", "sad", "sad", []],
    ["added", undefined, "angry", []],
    ["removed", "happy", undefined, []],
  ]);
  const named = ({ count, first }: typeof diff.labels.added) => [
    count,
    first.map(({ title, from, to }) => [title, from, to]),
  ];
  expect(diff.labels.same).toBe(28);
  expect(named(diff.labels.added)).toEqual([1, [["Song 60", null, "chill"]]]);
  expect(named(diff.labels.removed)).toEqual([1, [["Song 2", "chill", null]]]);
  expect(named(diff.labels.changed)).toEqual([1, [["Song 0", "chill", "sad"]]]);
  expect(diff.paired?.checked).toBe(28);

  const rename = (name: string | undefined) => (name === "power" ? "hype" : name);
  const unlabelled = Object.keys(after).filter(
    (title) => !titles(0).includes(title) && !titles(1).includes(title) && title !== "Song 60",
  );
  const moved = unlabelled.filter(
    // A mood that is gone since would not be guessed by the old model either.
    (title) => before[title] !== "happy" && rename(after[title]) !== before[title],
  );
  const told = diff.moved?.first.map(({ title }) => title) ?? [];
  expect(moved.filter((title) => !told.includes(title))).toEqual([]);
  expect(diff.moved?.count).toBe(told.length);
  expect(diff.notes).toEqual([]);
  const back = await app.call("models.diff", { a: b, b: a });
  expect(back.labels.removed.count).toBe(1);
  expect(back.moved?.count).toBe(diff.moved?.count);
});

test("a model of 0.1 says what it cannot tell, and one that is not there is not found", async () => {
  const app = await startWithSongs();
  await label(app, "chill", titles(0));
  await label(app, "hype", titles(1));
  const { model: a } = await app.call("training.run", {});
  const { model: b } = await app.call("training.run", {});
  await app.app.close();
  const db = new SqliteDatabase(join(app.data, "library.db"));
  db.prepare(
    "UPDATE models SET moods_then = NULL, held_out = NULL, data = '{\"version\": 0}' WHERE id = ?",
  ).run(a);
  db.close();
  const again = await startApp({ data: app.data });
  const diff = await again.call("models.diff", { a, b });
  expect(diff.moods.map(({ change }) => change)).toEqual(Array(5).fill("unknown"));
  expect({ paired: diff.paired, moved: diff.moved }).toEqual({ paired: null, moved: null });
  expect(diff.notes).toHaveLength(3);
  const shown = await again.call("models.show", { id: a });
  expect(shown.moods.map(({ definition }) => definition)).toEqual(Array(5).fill(null));
  await expect(again.call("models.diff", { a, b: 999 })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a model shows its labels, what was guessed while they were held out, and its moods as they were", async () => {
  const app = await startWithSongs();
  await label(app, "chill", titles(0));
  await label(app, "hype", titles(1));
  const { model } = await app.call("training.run", {});
  const chill = await moodNamed(app, "chill");
  await app.call("moods.update", { id: chill.id, name: "calm", definition: {} });
  const detail = await app.call("models.show", { id: model, labels: 3 });
  expect(detail.labels.count).toBe(30);
  expect(detail.labels.first).toHaveLength(3);
  expect(detail.moods[0]).toEqual({
    id: chill.id,
    name: "chill",
    definition: chill.definition,
    labels: 15,
  });
  const all = await app.call("models.show", { id: model, labels: 100 });
  const right = all.labels.first.filter(({ mood, heldOut }) => mood === heldOut).length;
  expect(right / 30).toBeCloseTo(detail.report.evaluation?.accuracy.mean ?? NaN, 10);
});
