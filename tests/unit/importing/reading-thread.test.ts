import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { packRows, unpackRows } from "../../../main/importing/packed-rows.ts";
import { createRowReader } from "../../../main/importing/row.ts";
import { recognise } from "../../../main/importing/recognise.ts";
import { startApp } from "../../support/app.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { fileOf, readTable } from "./read-table.ts";

const COLUMNS = [
  "Track URI,Title,Artists,Album,Release Date,Duration (ms),ISRC,Preview URL,Added At,Playlist,Playlist ID,Mood",
  "Actual_BPM,Music_Key,Energy,Tempo,Key,Mode,Valence",
].flatMap((names) => names.split(","));

const WILD = [
  [
    "",
    "NA",
    "0",
    "1",
    "0.5",
    "128.25",
    "Am",
    "1999-12-31",
    "1999",
    "chill",
    "A; B",
    "['A', \"B\"]",
  ],
  ["spotify:track:0a1B2c3D4e5F6g7H8i9J0k", "https://p.scdn.co/1?\u0000x", "GBAAA0000001", "4:05"],
  [
    "\u0000",
    "A\u0000B",
    "a\u001eb",
    "夜",
    "\uD800",
    " x ",
    "1e999",
    "minor",
    "2024-05-01T10:00:00Z",
  ],
].flat();
const cells = fc.constantFrom(...WILD);

test("rows come out of their packing as they went in", () => {
  const { mapping } = recognise(COLUMNS);
  const read = createRowReader(COLUMNS, mapping);
  const row = fc.array(cells, { minLength: COLUMNS.length, maxLength: COLUMNS.length });
  const told = new Set<string>();
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), (table) => {
      const rows = table.map((one, index) => ({ line: index + 2, parsed: read(one) }));
      for (const { parsed } of rows)
        told.add(parsed.ok ? Object.keys(parsed.track.features).join() : "");
      const batch = { rows, done: 5, total: 9 };
      expect(unpackRows(structuredClone(packRows(batch)))).toEqual(batch);
    }),
    { numRuns: 300 },
  );
  expect(told.size).toBeGreaterThan(5);
});

/** More than a small file has: it is read in a thread of its own. */
const ROWS = 30_000;

function largeTable(): string {
  const lines = Array.from({ length: ROWS }, (_, index) =>
    index % 1000 === 7
      ? `,Nobody ${index},,,`
      : `Song number ${index % 29_000} of very many,"Singer, The ${index % 300}",0.${index % 97},${index % 500 === 3 ? "loud" : "0.4"},Playlist ${index % 40} of them`,
  );
  return ["title,artist,energy,valence,playlist", ...lines].join("\n");
}

test("a large file comes in as a small one does, and a second time changes nothing", async () => {
  const file = fileOf(largeTable());
  const { call } = await startApp();
  const read = await readTable(file);
  const report = await call("importing.run", { file, options: {} });
  const { skipped, skippedCount, warnings } = read;
  expect(statSync(file).size).toBeGreaterThan(2_000_000);
  expect(report).toMatchObject({ skipped, skippedCount, warnings, labels: 0, newMoods: [] });
  const { rows } = await call("tracks.query", { query: {}, limit: 3 });
  expect([report.added + report.updated + report.unchanged, rows.length]).toEqual([
    read.tracks.length,
    3,
  ]);
  const again = await call("importing.run", { file, options: {} });
  expect(again).toMatchObject({ added: 0, updated: 0, unchanged: read.tracks.length });
});

test("a large file that cannot be read says why, and one that is read no further ends", async () => {
  const path = join(temporaryFolder(), "large.csv");
  writeFileSync(path, largeTable());
  const { call } = await startApp();
  await expect(
    call("importing.run", { file: path, options: { mapping: { title: 12 } } }),
  ).rejects.toMatchObject({
    code: "bad_input",
    message: expect.stringContaining("The file has 5"),
  });
  const few = await call("importing.run", { file: path, options: { maxTracks: 10 } });
  expect(few).toMatchObject({ added: 10, skippedCount: 1 });
  writeFileSync(path, Buffer.alloc(3_000_000, "title\u0000"));
  await expect(call("importing.run", { file: path, options: {} })).rejects.toMatchObject({
    code: "file_unreadable",
    message:
      "“large.csv” cannot be read: it is not a table of text. Choose a CSV, Excel (.xlsx) or JSON file.",
  });
});
