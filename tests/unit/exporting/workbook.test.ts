import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import yauzl from "yauzl";
import { NO_FEATURES } from "../../../common/domain/features.ts";
import type { ExportSource, ExportTrack } from "../../../main/exporting/source.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { exportSource, exportTrack, MODEL } from "./source.ts";
import { write } from "./write.ts";

async function workbookOf(source: ExportSource): Promise<ExcelJS.Workbook> {
  const path = join(temporaryFolder(), "library.xlsx");
  await write(source, { format: "xlsx", path });
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  return book;
}

function sheetOf(book: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const sheet = book.getWorksheet(name);
  if (!sheet) throw new Error(`The workbook has no sheet ${name}.`);
  return sheet;
}

/** Header → value of one row. */
function rowOf(sheet: ExcelJS.Worksheet, number: number): Record<string, ExcelJS.CellValue> {
  const row: Record<string, ExcelJS.CellValue> = {};
  sheet.getRow(1).eachCell((cell, column) => {
    row[cell.text] = sheet.getRow(number).getCell(column).value;
  });
  return row;
}

test("the sheet Tracks has a track's values as text, numbers, days and a link", async () => {
  const book = await workbookOf(exportSource([exportTrack({}, { filePath: "/music/a.flac" })]));
  expect(rowOf(sheetOf(book, "Tracks"), 2)).toEqual({
    Title: "Slow River",
    Artists: "Ada Lindqvist; The Ferrymen",
    Album: "Banks",
    "Release date": new Date("2019-06-14"),
    // A share of a day, shown as minutes and seconds; ExcelJS makes a date of it.
    Length: new Date(Date.UTC(1899, 11, 30) + 194_754),
    Mood: "chill",
    Confidence: 0.75,
    "Label source": "user",
    Guess: "chill",
    "Also in moods": "hype",
    BPM: 120.25,
    "Musical key": "A minor",
    Camelot: "8A",
    Danceability: null,
    Energy: 0.5,
    Loudness: -5.5,
    Speechiness: null,
    Acousticness: null,
    Instrumentalness: null,
    Liveness: null,
    Valence: null,
    Key: 9,
    Mode: 0,
    "Time signature": null,
    "Duration (ms)": 194_754,
    ISRC: "SEABC1900001",
    "Spotify URI": "spotify:track:6f807x0ima9a1j3VPbc7VN",
    "Spotify link": {
      text: "Open in Spotify",
      hyperlink: "https://open.spotify.com/track/6f807x0ima9a1j3VPbc7VN",
    },
    "Preview URL": "https://p.example/preview/1.mp3",
    "Sound file": "/music/a.flac",
    "Added at": new Date("2026-03-04T05:06:07.000Z"),
    "Labelled at": new Date("2026-11-24T10:00:00.000Z"),
  });
});

test("the sheets have a frozen header, a filter over all rows, widths and number formats", async () => {
  const book = await workbookOf(exportSource([exportTrack(), exportTrack()], { model: MODEL }));
  expect(book.worksheets.map(({ name }) => name)).toEqual([
    "Tracks",
    "Features",
    "ML",
    "Moods",
    "Statistics",
    "Model",
  ]);
  for (const sheet of book.worksheets) {
    expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(sheet.getColumn(1).width).toBeGreaterThan(15);
  }
  expect(
    ["Tracks", "Features", "ML", "Moods", "Statistics"].map(
      (name) => sheetOf(book, name).autoFilter,
    ),
  ).toEqual(["A1:AF3", "A1:O3", "A1:Z3", "A1:I3", "A1:K8"]);
  const tracks = sheetOf(book, "Tracks");
  const formats = Object.fromEntries(
    ["Title", "Confidence", "BPM", "Energy", "Duration (ms)", "Release date", "Length"].map(
      (header) => {
        const column = (tracks.getRow(1).values as string[]).indexOf(header);
        return [header, tracks.getRow(2).getCell(column).numFmt];
      },
    ),
  );
  expect(formats).toEqual({
    Title: "@",
    Confidence: "0.0%",
    BPM: "0.0",
    Energy: "0.000",
    "Duration (ms)": "#,##0",
    "Release date": "yyyy-mm-dd",
    Length: "[m]:ss",
  });
});

test("the sheet ML has raw and scaled values and probabilities, and no link of any kind", async () => {
  const book = await workbookOf(exportSource([exportTrack({}, { filePath: "/music/a.flac" })]));
  const row = rowOf(sheetOf(book, "ML"), 2);
  expect(row).toMatchObject({
    Title: "Slow River",
    Mood: "chill",
    energy: 0.5,
    "duration (ms)": 194_754,
    "energy (scaled)": 1.5,
    "valence (scaled)": 0,
    valence: null,
    "P(chill)": 0.75,
    "P(hype)": 0.25,
  });
  const shown = JSON.stringify(row);
  for (const part of ["http", "spotify", "/music", "p.example"]) expect(shown).not.toContain(part);
});

