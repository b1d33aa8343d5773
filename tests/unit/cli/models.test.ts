import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { label, startWithSongs } from "../training/songs.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { answer, undertone } from "./undertone.ts";

const titles = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `Song ${from + 2 * at}`);

/** A library with models of 0, 30 and 40 labels, whose ids are 1, 2 and 3. */
async function libraryWithModels(): Promise<string> {
  const app = await startWithSongs();
  for (const count of [15, 20]) {
    await label(app, "chill", titles(0, count));
    await label(app, "hype", titles(1, count));
    await app.call("training.run", {});
  }
  await app.app.settled();
  await app.app.close();
  return app.data;
}

test("models are listed, shown and compared", async () => {
  const data = await libraryWithModels();
  const listed = (await answer(data, "models", "list")) as { id: number; inUse: boolean }[];
  expect(listed.map(({ id, inUse }) => [id, inUse])).toEqual([
    [3, true],
    [2, false],
    [1, false],
  ]);
  expect(await answer(data, "models", "show", "2", "--labels", "1")).toMatchObject({
    summary: { id: 2, labels: 30, source: "trained" },
    labels: { count: 30, first: [{ title: "Song 0", mood: "chill" }] },
    origin: null,
  });
  expect(await answer(data, "models", "diff", "2", "3")).toMatchObject({
    a: { id: 2 },
    b: { id: 3 },
    labels: { same: 30, added: { count: 10 }, removed: { count: 0 }, changed: { count: 0 } },
    paired: { checked: 30 },
    notes: [],
  });
  const told = await undertone(["models", "diff", "2", "3", "--data-dir", data]);
  expect(told.stdout).toContain("Labels: 30 the same, 10 added, 0 removed, 0 changed.");
});

test("a model goes to a file, answers from it without a library, and comes into another one", async () => {
  const data = await libraryWithModels();
  const file = join(data, "model.json");
  const songs = join(data, "songs.json");
  writeFileSync(songs, JSON.stringify([{ energy: 0.3, acousticness: 0.7, loudness: -14 }]));
  await answer(data, "models", "export", "current", file);
  const again = await undertone(["models", "export", "3", file, "--data-dir", data]);
  expect(again.code).not.toBe(0);
  expect(again.stderr).toContain("already");
  // Nothing is made where the library would be.
  const nowhere = join(temporaryFolder(), "nowhere");
  const answered = await answer(nowhere, "predict", songs, "--model", file);
  expect(answered).toEqual([
    {
      cluster: expect.any(Number) as number,
      distances: expect.objectContaining({ cluster_0: expect.any(Number) as number }) as object,
      mood: "chill",
      probabilities: expect.objectContaining({ chill: expect.any(Number) as number }) as object,
    },
  ]);
  expect(existsSync(nowhere)).toBe(false);

  const other = temporaryFolder();
  expect(await answer(other, "models", "import", file, "--dry-run")).toMatchObject({
    figures: { labels: 40 },
    moods: [{ name: "chill", id: 1 }, {}, {}, {}, {}],
  });
  expect(await answer(other, "models")).toEqual([]);
  expect(await answer(other, "models", "import", file, "--use")).toMatchObject({
    model: 1,
    created: [],
    missing: [],
    inUse: true,
  });
});
