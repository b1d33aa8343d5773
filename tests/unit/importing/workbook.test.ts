import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../support/folder.ts";
import { readTable } from "./read-table.ts";

type Sheets = Readonly<Record<string, readonly (readonly ExcelJS.CellValue[])[]>>;

async function workbookOf(sheets: Sheets): Promise<string> {
  const workbook = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = workbook.addWorksheet(name);
    for (const row of rows) sheet.addRow([...row]);
  }
  const path = join(temporaryFolder(), "book.xlsx");
  await workbook.xlsx.writeFile(path);
  return path;
}

describe("workbooks", () => {
  test("are read from the sheet named Tracks, cells of all kinds as text", async () => {
    const path = await workbookOf({
      Notes: [["Remember"], ["to call"]],
      Tracks: [
        ["Title", "Artists", "Release date", "Length", "Tempo", "Energy", "Spotify URL", "Album"],
        [
          1999,
          { richText: [{ text: "The " }, { text: "Unhurried" }] },
          new Date(Date.UTC(2019, 4, 17)),
          new Date(Date.UTC(1899, 11, 30, 3, 45)),
          { formula: "60+60", result: 120 },
          { error: "#N/A" },
          { text: "open", hyperlink: "https://example.com" },
          { formula: "HYPERLINK(1)" },
        ],
        [],
        ["=SUM(A1:A9)", "Żółta Latarnia"],
      ],
    });
    const { tracks, warnings } = await readTable(path);
    expect(
      tracks.map(({ title, artists, releaseDate, durationMs, features, album }) => ({
        title,
        artists,
        releaseDate,
        durationMs,
        features,
        album,
      })),
    ).toEqual([
      {
        title: "1999",
        artists: ["The Unhurried"],
        releaseDate: "2019-05-17",
        durationMs: 225_000,
        features: { tempo: 120 },
        album: null,
      },
      {
        title: "=SUM(A1:A9)",
        artists: ["Żółta Latarnia"],
        releaseDate: null,
        durationMs: null,
        features: {},
        album: null,
      },
    ]);
    expect(warnings).toEqual([]);
  });

  test("without such a sheet are read from the first one with a header", async () => {
    const path = await workbookOf({
      Empty: [],
      Songs: [
        ["track_name", "artist_name"],
        ["Tide", "Ferry"],
        [null, "Nobody"],
      ],
    });
    const { tracks, skipped } = await readTable(path);
    expect(tracks.map(({ title }) => title)).toEqual(["Tide"]);
    expect(skipped).toEqual([{ line: 3, reason: "it has no title" }]);
  });

  test("that are cut off are refused in a sentence", async () => {
    const path = await workbookOf({ Tracks: [["Title"], ["One"]] });
    truncateSync(path, readFileSync(path).length - 100);
    await expect(readTable(path)).rejects.toThrow(
      "“book.xlsx” cannot be read: it is cut off or damaged. Download or save it again and try again.",
    );
  });

  test("without a header are refused in a sentence", async () => {
    const path = await workbookOf({ Empty: [] });
    await expect(readTable(path)).rejects.toThrow(/it has no sheet with a header/);
  });

  test("that hold entities or broken XML are refused, and the entities never unfold", async () => {
    const entity =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    const sheet = `${entity}<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`;
    const path = zipOf([
      ["xl/workbook.xml", "<workbook/>"],
      ["xl/worksheets/sheet1.xml", sheet],
    ]);
    await expect(readTable(path)).rejects.toMatchObject({ code: "file_unreadable" });
  });

  test("that unpack to far more than they should are refused before they are read", async () => {
    const path = zipOf([["xl/worksheets/sheet1.xml", Buffer.alloc(160_000_000)]]);
    await expect(readTable(path)).rejects.toMatchObject({
      code: "file_too_large",
      message:
        "“book.xlsx” unpacks to far more than it should and was refused. Save it anew from a spreadsheet, or export it as CSV.",
    });
  });

  test("that are other archives are refused in a sentence", async () => {
    const path = zipOf([["songs.csv", "title\nOne"]]);
    await expect(readTable(path)).rejects.toThrow(
      "“book.xlsx” cannot be read: it is a zip archive, not a workbook. Unpack it and choose the CSV, Excel or JSON file in it.",
    );
  });
});

/** A zip file with these entries, whatever they hold: a library would refuse to write some of them. */
function zipOf(entries: readonly (readonly [string, string | Buffer])[]): string {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const data = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(Buffer.from(content)), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), fields, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([
        Buffer.from("PK\u0001\u0002"),
        Buffer.from([20, 0]),
        fields,
        rest,
        Buffer.from(name),
      ]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  const path = join(temporaryFolder(), "book.xlsx");
  writeFileSync(path, Buffer.concat([...parts, central, end]));
  return path;
}
