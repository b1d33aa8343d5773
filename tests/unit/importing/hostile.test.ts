import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../support/folder.ts";
import { fileOf, readTable, titlesOf } from "./read-table.ts";

const lineOf10MB = "x".repeat(10_000_000);

describe("files that are no table are refused in a sentence", () => {
  test.each<[string, string | Uint8Array, string]>([
    ["an empty file", "", "it is empty. Export it again and try again."],
    ["a blank one", "\n\n  \n", "it is blank. The first line must name the columns."],
    [
      "a picture",
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
      "it is not a table of text. Choose a CSV, Excel (.xlsx) or JSON file.",
    ],
    [
      "an old workbook",
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]),
      "it is an old or password-protected Excel file. Save it as .xlsx without a password and try again.",
    ],
    ["a compressed file", gzipSync("title\nOne"), "it is compressed. Unpack it and try again."],
    [
      "a header alone",
      "title,artist\n",
      "it has names of columns but no row below them. Export it again and try again.",
    ],
    [
      "10 MB on one line",
      lineOf10MB,
      "its header cannot be read, as the line is longer than 100,000 characters. The first line must name the columns.",
    ],
  ])("%s", async (_, content, message) => {
    await expect(readTable(fileOf(content))).rejects.toMatchObject({
      code: "file_unreadable",
      message: `“table.csv” cannot be read: ${message}`,
    });
  });

  test("a folder, and a file that is gone", async () => {
    const folder = join(temporaryFolder(), "songs.csv");
    await expect(readTable(folder)).rejects.toMatchObject({
      code: "file_missing",
      message: "“songs.csv” is not there any more. Check where it is and choose it again.",
    });
    mkdirSync(folder);
    await expect(readTable(folder)).rejects.toMatchObject({
      code: "file_unreadable",
      message: "“songs.csv” cannot be read: it is a folder. Choose a CSV, Excel or JSON file.",
    });
  });
});

describe("rows that are no tracks are listed, and the rest goes in", () => {
  test("10 MB on one line amid others", async () => {
    const { tracks, skipped } = await readTable(
      fileOf(`title,artist\nOne,A\n${lineOf10MB}\n"${lineOf10MB}\nTwo,B\n`),
    );
    expect(tracks.map(({ title }) => title)).toEqual(["One", "Two"]);
    expect(skipped).toEqual([
      { line: 3, reason: "the line is longer than 100,000 characters" },
      { line: 4, reason: "the line is longer than 100,000 characters" },
    ]);
  });

  test("quotes that never match, in every line of a long file", async () => {
    const { tracks, skipped, skippedCount } = await readTable(
      fileOf(`title,artist\nOne,A\n${'"never closed, A\n'.repeat(50_000)}`),
    );
    expect(tracks.map(({ title }) => title)).toEqual(["One"]);
    expect(skippedCount).toBe(1000);
    expect(skipped.at(-1)?.reason).toMatch(/the rest was left out$/);
  });

  test("titles that are too long, or show nothing", async () => {
    const { tracks, skipped } = await readTable(
      fileOf(
        `title,artist\n${"x".repeat(2001)},A\n\u200B\u200E,A\n\u0007\u0000,A\nOne,A\n`.replace(
          "\u0000",
          "",
        ),
      ),
    );
    expect(tracks.map(({ title }) => title)).toEqual(["One"]);
    expect(skipped).toEqual([
      { line: 2, reason: "its title or artists are longer than 2000 characters" },
      { line: 3, reason: "it has no title" },
      { line: 4, reason: "it has no title" },
    ]);
  });
});

describe("values that cannot be are left empty, with a word for each", () => {
  test("NaN, Infinity, 1e999, a negative tempo, and shares beyond 1", async () => {
    const { tracks, warnings } = await readTable(
      fileOf(
        "title,energy,valence,danceability,tempo,loudness,key,mode\nOne,NaN,Infinity,1e999,-120,-7.5,12,3\nTwo,1.5,-0.1,0x1F,0,,-1,minor\n",
      ),
    );
    expect(tracks.map(({ features }) => features)).toEqual([
      {
        loudness: -7.5,
      },
      {
        key: -1,
        mode: 0,
      },
    ]);
    expect(warnings.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      "2: mode “3” is neither major nor minor; left empty",
      "2: key “12” is not a key; left empty",
      "2: danceability “1e999” is not usable; left empty",
      "2: valence “Infinity” is not usable; left empty",
      "2: tempo “-120” is not usable; left empty",
      "3: danceability “0x1F” is not usable; left empty",
      "3: energy “1.5” is not usable; left empty",
      "3: valence “-0.1” is not usable; left empty",
    ]);
  });

  test("decimal commas and percentages are understood", async () => {
    const { tracks } = await readTable(
      fileOf("title;energy;valence;danceability_%\nOne;0,75;80%;64\n"),
    );
    expect(tracks[0]?.features).toEqual({ energy: 0.75, valence: 0.8, danceability: 0.64 });
  });

  test.each([
    ["duration_ms", "2500", 2500],
    ["duration", "2500", 2_500_000],
    ["duration", "215000", 215_000],
    ["duration", "3:45", 225_000],
    ["length", "1:02:03", 3_723_000],
  ])("a %s of %s is %i ms", async (column, value, milliseconds) => {
    const { tracks } = await readTable(fileOf(`title,${column}\nOne,${value}\n`));
    expect(tracks[0]?.durationMs).toBe(milliseconds);
  });
});

describe("names are kept as they are", () => {
  test("right to left, with joiners and accents in any composition", async () => {
    const names = ["فرقة ياسمين الحارة", "להקת הגלים", "می‌خواهم", "👩‍👩‍👧 family", "Cafe\u0301"];
    expect(await titlesOf(`title\n${names.join("\n")}`)).toEqual([...names.slice(0, 4), "Café"]);
  });

  test("formulas are text, and control characters are spaces", async () => {
    expect(await titlesOf('title\n=1+1\n@SUM(A1)\n"a\u0007b\tc"\n-5\n')).toEqual([
      "=1+1",
      "@SUM(A1)",
      "a b c",
      "-5",
    ]);
  });

  test("halves of a surrogate pair become the sign for what cannot be read", async () => {
    expect(await titlesOf('[{"title":"half \\ud83d here"}]', "x.json")).toEqual([
      "half \uFFFD here",
    ]);
  });

  test("artists in lists of Python's making are told apart", async () => {
    const { tracks } = await readTable(
      fileOf(`name,artists\nOne,"['A, B', ""C's""]"\nTwo,A; B ;A\nThree,"Tyler, The Creator"\n`),
    );
    expect(tracks.map(({ artists }) => artists)).toEqual([
      ["A, B", "C's"],
      ["A", "B"],
      ["Tyler, The Creator"],
    ]);
  });
});
