import { writeFileSync } from "node:fs";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { expect, test } from "vitest";
import { MODEL_FEATURES } from "../../../common/domain/features.ts";
import { trainingFeatures } from "../../../main/learning/training-features.ts";
import { loadColumns } from "../../../main/library/load-columns.ts";
import { connect } from "../../../main/library/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startApp, type TestApp } from "../../support/app.ts";

/**
 * Six tracks of a file without durations; Spotify told the durations of all, a tempo of track 1 that AcousticBrainz
 * knows too, an energy of track 2 that nobody else knows, and one of track 3 that the user has put their own over.
 */
async function library(settings: { trainOnSpotifyFeatures?: boolean } = {}): Promise<TestApp> {
  const data = temporaryFolder();
  const first = await startApp({ data });
  const file = join(data, "songs.csv");
  writeFileSync(
    file,
    [
      "title,artists,valence",
      ...Array.from({ length: 6 }, (_, at) => `Song ${at},A,0.${at + 2}`),
    ].join("\n"),
  );
  await first.call("importing.run", { file, options: {} });
  await first.call("tracks.setFeature", { id: 3, field: "energy", value: 0.3 });
  await first.app.close();
  const db = new SqliteDatabase(join(data, "library.db"));
  db.exec(`UPDATE tracks SET duration_ms = 100000 + id;
    INSERT INTO spotify_tracks SELECT id, 0, 1, NULL, NULL, '' FROM tracks;
    INSERT INTO features (track_id, source, at, tempo) VALUES (1, 'spotify', '', 120), (1, 'acousticbrainz', '', 60);
    INSERT INTO features (track_id, source, at, energy) VALUES (2, 'spotify', '', 0.9), (3, 'spotify', '', 0.8)`);
  db.close();
  return startApp({ data, settings });
}

/** Energy, tempo and duration as the learning gets them. */
async function learntFrom(data: string, trainOnSpotifyFeatures: boolean): Promise<unknown[]> {
  const db = connect(join(data, "library.db"));
  const columns = await loadColumns(db);
  db.close();
  const {
    rows,
    columns: width,
    data: cells,
  } = trainingFeatures(columns.featureMatrix(), {
    trainOnSpotifyFeatures,
  });
  const cell = (row: number, name: (typeof MODEL_FEATURES)[number]) => {
    const value = cells[row * width + MODEL_FEATURES.indexOf(name)] ?? NaN;
    return Number.isNaN(value) ? null : Number(value.toPrecision(6));
  };
  return Array.from({ length: rows }, (_, row) => [
    cell(row, "energy"),
    cell(row, "tempo"),
    cell(row, "duration"),
  ]);
}

test("what Spotify told is not learnt from; another source's value takes its place", async () => {
  const { data, app } = await library();
  await app.close();
  expect(await learntFrom(data, false)).toEqual([
    [null, 60, null],
    [null, null, null],
    [0.3, null, null],
    [null, null, null],
    [null, null, null],
    [null, null, null],
  ]);
});

test("it is where an old app's owner says that they may", async () => {
  const { data, app } = await library();
  await app.close();
  expect(await learntFrom(data, true)).toEqual([
    [null, 120, 100_001],
    [0.9, null, 100_002],
    [0.3, null, 100_003],
    [null, null, 100_004],
    [null, null, 100_005],
    [null, null, 100_006],
  ]);
});

test("the model and its guesses are the same as if Spotify had told nothing", async () => {
  const guesses = async ({ call, data }: TestApp, without: boolean) => {
    if (without) {
      const db = new SqliteDatabase(join(data, "library.db"));
      db.exec(
        "UPDATE tracks SET duration_ms = NULL; DELETE FROM features WHERE source = 'spotify'; DELETE FROM spotify_tracks",
      );
      db.close();
    }
    await call("labels.change", { kind: "set", target: { ids: [1, 2] }, mood: 1 });
    await call("labels.change", { kind: "set", target: { ids: [5, 6] }, mood: 4 });
    await call("training.run", {});
    const { rows } = await call("tracks.query", { query: { sort: "title" } });
    return rows.map(({ title, mood }) => [title, mood?.id, mood?.confidence]);
  };
  const plain = await library();
  await guesses(plain, true);
  const bare = await restart(plain);
  const told = await library();
  expect(await guesses(told, false)).toEqual(await guesses(bare, false));
  const may = await library({ trainOnSpotifyFeatures: true });
  expect(await guesses(may, false)).not.toEqual(await guesses(bare, false));
});

async function restart({ app, data }: TestApp): Promise<TestApp> {
  await app.close();
  return startApp({ data });
}

test("the user's own value counts, and taken back it is Spotify's again", async () => {
  const { call, app, data } = await library();
  const energy = async () => {
    const { rows } = await call("tracks.query", { query: { text: "Song 1" } });
    return rows[0]?.features.energy;
  };
  await call("tracks.setFeature", { id: 2, field: "energy", value: 0.4 });
  expect(await energy()).toBe(0.4);
  await call("tracks.setFeature", { id: 2, field: "energy", value: null });
  expect(await energy()).toBe(0.9);
  await app.close();
  expect((await learntFrom(data, false))[1]).toEqual([null, null, null]);
});
