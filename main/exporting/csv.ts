import { trackColumns, type CellValue } from "./columns.ts";
import type { ExportSource } from "./source.ts";
import type { StagedFile } from "./staged-file.ts";
import { eachTrack, type Walk } from "./writing.ts";

/** Without it, spreadsheets take UTF-8 for the local 8-bit encoding. */
const BOM = "\uFEFF";
/** RFC 4180. */
const END = "\r\n";
/**
 * What a spreadsheet would take for a formula (owasp.org, "CSV Injection"). Apostrophes before it count as well, so
 * that taking one apostrophe away always gives the name back.
 */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;

/** One row per track, in the columns of the sheet Tracks. Returns the number of rows. */
export async function writeCsv(
  source: ExportSource,
  file: StagedFile,
  walk: Walk,
): Promise<number> {
  const columns = trackColumns(source.moods);
  await file.write(BOM + columns.map(({ header }) => toCell(header)).join(",") + END);
  return eachTrack(source, "Writing tracks", walk, (row) =>
    file.write(columns.map(({ value, format }) => toCell(value(row), format)).join(",") + END),
  );
}

function toCell(value: CellValue, format = "text"): string {
  if (value === null) return "";
  // A number is written as a number: a spreadsheet computes nothing from "-5.5".
  if (typeof value === "number") return format === "length" ? clock(value) : String(value);
  return quote(escapeFormula(typeof value === "string" ? value : value.link));
}

/** With an apostrophe in front, which spreadsheets take for "this is text". */
function escapeFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function quote(text: string): string {
  return /[",;\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Milliseconds as m:ss. */
function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
