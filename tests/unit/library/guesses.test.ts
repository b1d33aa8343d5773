import { expect, test } from "vitest";
import type { TrackColumns } from "../../../main/library/columns.ts";
import { loadColumns } from "../../../main/library/load-columns.ts";
import { openDatabase } from "../../../main/library/database.ts";
import { listMoods, removeMood, seedMoods } from "../../../main/library/moods.ts";
import { newLayout, predictionsAreOf, storeGuesses } from "../../../main/library/predictions.ts";

const TRACKS = 40_000;

/** A library of ten pages of tracks without guesses. */
async function start() {
  const db = openDatabase(":memory:");
  seedMoods(db);
  const add = db.prepare(
    "INSERT INTO tracks (title, artists, match_key, artist_key, album_key) VALUES (?, '[]', ?, '', '')",
  );
  db.transaction(() => {
    for (let row = 0; row < TRACKS; row += 1) add.run(`Song ${row}`, `song ${row}`);
  })();
  const never = new AbortController().signal;
  const write = (work: () => void) => Promise.resolve(db.transaction(work)());
  return {
    db,
    columns: await loadColumns(db),
    store: (model: number, columns: TrackColumns, layout: number) =>
      storeGuesses(db, model, columns, layout, write, never),
    /** Writes as `store` does and is killed after so many transactions. */
    storeAndDie: async (model: number, columns: TrackColumns, layout: number, after: number) => {
      let done = 0;
      const dying = (work: () => void) => {
        if (done === after) return Promise.reject(new Error("killed"));
        done += 1;
        return write(work);
      };
      await expect(storeGuesses(db, model, columns, layout, dying, never)).rejects.toThrow(
        "killed",
      );
    },
  };
}

/** A guess per track that tells its id and the model; every tenth has none. */
function guess(columns: TrackColumns, model: number): void {
  columns.takeGuesses(
    Int32Array.from(columns.ids, (id) => (id % 10 === 0 ? 0 : 1 + ((id + model) % 5))),
    Float32Array.from(columns.ids, (id) => (id % 10 === 0 ? NaN : (id % 1000) / 1000)),
  );
}

/** Of each track the models (of those named) that its loaded guess can be of; "none" stands for no guess. */
function modelsOf(columns: TrackColumns, models: readonly number[]): Set<string> {
  const found = new Set<string>();
  columns.ids.forEach((id, row) => {
    if (id % 10 === 0) return;
    const mood = columns.guessMood[row] ?? 0;
    const model = models.find((one) => mood === 1 + ((id + one) % 5));
    const isSure = Math.abs((columns.confidence[row] ?? 0) - (id % 1000) / 1000) < 1e-4;
    found.add(mood === 0 ? "none" : isSure ? String(model) : "wrong");
  });
  return found;
}

test("guesses are read as they were written, to a hundred-thousandth", async () => {
  const { db, columns, store } = await start();
  guess(columns, 1);
  await store(1, columns, newLayout(db));
  const loaded = await loadColumns(db);
  expect(loaded.guessMood).toEqual(columns.guessMood);
  expect(modelsOf(loaded, [1])).toEqual(new Set(["1"]));
  expect(loaded.confidence[9]).toBeNaN();
  expect([predictionsAreOf(db, 1), predictionsAreOf(db, 2)]).toEqual([true, false]);
});

test("killed at any moment of the writing, each track has the old guess, the new one, or none", async () => {
  const { db, columns, store, storeAndDie } = await start();
  const layout = newLayout(db);
  for (const after of [1, 3, 6]) {
    guess(columns, 1);
    await storeAndDie(1, columns, layout, after);
    const first = modelsOf(await loadColumns(db), [1]);
    expect(["1", "none"]).toEqual(expect.arrayContaining([...first]));
    expect(predictionsAreOf(db, 1)).toBe(false);
  }
  await store(1, columns, layout);
  guess(columns, 2);
  await storeAndDie(2, columns, layout, 2);
  expect(modelsOf(await loadColumns(db), [1, 2]).has("wrong")).toBe(false);
  expect([predictionsAreOf(db, 1), predictionsAreOf(db, 2)]).toEqual([false, false]);
  await store(2, columns, layout);
  expect(modelsOf(await loadColumns(db), [2])).toEqual(new Set(["2"]));
});

test("tracks that go leave the others' guesses where they belong, also when the writing is killed then", async () => {
  const { db, columns, store, storeAndDie } = await start();
  guess(columns, 1);
  await store(1, columns, newLayout(db));
  db.exec("DELETE FROM tracks WHERE id % 3 = 0");
  const fewer = await loadColumns(db);
  expect(fewer.size).toBe(26_667);
  expect(modelsOf(fewer, [1])).toEqual(new Set(["1"]));
  guess(fewer, 2);
  const layout = newLayout(db);
  for (const after of [1, 2, 3, 5]) {
    await storeAndDie(2, fewer, layout, after);
    const found = modelsOf(await loadColumns(db), [1, 2]);
    expect(found.has("wrong") || found.has("undefined")).toBe(false);
  }
  await store(2, fewer, layout);
  const loaded = await loadColumns(db);
  expect(modelsOf(loaded, [2])).toEqual(new Set(["2"]));
  expect(db.prepare("SELECT max(page) FROM guesses").pluck().get()).toBe(6);
});

test("a mood that goes takes its guesses along, and what is stored has to be made anew", async () => {
  const { db, columns, store } = await start();
  guess(columns, 1);
  await store(1, columns, newLayout(db));
  const [mood] = listMoods(db);
  removeMood(db, mood?.id ?? 0);
  const loaded = await loadColumns(db);
  expect(loaded.guessMood).not.toContain(mood?.id);
  expect(loaded.confidence[loaded.ids.findIndex((id) => (id + 1) % 5 === 0)]).toBeNaN();
  expect(predictionsAreOf(db, 1)).toBe(false);
});
