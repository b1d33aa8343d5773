import type { CellValue as ExcelValue, Row, Style } from "exceljs";
import type { CellFormat, CellValue, Link } from "../columns.ts";
import { xmlSafe } from "../xml.ts";
import { CELL_STYLES, LINK_STYLE } from "./styles.ts";

/** Excel's limit for the text of a cell. */
const MAX_TEXT = 32_767;
/** Excel opens a sheet with more hyperlinks than this as damaged; the function HYPERLINK has no limit. */
const MAX_LINKS = 65_530;
/** Excel reads this as one escaped character (ECMA-376, ST_Xstring), so its underscore is escaped. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;
/** Excel counts 1900 as a leap year, so days before March are a day off; and there is none before it. */
const FIRST_SAFE_DAY = "1900-03-01";
const DAY_MS = 86_400_000;

/**
 * Puts values into a row. Text is always a string cell, which no spreadsheet ever computes: "=1+1" as a title shows
 * as that, where a CSV has no types and must escape it. Empty values make no cell at all.
 */
export function setCell(row: Row, column: number, value: CellValue, format: CellFormat): void {
  if (value === null || value === "") return;
  const cell = row.getCell(column);
  if (typeof value === "object") {
    cell.value = linkValue(value, row.number);
    cell.style = LINK_STYLE;
    return;
  }
  cell.value = typeof value === "number" ? numberValue(value, format) : textValue(value, format);
  cell.style = CELL_STYLES[format];
}

export function setStyled(
  row: Row,
  column: number,
  value: string | number,
  style: Partial<Style>,
): void {
  const cell = row.getCell(column);
  cell.value = typeof value === "string" ? safeText(value) : value;
  cell.style = style;
}

function numberValue(value: number, format: CellFormat): ExcelValue {
  if (!Number.isFinite(value)) return null;
  return format === "length" ? value / DAY_MS : value;
}

function textValue(value: string, format: CellFormat): ExcelValue {
  // A year or a month alone is no day: it stays text.
  if (format === "date" && /^\d{4}-\d{2}-\d{2}$/.test(value) && value >= FIRST_SAFE_DAY) {
    return new Date(`${value}T00:00:00Z`);
  }
  if (format === "moment" && value >= FIRST_SAFE_DAY) {
    const moment = new Date(value);
    if (!Number.isNaN(moment.getTime())) return moment;
  }
  return safeText(value);
}

function linkValue({ text, link }: Link, row: number): ExcelValue {
  if (row <= MAX_LINKS) return { text, hyperlink: link };
  const quoted = (part: string) => `"${part.replaceAll('"', '""')}"`;
  return { formula: `HYPERLINK(${quoted(link)},${quoted(text)})`, result: text, date1904: false };
}

function safeText(value: string): string {
  const safe = xmlSafe(value).replaceAll(LOOKS_ESCAPED, "_x005F_");
  return safe.length > MAX_TEXT ? safe.slice(0, MAX_TEXT).toWellFormed() : safe;
}
