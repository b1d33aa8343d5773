import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startApp, type TestApp } from "../../support/app.ts";
import { label, startWithSongs, writeSongs } from "./songs.ts";

function write(app: TestApp, name: string, content: unknown): string {
  const file = join(app.data, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const QUIET = { energy: 0.3, acousticness: 0.7, loudness: -14, tempo: 95 };
const LOUD = { energy: 0.8, acousticness: 0.15, loudness: -6, tempo: 140 };

describe("guessing for a file", () => {
  test("answers each row in order: cluster, distances, mood and probabilities", async () => {
    const app = await startWithSongs();
    const file = write(app, "rows.json", [{ name: "A", ...QUIET }, LOUD, { name: "No features" }]);
    const answers = await app.call("models.predict", { file });
    const [quiet, loud, bare] = answers;
    expect(answers).toHaveLength(3);
    for (const answer of answers) {
      const distances = Object.values(answer.distances);
      expect(Object.keys(answer.distances)).toEqual([0, 1, 2, 3, 4].map((k) => `cluster_${k}`));
      expect(answer.distances[`cluster_${answer.cluster}`]).toBe(Math.min(...distances));
    }
    expect([quiet?.mood, loud?.mood, bare?.mood]).toEqual(["chill", "hype", null]);
    expect(quiet?.cluster).not.toBe(loud?.cluster);
    expect(Object.keys(quiet?.probabilities ?? {}).toSorted()).toEqual([
      "chill",
      "happy",
      "hype",
      "sad",
      "study",
    ]);
    const sum = Object.values(loud?.probabilities ?? {}).reduce((total, one) => total + one, 0);
    expect(sum).toBeCloseTo(1, 5);
    expect(bare?.probabilities).toEqual({});
    expect(await app.call("models.predict", { file })).toEqual(answers);
  });

  test("takes one object, a table, and the user's BPM over the tempo", async () => {
    const app = await startWithSongs();
    const one = await app.call("models.predict", { file: write(app, "one.json", LOUD) });
    const head = "energy;acousticness;loudness;tempo;Actual_BPM";
    const csv = write(app, "loud.csv", `${head}\n0.8;0.15;-6;70;140\n`);
    const table = await app.call("models.predict", { file: csv });
    expect(table).toEqual(one);
  });

  test("is answered by the model in use, without moods that are gone", async () => {
    const app = await startWithSongs();
    const titles = (from: number) => Array.from({ length: 20 }, (_, at) => `Song ${from + 2 * at}`);
    await label(app, "study", titles(0));
    await label(app, "sad", titles(1));
    await app.call("training.run", {});
    const file = write(app, "rows.json", [QUIET, LOUD]);
    const moods = async () =>
      (await app.call("models.predict", { file })).map((answer) => answer.mood);
    expect(await moods()).toEqual(["study", "sad"]);
    const list = await app.call("moods.list", {});
    await app.call("moods.remove", { id: list.find((mood) => mood.name === "sad")?.id ?? 0 });
    const [, loud] = await app.call("models.predict", { file });
    expect(loud?.mood).not.toBe("sad");
    expect(Object.keys(loud?.probabilities ?? {})).not.toContain("sad");
  });

  test("says so where the library has too few tracks to have clusters", async () => {
    const app = await startApp();
    const file = write(app, "one.json", LOUD);
    await expect(app.call("models.predict", { file })).rejects.toMatchObject({
      code: "no_features",
      message: expect.stringContaining("only 0 of its tracks have audio features") as string,
    });
  });

  test("tells of values that it could not use, and of files that it could not read", async () => {
    const app = await startWithSongs();
    const file = write(app, "wild.json", [{ ...LOUD, energy: 7 }]);
    await app.call("models.predict", { file });
    expect(app.logged.join()).toContain("energy “7” is not usable");
    const missing = app.call("models.predict", { file: join(app.data, "none.csv") });
    await expect(missing).rejects.toMatchObject({ code: "file_missing" });
    const broken = app.call("models.predict", { file: write(app, "broken.json", "[{") });
    await expect(broken).rejects.toMatchObject({ code: "file_unreadable" });
  });
});

describe("checking the learning on a labelled file", () => {
  test("cross-validates by any column, named in any case", async () => {
    const app = await startApp();
    const file = writeSongs(app.data);
    const result = await app.call("models.evaluate", { file, label: " TRUTH ", folds: 5 });
    expect(result.labels.toSorted()).toEqual(["chill", "hype"]);
    expect(result.size).toBe(120);
    expect(result.folds.map((fold) => fold.size)).toEqual([24, 24, 24, 24, 24]);
    expect(result.accuracy.mean).toBeGreaterThan(0.95);
    expect(await app.call("models.evaluate", { file, label: "truth", folds: 5 })).toEqual(result);
    const other = await app.call("models.evaluate", { file, label: "truth", folds: 5, seed: 7 });
    expect(other.logLoss).not.toBe(result.logLoss);
    expect(await app.call("models.list", {})).toEqual([]);
    expect(app.logged).toEqual([]);
  });

  test("counts a track once, with the label it has most often, else with the first", async () => {
    const app = await startApp();
    const id = (number: number) => `spotify:track:${String(number).padStart(22, "0")}`;
    const rows = [
      // Three votes for calm, in two spellings.
      [id(1), "A", "X", "Calm", 0.1],
      [id(1), "A", "X", "wild", 0.1],
      [id(1), "A", "X", "calm", 0.1],
      // A draw: the first label stays.
      [id(2), "B", "X", "wild", 0.9],
      [id(2), "B", "X", "calm", 0.9],
      // The same recording on another album is another track, but never on the other side.
      [id(3), "B (!)", "X", "wild", 0.9],
      [id(4), "C", "X", "calm", 0.2],
      [id(5), "D", "X", "wild", 0.8],
      // Nothing to learn from.
      [id(6), "E", "X", "", 0.5],
      [id(7), "F", "X", "calm", ""],
    ];
    const lines = ["uri,title,artist,says,energy", ...rows.map((row) => row.join(","))];
    const file = write(app, "votes.csv", lines.join("\n"));
    const result = await app.call("models.evaluate", { file, label: "says", folds: 10 });
    expect({ labels: result.labels, size: result.size }).toEqual({
      labels: ["Calm", "wild"],
      size: 5,
    });
    expect(result.perLabel.map((row) => row.support)).toEqual([2, 3]);
    // B and B (!) fold to one name: four recordings, four folds.
    expect(result.folds.map((fold) => fold.size).toSorted((a, b) => a - b)).toEqual([1, 1, 1, 2]);
    expect(app.logged).toHaveLength(1);
    expect(app.logged[0]).toContain("2 rows have no label or no features and were left out.");
  });

  test.each([
    ["an unknown column", "nothing", "bad_input", "Its columns: title, artist, truth"],
    ["a column of names", "title", "bad_input", "that is no column of moods"],
  ])("refuses %s", async (_, column, code, message) => {
    const app = await startApp();
    const file = writeSongs(app.data);
    const refused = app.call("models.evaluate", { file, label: column });
    await expect(refused).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });

  test.each([
    ["no features", "title,truth\nA,calm\nB,wild\n", "no_features"],
    ["one mood alone", "title,truth,energy\nA,calm,0.1\nB,calm,0.2\n", "not_enough_labels"],
    ["no label at all", "title,truth,energy\nA,,0.1\nB,,0.2\n", "not_enough_labels"],
  ])("refuses a file with %s", async (_, content, code) => {
    const app = await startApp();
    const file = write(app, "poor.csv", content);
    await expect(app.call("models.evaluate", { file, label: "truth" })).rejects.toMatchObject({
      code,
    });
  });

  test("can be cancelled", async () => {
    const app = await startApp();
    const abort = new AbortController();
    const running = app.call(
      "models.evaluate",
      { file: writeSongs(app.data, 400), label: "truth", folds: 50 },
      { signal: abort.signal, report: () => abort.abort() },
    );
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
  });
});
