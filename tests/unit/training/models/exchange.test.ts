import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startApp, type TestApp } from "../../../support/app.ts";
import { label, moodNamed, moodsByTitle, startWithSongs } from "../songs.ts";

const SONGS = [
  { energy: 0.3, acousticness: 0.7, loudness: -14, tempo: 95 },
  { energy: 0.8, acousticness: 0.15, loudness: -6, tempo: 140 },
  { name: "No features" },
];

async function taught(): Promise<TestApp> {
  const app = await startWithSongs();
  const titles = (from: number) => Array.from({ length: 20 }, (_, at) => `Song ${from + 2 * at}`);
  await label(app, "study", titles(0));
  await label(app, "sad", titles(1));
  await app.call("training.run", {});
  return app;
}

async function exported(app: TestApp): Promise<string> {
  const target = join(app.data, "model.json");
  await app.call("models.export", { target, force: true });
  return target;
}

test("a model's file holds no title, no artist and no label, and answers as the library does", async () => {
  const app = await taught();
  const model = await exported(app);
  const text = readFileSync(model, "utf8");
  expect(text).not.toMatch(/Song \d|Artist \d|trackId/);
  const file = join(app.data, "songs.json");
  writeFileSync(file, JSON.stringify(SONGS));
  const byLibrary = await app.call("models.predict", { file });
  expect(byLibrary.map(({ mood }) => mood)).toEqual(["study", "sad", null]);
  const elsewhere = await startApp();
  const byFile = await elsewhere.call("models.predict", { file, model });
  expect(byFile.map(({ cluster, mood }) => [cluster, mood])).toEqual(
    byLibrary.map(({ cluster, mood }) => [cluster, mood]),
  );
  byFile.forEach(({ distances, probabilities }, row) => {
    for (const [name, distance] of Object.entries(distances))
      expect(distance).toBeCloseTo(byLibrary[row]?.distances[name] ?? NaN, 10);
    for (const [name, probability] of Object.entries(probabilities))
      expect(probability).toBeCloseTo(byLibrary[row]?.probabilities[name] ?? NaN, 5);
  });
});

test("imported and exported again it is the same model", async () => {
  const app = await taught();
  const model = await exported(app);
  const other = await startWithSongs();
  const { model: id, created, missing } = await other.call("models.import", { file: model });
  expect({ created, missing }).toEqual({ created: [], missing: [] });
  const target = join(other.data, "again.json");
  await other.call("models.export", { id, target });
  const content = (path: string) => {
    const { createdAt: _, ...rest } = JSON.parse(readFileSync(path, "utf8")) as object & {
      createdAt: string;
    };
    return rest;
  };
  expect(content(target)).toEqual(content(model));
});

test("it is in the history with no labels of its own, and in use only if that is wanted", async () => {
  const app = await taught();
  const model = await exported(app);
  const other = await startWithSongs();
  const before = await moodsByTitle(other);
  const stored = await other.call("models.import", { file: model });
  expect(stored).toMatchObject({ inUse: false, moved: 0 });
  expect(await moodsByTitle(other)).toEqual(before);
  const [summary] = await other.call("models.list", {});
  expect(summary).toMatchObject({ source: "imported", labels: 0, inUse: false, accuracy: null });
  const detail = await other.call("models.show", { id: stored.model });
  expect(detail.origin).toMatchObject({ undertone: "0.0.0-test", figures: { labels: 40 } });
  const used = await other.call("models.import", { file: model, use: true });
  expect(used.inUse).toBe(true);
  expect(used.moved).toBeGreaterThan(0);
  const after = await moodsByTitle(other);
  expect([after["Song 0"], after["Song 1"]]).toEqual(["study", "sad"]);
});

test("an imported model in use stays until 20 own labels have been checked", async () => {
  const app = await taught();
  const other = await startWithSongs();
  const { model } = await other.call("models.import", { file: await exported(app), use: true });
  await label(other, "study", ["Song 0", "Song 2"]);
  await label(other, "sad", ["Song 1", "Song 3"]);
  const early = await other.call("training.run", {});
  expect(early.heldBack).toBe("few labels");
  expect(await other.call("models.state", {})).toMatchObject({
    inUse: model,
    waiting: { asked: false, sentence: expect.stringContaining("4 labels are too few") as string },
  });
  const titles = (from: number) => Array.from({ length: 15 }, (_, at) => `Song ${from + 2 * at}`);
  await label(other, "study", titles(0));
  await label(other, "sad", titles(1));
  const later = await other.call("training.run", {});
  expect(later.paired?.checked).toBe(30);
  expect([later.heldBack, later.agreement.before?.mean]).toEqual([null, 1]);
});

test("moods are matched by name in any case; those that are missing are told, and made if wanted", async () => {
  const app = await taught();
  const file = await exported(app);
  const other = await startWithSongs();
  const rename = async (name: string, to: string) =>
    other.call("moods.update", { id: (await moodNamed(other, name)).id, name: to });
  await rename("study", "STUDY");
  await rename("sad", "Gloom");
  const preview = await other.call("models.inspect", { file });
  expect(preview.moods.map(({ name, id }) => [name, id === null])).toEqual([
    ["chill", false],
    ["hype", false],
    ["study", false],
    ["happy", false],
    ["sad", true],
  ]);
  const without = await other.call("models.import", { file, use: true });
  expect(without).toMatchObject({ created: [], missing: ["sad"] });
  expect(Object.values(await moodsByTitle(other))).not.toContain("sad");
  const made = await other.call("models.import", { file, createMoods: true, use: true });
  expect(made).toMatchObject({ created: ["sad"], missing: [] });
  expect((await moodsByTitle(other))["Song 1"]).toBe("sad");
  const [theirs, ours] = [await moodNamed(app, "sad"), await moodNamed(other, "sad")];
  expect(ours.definition).toEqual(theirs.definition);
});

test("without a mood in common nothing is stored", async () => {
  const app = await taught();
  const file = await exported(app);
  const other = await startWithSongs();
  for (const { id, name } of await other.call("moods.list", {}))
    await other.call("moods.update", { id, name: `my ${name}` });
  const before = await other.call("models.list", {});
  await expect(other.call("models.import", { file })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("too few of the model's moods") as string,
  });
  expect(await other.call("models.list", {})).toEqual(before);
});

test("nothing is written over without a word, and nothing of a library that is too small", async () => {
  const app = await taught();
  const target = await exported(app);
  await expect(app.call("models.export", { target })).rejects.toMatchObject({
    code: "file_exists",
  });
  const empty = await startApp();
  await expect(
    empty.call("models.export", { target: join(empty.data, "x.json") }),
  ).rejects.toMatchObject({ code: "conflict" });
});
