import { describe, expect, test } from "vitest";
import { inspect } from "../../../main/importing/inspect.ts";
import { fileOf, readTable, titlesOf } from "./read-table.ts";

const inspectText = (content: string | Uint8Array) =>
  inspect(fileOf(content), { token: "t", name: "table.csv", size: null });

describe("delimited text", () => {
  test.each([",", ";", "\t", "|", "~", "^", ":", "\u0001", "¦"])(
    "is split at “%s”",
    async (delimiter) => {
      const lines = [
        ["track_name", "artist", "energy"],
        ["Tide, Obviously", "Velvet Aqueduct", "0.5"],
        ["Low Sun", "Hazel Quillfeather", "0.4"],
      ].map((cells) => cells.map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell)));
      const { tracks } = await readTable(
        fileOf(lines.map((row) => row.join(delimiter)).join("\n")),
      );
      expect(tracks.map(({ title, artists, features }) => [title, artists, features])).toEqual([
        ["Tide, Obviously", ["Velvet Aqueduct"], { energy: 0.5 }],
        ["Low Sun", ["Hazel Quillfeather"], { energy: 0.4 }],
      ]);
    },
  );

  test("may say its delimiter in a first line, as Excel's does", async () => {
    const { tracks } = await readTable(fileOf("sep=;\r\ntitle;artist\r\nTide;Ferry\r\n"));
    expect(tracks.map(({ title, artists }) => [title, artists])).toEqual([["Tide", ["Ferry"]]]);
  });

  test.each([
    ["UTF-8", Buffer.from("title\nDéjà dimanche\nŻółta łąka"), ["Déjà dimanche", "Żółta łąka"]],
    ["UTF-8 with a mark", Buffer.from("\uFEFFtitle\nDéjà"), ["Déjà"]],
    ["UTF-16 with a mark", Buffer.from("\uFEFFtitle\nDéjà 夜", "utf16le"), ["Déjà 夜"]],
    ["UTF-16 without one", Buffer.from("title\nDéjà dimanche", "utf16le"), ["Déjà dimanche"]],
    ["big-endian UTF-16", Buffer.from("\uFEFFtitle\nDéjà", "utf16le").swap16(), ["Déjà"]],
    [
      "Windows-1252",
      Buffer.concat([
        Buffer.from("title\nD"),
        Buffer.from([0xe9]),
        Buffer.from("j\n"),
        Buffer.from([0x93]),
      ]),
      ["Déj", "“"],
    ],
  ])("is read in %s", async (_, bytes, titles) => {
    expect(await titlesOf(bytes)).toEqual(titles);
  });

  test("stays UTF-8 where a single place is damaged", async () => {
    const bytes = Buffer.concat([
      Buffer.from("title\nDéjà\nÇa pétille\nbad "),
      Buffer.from([0xff]),
      Buffer.from(" byte\n"),
    ]);
    expect(await titlesOf(bytes)).toEqual(["Déjà", "Ça pétille", "bad \uFFFD byte"]);
  });

  test.each(["\n", "\r\n", "\r"])("may end its lines with %j", async (end) => {
    expect(await titlesOf(["title,artist", "One,A", "Two,B"].join(end))).toEqual(["One", "Two"]);
  });

  test("keeps line ends and delimiters within quotes, and gives lines their number in the file", async () => {
    const { tracks, skipped } = await readTable(
      fileOf('title,album\n"One, two","a\nb"\n\n,no title\n"say ""hi""",x\n'),
    );
    expect(tracks.map(({ title, album }) => [title, album])).toEqual([
      ["One, two", "a b"],
      ['say "hi"', "x"],
    ]);
    expect(skipped).toEqual([{ line: 5, reason: "it has no title" }]);
  });

  test("loses one line to a quote that is never closed, and no other", async () => {
    const { tracks, skipped } = await readTable(
      fileOf('title,artist\nOne,A\n"Two,B\n"Three","C"\nFour,D\n'),
    );
    expect(tracks.map(({ title, artists }) => [title, ...artists])).toEqual([
      ["One", "A"],
      ["Three", "C"],
      ["Four", "D"],
    ]);
    expect(skipped).toEqual([
      { line: 3, reason: "a quote is opened and not closed where it should be" },
    ]);
  });

  test("lists a row with more cells than the header, whose cells have slipped", async () => {
    const { tracks, skipped } = await readTable(
      fileOf("title,artist\nHello, goodbye,B\nOne,A,,\nTwo\n"),
    );
    expect(tracks.map(({ title, artists }) => [title, ...artists])).toEqual([
      ["One", "A"],
      ["Two"],
    ]);
    expect(skipped).toEqual([
      { line: 2, reason: "it has 3 cells where the header has 2; is a quote missing?" },
    ]);
  });

  test("takes a careless quote amid a name as a part of it", async () => {
    expect(await titlesOf('title,artist\nThe 12" mix,A\n"The "real" mix",B\n')).toEqual([
      'The 12" mix',
      'The "real" mix',
    ]);
  });

  test("is read whole where records cross the pieces it is read in", async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, index) => `"Song ""${index}"", é\n${"x".repeat(index % 50)}",A`,
    );
    const titles = await titlesOf(`title,artist\n${rows.join("\n")}`);
    expect(titles).toEqual(
      rows.map((_, index) => `Song "${index}", é ${"x".repeat(index % 50)}`.trim()),
    );
  });
});

describe("a look at a file before it is imported", () => {
  test("shows 20 rows, what the columns mean, and the values of the mood column", async () => {
    const rows = Array.from(
      { length: 50 },
      (_, index) => `Song ${index};A;${index % 3 ? "chill" : "Hype"};x`,
    );
    const inspection = await inspectText(`TITLE;Artists;Mood;Remark\n${rows.join("\n")}`);
    expect({ ...inspection, preview: inspection.preview.length }).toEqual({
      file: { token: "t", name: "table.csv", size: null },
      format: "csv",
      delimiter: ";",
      encoding: "utf-8",
      layout: null,
      columns: ["TITLE", "Artists", "Mood", "Remark"],
      mapping: { title: 0, artists: 1, mood: 2 },
      preview: 20,
      moodValues: [
        { value: "chill", count: 33 },
        { value: "Hype", count: 17 },
      ],
      notes: [],
    });
    expect(inspection.preview[0]).toEqual(["Song 0", "A", "Hype", "x"]);
  });

  test("says which of two columns with one name is used, and that a title is missing", async () => {
    const inspection = await inspectText("tempo,Tempo,what\n100,120,x\n");
    expect(inspection.notes).toEqual([
      "2 columns are named “tempo”; the first one is used.",
      "No column looks like a title. Choose one before importing.",
    ]);
  });
});

describe("a mapping of the user's own", () => {
  const table = "Stück;Interpret;Takt\nTide;Ferry;101\n";

  test("says what columns mean that are not known", async () => {
    const { tracks } = await readTable(fileOf(table), {
      mapping: { title: 0, artists: 1, tempo: 2 },
    });
    expect(tracks.map(({ title, artists, features }) => [title, artists, features])).toEqual([
      ["Tide", ["Ferry"], { tempo: 101 }],
    ]);
  });

  test("is refused where it names a column that the file does not have", async () => {
    await expect(readTable(fileOf(table), { mapping: { title: 3 } })).rejects.toThrow(
      "The file has 3 columns, but title is to be read from column 4. Look at the file again and say which column it is.",
    );
  });

  test("is asked for where no column is a title", async () => {
    await expect(readTable(fileOf(table))).rejects.toThrow(
      "No column of “table.csv” is the title. Its columns: Stück, Interpret, Takt. Say which one is.",
    );
  });
});
