import { expect, test } from "vitest";
import { startApp } from "../../support/app.ts";
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
