import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startApp, type TestApp } from "../../../support/app.ts";
import { label, startWithSongs, writeSongs } from "../songs.ts";

/** The songs' table with one label in ten wrong, so that there is something to measure. */
function labelledFile(app: TestApp): string {
  const file = writeSongs(app.data);
  const [head = "", ...lines] = readFileSync(file, "utf8").split("\n");
  const wrong = lines.map((line, row) =>
    row % 10 === 3 ? line.replace(",hype,", ",chill,") : line,
  );
  writeFileSync(file, [head, ...wrong].join("\n"));
  return file;
}

async function exportedModel(app: TestApp): Promise<string> {
  const titles = (from: number) => Array.from({ length: 15 }, (_, at) => `Song ${from + 2 * at}`);
  await label(app, "chill", titles(0));
  await label(app, "hype", titles(1));
  const { model } = await app.call("training.run", {});
  const target = join(app.data, "model.json");
  await app.call("models.export", { id: model, target });
  return target;
}

test("only what was asked for is added to the figures", async () => {
  const app = await startApp();
  const file = labelledFile(app);
  const asked = { file, label: "truth", folds: 5 };
  const plain = await app.call("models.evaluate", asked);
  const { repeats, learningCurve, comparison, ...rest } = await app.call("models.evaluate", {
    ...asked,
    repeats: 3,
    learningCurve: { strategy: "margin" },
    compare: { with: "majority" },
  });
  expect(rest).toEqual(plain);
  expect(repeats).toMatchObject({ repeats: 3, folds: 5 });
  // Chill and hype are moods of a new library: their definitions speak first.
  expect(learningCurve?.points.map(({ labels }) => labels)).toEqual([0, 10, 20, 50, 96]);
  expect(comparison).toMatchObject({ other: "the most frequent mood", verdict: "better" });
});

describe("comparing", () => {
  test.each(["centroid", "knn", "definitions"] as const)("with %s", async (other) => {
    const app = await startApp();
    const file = labelledFile(app);
    const { comparison } = await app.call("models.evaluate", {
      file,
      label: "truth",
      folds: 5,
      compare: { with: other },
    });
    expect(comparison?.paired.checked).toBe(120);
    expect(comparison?.others.accuracy.mean).toBeGreaterThan(0.6);
  });

  test("with a model's file, mood by mood of the same name", async () => {
    const app = await startWithSongs();
    const model = await exportedModel(app);
    const { comparison } = await app.call("models.evaluate", {
      file: labelledFile(app),
      label: "truth",
      compare: { with: "model", file: model },
    });
    expect(comparison?.other).toBe("the model in model.json");
    expect(comparison?.others.accuracy.mean).toBeGreaterThan(0.8);
    expect(comparison?.others.logLoss).toBeGreaterThan(0);
  });

  test("is refused where nothing matches, with what is there", async () => {
    const app = await startWithSongs();
    const model = await exportedModel(app);
    const file = join(app.data, "other.csv");
    const rows = Array.from({ length: 20 }, (_, row) => `${row % 2 ? "wet" : "dry"},${row / 20}`);
    writeFileSync(file, ["says,energy", ...rows].join("\n"));
    const asked = { file, label: "says", folds: 2 };
    const compared = (compare: Parameters<typeof app.call<"models.evaluate">>[1]["compare"]) =>
      app.call("models.evaluate", { ...asked, compare });
    await expect(compared({ with: "definitions" })).rejects.toMatchObject({
      code: "bad_input",
      message: expect.stringContaining("None of the labels in “says” (dry, wet)") as string,
    });
    await expect(compared({ with: "model", file: model })).rejects.toMatchObject({
      code: "bad_input",
      message: expect.stringContaining("None of the model’s moods (chill, hype") as string,
    });
    await expect(compared({ with: "model", file })).rejects.toMatchObject({
      code: "file_unreadable",
    });
    const none = join(app.data, "none.json");
    await expect(compared({ with: "model", file: none })).rejects.toMatchObject({
      code: "file_missing",
    });
  });
});
