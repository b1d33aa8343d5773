import { expect, test } from "vitest";
import { startApp } from "../../support/app.ts";
import { writeFetched, writeMeasured } from "../../../main/library/features.ts";
import { Library } from "../../../main/library/library.ts";
import { join } from "node:path";
import { temporaryFolder } from "../../support/folder.ts";
import { openLibrary, put, track } from "./support.ts";

test("field by field the nearest source wins: the user, then a file, then the sample", async () => {
  const library = openLibrary();
  const told = { title: "One" };
  await put(
    library,
    [track({ ...told, features: { energy: 0.1, valence: 0.1, tempo: 80 } })],
    "sample",
  );
  await put(library, [track({ ...told, features: { energy: 0.2, tempo: 90 }, userTempo: 100 })]);
  const columns = await library.columns();
  expect({
    energy: columns.numbers.energy[0]?.toFixed(2),
    valence: columns.numbers.valence[0]?.toFixed(2),
    tempo: columns.numbers.tempo[0],
    missing: columns.numbers.loudness[0],
  }).toEqual({ energy: "0.20", valence: "0.10", tempo: 100, missing: NaN });
});

test("a user's own value goes over the others and can be taken back; each value says who told it", async () => {
  const data = temporaryFolder();
  const library = Library.open(join(data, "library.db"));
  await put(library, [track({ title: "One", features: { tempo: 80, key: 9, mode: 0 } })]);
  await library.close();
  const { call } = await startApp({ data });

  const set = await call("tracks.setFeature", { id: 1, field: "tempo", value: 160 });
  expect(set.track.features.tempo).toBe(160);
  expect(
    set.values
      .filter(({ field }) => field === "tempo")
      .map(({ value, source, used }) => ({ value, source, used })),
  ).toEqual([
    { value: 160, source: "user", used: true },
    { value: 80, source: "file", used: false },
  ]);
  const fast = { query: { ranges: { tempo: { low: 150, high: null } } } };
  expect((await call("tracks.query", fast)).total).toBe(1);

  const back = await call("tracks.setFeature", { id: 1, field: "tempo", value: null });
  expect(back.track.features.tempo).toBe(80);
  expect((await call("tracks.query", fast)).total).toBe(0);
});

test("a value that no track can have is refused", async () => {
  const { call } = await startApp();
  await expect(
    call("tracks.setFeature", { id: 1, field: "energy", value: 2 }),
  ).rejects.toMatchObject({
    code: "bad_input",
  });
  await expect(
    call("tracks.setFeature", { id: 1, field: "energy", value: 0.5 }),
  ).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a value says how sure its source is of it, and the loudness of the sound file stands apart", async () => {
  const data = temporaryFolder();
  const library = Library.open(join(data, "library.db"));
  await put(library, [track({ title: "One", features: {} })]);
  const at = "2026-11-02T10:00:00.000Z";
  await library.write(() => {
    writeMeasured(library.db, 1, {
      features: { tempo: 87.5, key: 9, mode: 0, energy: 0.41 },
      confidence: { tempo: 0.7, key: 0.3 },
      lufs: -9.4,
      at,
    });
    writeFetched(library.db, 1, "reccobeats", {
      features: { loudness: -7.1 },
      confidence: { tempo: null, key: null },
      at,
    });
  });
  await library.close();
  const { call } = await startApp({ data });

  const { values, lufs } = await call("tracks.get", { id: 1 });
  expect({ values, lufs }).toEqual({
    values: [
      { field: "energy", value: 0.41, source: "audio", at, confidence: null, used: true },
      { field: "loudness", value: -7.1, source: "reccobeats", at, confidence: null, used: true },
      { field: "tempo", value: 87.5, source: "audio", at, confidence: 0.7, used: true },
      { field: "key", value: 9, source: "audio", at, confidence: 0.3, used: true },
      { field: "mode", value: 0, source: "audio", at, confidence: 0.3, used: true },
    ],
    lufs: -9.4,
  });
});
