import ExcelJS from "exceljs";
import { AppError } from "../../common/errors.ts";
import { inBatches, unreadable, type TableRow, type TableSource } from "./source.ts";
import { checkZip } from "./zip-check.ts";

/** Excel's own limit is 1,048,576. */
const MAX_ROWS = 1_048_576;
/** Columns beyond these are no part of a table of tracks. */
const MAX_COLUMNS = 500;
/** Excel counts days from here; a time of day alone is a date of that day. */
const EXCEL_DAY_ONE = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/** The sheet named "Tracks", else the first one with a header. Throws AppError. */
export async function openXlsx(
  path: string,
  name: string,
  signal?: AbortSignal,
): Promise<TableSource> {
  await checkZip(path, name, signal);
  // How many rows there are is not known before they are read.
  const counter = { done: 0, total: 0 };
  try {
    const rows = readSheet(path, await pickSheet(path, signal), counter, signal);
    const header = await rows.next();
    if (header.done) {
      throw unreadable(
        name,
        "it has no sheet with a header",
        "The first row must name the columns",
      );
    }
    const whole = damagedAsError(rows, name, signal);
    return {
      format: "xlsx",
      delimiter: null,
      encoding: null,
      columns: header.value.cells.map((cell) => cell.trim()),
      rows: whole,
      batches: inBatches(whole),
      progress: () => counter,
    };
  } catch (error) {
    throw toReadable(error, name, signal);
  }
}

async function* damagedAsError(
  rows: AsyncGenerator<TableRow, void>,
  name: string,
  signal?: AbortSignal,
): AsyncGenerator<TableRow, void> {
  try {
    yield* rows;
  } catch (error) {
    throw toReadable(error, name, signal);
  }
}

function toReadable(error: unknown, name: string, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof AppError) return error;
  return unreadable(
    name,
    "it is not a whole Excel workbook",
    "Open it in a spreadsheet, save it as .xlsx and try again",
  );
}

async function pickSheet(path: string, signal?: AbortSignal): Promise<number> {
  const found: { id: number; name: string; header: boolean }[] = [];
  let id = 0;
  for await (const sheet of reader(path)) {
    id += 1;
    let header = false;
    for await (const row of sheet) {
      signal?.throwIfAborted();
      header = row.cellCount > 0;
      if (header) break;
    }
    found.push({ id, name: "name" in sheet ? String(sheet.name) : "", header });
  }
  const named = found.find((sheet) => sheet.header && sheet.name.toLowerCase() === "tracks");
  return (named ?? found.find((sheet) => sheet.header))?.id ?? 1;
}

async function* readSheet(
  path: string,
  wanted: number,
  counter: { done: number },
  signal?: AbortSignal,
): AsyncGenerator<TableRow, void> {
  let id = 0;
  let width = MAX_COLUMNS;
  for await (const sheet of reader(path)) {
    id += 1;
    for await (const row of sheet) {
      signal?.throwIfAborted();
      if (id !== wanted || row.number > MAX_ROWS) continue;
      const cells = readCells(row, width);
      if (cells.every((cell) => cell === "")) continue;
      if (counter.done === 0) width = cells.length;
      counter.done += 1;
      yield { line: row.number, cells };
    }
    if (id === wanted) return;
  }
}

function readCells(row: ExcelJS.Row, width: number): string[] {
  const cells: string[] = Array.from({ length: Math.min(width, row.cellCount) }, () => "");
  row.eachCell((cell, column) => {
    if (column <= cells.length) cells[column - 1] = cellText(cell.value);
  });
  return cells;
}

function reader(path: string): AsyncIterable<AsyncIterable<ExcelJS.Row>> {
  return new ExcelJS.stream.xlsx.WorkbookReader(path, {
    worksheets: "emit",
    sharedStrings: "cache",
    hyperlinks: "ignore",
    styles: "cache",
    entries: "ignore",
  });
}

function cellText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return dateText(value);
  if (typeof value !== "object") return String(value);
  if ("richText" in value) return value.richText.map((part) => part.text).join("");
  if ("text" in value) return cellText(value.text);
  // A formula counts as what it came to when the file was saved; it is never computed here.
  if ("result" in value) return cellText(value.result);
  return "";
}

/** A date as YYYY-MM-DD, a moment in full, and a time of day as a clock. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return "";
  const sinceDayOne = date.getTime() - EXCEL_DAY_ONE;
  if (sinceDayOne >= 0 && sinceDayOne < DAY_MS) return clockText(Math.round(sinceDayOne / 1000));
  return date.toISOString().replace(/T00:00:00\.000Z$/, "");
}

/** Whoever types "3:45" for a song's length gets a quarter to four from Excel: it is read back as it was typed. */
function clockText(seconds: number): string {
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  const pad = (value: number) => String(value).padStart(2, "0");
  return hours > 0 && rest === 0
    ? `${hours}:${pad(minutes)}`
    : `${hours}:${pad(minutes)}:${pad(rest)}`;
}
