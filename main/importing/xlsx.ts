import { stat } from "node:fs/promises";
import ExcelJS from "exceljs";
import { AppError } from "../../common/errors.ts";
import { unreadable, type TableRow, type TableSource } from "./table.ts";
import { checkZip } from "./zip-check.ts";

/** Excel's own limit is 1,048,576. */
const MAX_ROWS = 1_048_576;

/** The sheet named "Tracks", else the first one with a header. Throws AppError. */
export async function openXlsx(
  path: string,
  name: string,
  signal?: AbortSignal,
): Promise<TableSource> {
  await checkZip(path, name, signal);
  const { size } = await stat(path);
  const counter = { done: 0, total: 0 };
  try {
    const sheet = await pickSheet(path);
    const rows = readSheet(path, sheet, counter, signal);
    const header = await rows.next();
    if (header.done)
      throw unreadable(
        name,
        "it has no sheet with a header",
        "The first row must name the columns",
      );
    counter.total = size;
    return {
      format: "xlsx",
      delimiter: null,
      encoding: null,
      columns: header.value.cells.map((cell) => cell.trim()),
      rows,
      progress: () => counter,
    };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof AppError) throw error;
    throw unreadable(
      name,
      "it is not a whole Excel workbook",
      "Open it in a spreadsheet, save it as .xlsx and try again",
    );
  }
}

async function pickSheet(path: string): Promise<number> {
  const found: { id: number; name: string; header: boolean }[] = [];
  let id = 0;
  for await (const sheet of reader(path)) {
    id += 1;
    let header = false;
    for await (const row of sheet) {
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
  for await (const sheet of reader(path)) {
    id += 1;
    if (id !== wanted) {
      for await (const _ of sheet) signal?.throwIfAborted();
      continue;
    }
    for await (const row of sheet) {
      if (row.number > MAX_ROWS) return;
      const cells: string[] = [];
      row.eachCell({ includeEmpty: true }, (cell, column) => {
        cells[column - 1] = cellText(cell.value);
      });
      if (cells.every((cell) => cell === "")) continue;
      counter.done += 1;
      yield { line: row.number, cells };
    }
  }
}

function reader(path: string): AsyncIterable<AsyncIterable<ExcelJS.Row>> {
  const options = {
    worksheets: "emit",
    sharedStrings: "cache",
    hyperlinks: "ignore",
    styles: "cache",
    entries: "ignore",
  } as const;
  return new ExcelJS.stream.xlsx.WorkbookReader(path, options) as unknown as AsyncIterable<
    AsyncIterable<ExcelJS.Row>
  >;
}

function cellText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "" : value.toISOString().replace(/T00:00:00\.000Z$/, "");
  if (typeof value !== "object") return String(value);
  if ("richText" in value) return value.richText.map((part) => part.text).join("");
  if ("text" in value) return cellText(value.text as ExcelJS.CellValue);
  // A formula counts as what it came to when the file was saved; it is never computed here.
  if ("result" in value) return cellText(value.result as ExcelJS.CellValue);
  return "";
}
