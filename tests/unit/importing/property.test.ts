import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "../../../common/errors.ts";
import { openTable } from "../../../main/importing/table.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { readTable } from "./read-table.ts";

const LETTERS = ["a", "B", "é", "“", " ", "x", "7", ",", ";", "\t", "|", '"', "'", "\n", "=", "-"];
const WIDE = [...LETTERS, "夜", "ש", "👩", "ł", "\u200D"];
const encodings = ["utf8", "utf8 with a mark", "utf16le", "windows-1252"] as const;

const tables = fc
  .record({
    encoding: fc.constantFrom(...encodings),
    delimiter: fc.constantFrom(",", ";", "\t", "|", "~"),
    end: fc.constantFrom("\n", "\r\n"),
    quoteAll: fc.boolean(),
    lastEnd: fc.boolean(),
  })
  .chain((dialect) => {
    const letters = dialect.encoding === "windows-1252" ? LETTERS : WIDE;
    const cell = fc.string({ unit: fc.constantFrom(...letters), maxLength: 12 });
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 });
    return fc.tuple(fc.constant(dialect), rows);
  });

test("a table in any delimiter, quoting, encoding and line end is read back as it was written", async () => {
  const path = join(temporaryFolder(), "table.csv");
  await fc.assert(
    fc.asyncProperty(tables, async ([dialect, rows]) => {
      const { delimiter, end, quoteAll, lastEnd, encoding } = dialect;
      const quote = (cell: string) =>
        quoteAll || /["\r\n]/.test(cell) || cell.includes(delimiter)
          ? `"${cell.replaceAll('"', '""')}"`
          : cell;
      const lines = [["Title", "Artist", "Album"], ...rows].map((row) =>
        row.map(quote).join(delimiter),
      );
      writeFileSync(path, encode(lines.join(end) + (lastEnd ? end : ""), encoding));
      const read: (readonly string[])[] = [];
      for await (const row of (await openTable(path)).rows) {
        read.push("cells" in row ? row.cells : [row.reason]);
      }
      // Blank records are left out.
      expect(read).toEqual(rows.filter((row) => row.some((cell) => cell.trim() !== "")));
    }),
    { numRuns: 100 },
  );
});

test("any bytes give a report or an AppError", async () => {
  const path = join(temporaryFolder(), "table");
  const start = fc.constantFrom(
    "",
    "title,artist\n",
    "\uFEFFtitle\n",
    '[{"title":',
    '{"tracks":[',
    "PK\u0003\u0004",
  );
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: "binary", maxLength: 200 }).map((text) => Buffer.from(text)),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .constantFrom('"', "\n", "\r", ",", "\0", "\uD800", "title", "1e999")
      .map((text) => Buffer.from(text)),
  );
  await fc.assert(
    fc.asyncProperty(start, fc.array(piece, { maxLength: 8 }), async (head, pieces) => {
      writeFileSync(path, Buffer.concat([Buffer.from(head), ...pieces]));
      const outcome = await readTable(path).catch(sentenceOf);
      expect(typeof outcome === "string" ? outcome !== "" : isSound(outcome)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

/** Any other error is a crash. */
function sentenceOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  throw error;
}

function isSound({ added, tracks }: Awaited<ReturnType<typeof readTable>>): boolean {
  const sound = tracks.filter(({ title }) => title.trim() !== "" && title.isWellFormed());
  return sound.length === added;
}

function encode(text: string, encoding: (typeof encodings)[number]): Buffer {
  switch (encoding) {
    case "utf8":
      return Buffer.from(text);
    case "utf8 with a mark":
      return Buffer.from(`\uFEFF${text}`);
    case "utf16le":
      return Buffer.from(`\uFEFF${text}`, "utf16le");
    case "windows-1252":
      return Buffer.from(
        Array.from(text, (letter) => (letter === "“" ? 0x93 : (letter.codePointAt(0) ?? 0))),
      );
  }
}