test("moods, statistics and model are written with their figures and their charts", async () => {
  const book = await workbookOf(exportSource([exportTrack()], { model: MODEL }));
  const moods = sheetOf(book, "Moods");
  expect(rowOf(moods, 3)).toMatchObject({
    Mood: "hype",
    Colour: "#c8371f",
    Key: null,
    Tracks: 2,
    "energy from": null,
    "tempo from": 120,
    "tempo to": null,
  });
  expect(rowOf(sheetOf(book, "Statistics"), 4)).toMatchObject({
    Tracks: "all tracks",
    Feature: "duration (s)",
    Count: 3,
    Missing: 1,
    Mean: 200,
  });
  const model = sheetOf(book, "Model");
  const lines = model.getSheetValues().map((row) => (Array.isArray(row) ? row.slice(1) : []));
  expect(lines).toContainEqual(["Agreement with held-out labels, before", 0.7, 0.6, 0.8]);
  expect(lines).toContainEqual(["Agreement with held-out labels, after", 0.8, 0.7, 0.9]);
  expect(lines).toContainEqual(["hype", 0.875, 0.7, 0.778, 20]);
  expect(lines).toContainEqual(["hype", 6, 14]);
  const pictures = book.worksheets.map((sheet) => [sheet.name, sheet.getImages().length]);
  expect(pictures).toEqual([
    ["Tracks", 0],
    ["Features", 0],
    ["ML", 0],
    ["Moods", 2],
    ["Statistics", 1],
    ["Model", 1],
  ]);
  for (const { buffer } of book.model.media) {
    expect(
      Buffer.from(buffer as unknown as Uint8Array)
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
  }
});

test("without a model and without tracks the workbook says so and stays valid", async () => {
  const empty = exportSource([], {
    moods: [],
    stats: { ...exportSource([]).stats, features: [], perMood: [] },
  });
  const model = sheetOf(await workbookOf(empty), "Model");
  expect(model.getColumn(1).values).toContain(
    "No model has been trained yet: label some tracks and train.",
  );
});

test("a formula as a name is a string cell, and what XML forbids becomes a space", async () => {
  const titles = ["=1+1", "a\u0000\u0008b", "c\uFFFEd", "e\uD800", "<&>\"'"];
  const book = await workbookOf(exportSource(titles.map((title) => exportTrack({ title }))));
  const cells = [2, 3, 4, 5, 6].map((number) => sheetOf(book, "Tracks").getRow(number).getCell(1));
  expect(cells.map(({ value }) => value)).toEqual(["=1+1", "a b", "c d", "e\uFFFD", "<&>\"'"]);
  expect(cells.every(({ type }) => type === ExcelJS.ValueType.String)).toBe(true);
});

test("days that Excel cannot count, and years alone, are text", async () => {
  const dates = ["1999", "1999-03", "1899-12-31", "1900-02-28", "1900-03-01", null];
  const book = await workbookOf(
    exportSource(dates.map((releaseDate) => exportTrack({ releaseDate }))),
  );
  expect(
    dates.map(
      (_, index) =>
        sheetOf(book, "Tracks")
          .getRow(index + 2)
          .getCell(4).value,
    ),
  ).toEqual(["1999", "1999-03", "1899-12-31", "1900-02-28", new Date("1900-03-01"), null]);
});

test(
  "beyond Excel's limit of hyperlinks the links are functions",
  { timeout: 120_000 },
  async () => {
    const { track } = exportTrack({
      artists: [],
      album: null,
      addedAt: null,
      also: [],
      mood: null,
    });
    const bare: ExportTrack = {
      track: { ...track, features: NO_FEATURES },
      filePath: null,
      labelledAt: null,
      raw: [],
      scaled: [],
      probabilities: [],
    };
    const count = 65_532;
    const path = join(temporaryFolder(), "large.xlsx");
    const tracks = Array.from({ length: count }, () => bare);
    await write(exportSource(tracks), { format: "xlsx", path });
    const sheet = await partOf(path, "xl/worksheets/sheet1.xml");
    const links = await partOf(path, "xl/worksheets/_rels/sheet1.xml.rels");
    expect(links.split("https://open.spotify.com/track/").length - 1).toBe(65_530);
    expect(sheet.match(/<f>[^<]*<\/f><v>[^<]*<\/v>/g)).toEqual(
      Array(2).fill(
        "<f>HYPERLINK(&quot;https://open.spotify.com/track/6f807x0ima9a1j3VPbc7VN&quot;,&quot;Open in Spotify&quot;)</f><v>Open in Spotify</v>",
      ),
    );
  },
);

async function partOf(path: string, name: string): Promise<string> {
  const zip = await yauzl.openPromise(path);
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName === name) return await text(await zip.openReadStreamPromise(entry));
    }
  } finally {
    zip.close();
  }
  throw new Error(`The workbook has no part ${name}.`);
}

test("more tracks than a sheet has rows are refused before anything is written", async () => {
  const path = join(temporaryFolder(), "huge.xlsx");
  const source = exportSource([], { count: 1_048_576 });
  await expect(write(source, { format: "xlsx", path })).rejects.toMatchObject({
    code: "bad_input",
  });
});

test("the charts have the colours of the window's light theme", () => {
  const tokens = readFileSync(
    new URL("../../../renderer/styles/tokens.css", import.meta.url),
    "utf8",
  );
  const palette = readFileSync(
    new URL("../../../main/exporting/palette.ts", import.meta.url),
    "utf8",
  );
  const light = Array.from(
    tokens.matchAll(/--(mood-\d+): light-dark\((#[0-9a-f]{6})/g),
    ([, name, hex]) => [name, hex],
  );
  const ours = Array.from(palette.matchAll(/"(mood-\d+)": "(#[0-9a-f]{6})"/g), ([, name, hex]) => [
    name,
    hex,
  ]);
  expect(ours).toHaveLength(12);
  expect(ours).toEqual(light);
});
