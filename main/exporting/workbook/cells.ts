import type { Row, Style } from "exceljs";
import type { CellFormat, CellValue } from "../columns.ts";
import { xmlSafe } from "../xml.ts";
import { CELL_STYLES } from "./styles.ts";

/** Excel's limit for the text of a cell. */
const MAX_TEXT = 32_767;
/** Excel reads this as one escaped character (ECMA-376, ST_Xstring), so its underscore is escaped. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;
/** Excel counts 1900 as a leap year, so days before March are a day off; and there is none before it. */
const FIRST_SAFE_DAY = "1900-03-01";
const DAY_MS = 86_400_000;
/** Days from Excel's day 0 to 1970. */
const EPOCH_DAY = 25_569;

/**
 * What a cell holds: text or a number (moments count days, as Excel does), null for no cell. Text goes into a string
 * cell, which no spreadsheet ever computes: "=1+1" as a title shows as that, where a CSV has no types and must escape
 * it.
 */
export function cellContent(value: string | number, format: CellFormat): string | number | null {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return null;
    return format === "length" ? value / DAY_MS : value;
  }
  if (value === "") return null;
  // A year or a month alone is no day: it stays text.
  if (format === "date" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return toDays(value) ?? value;
  if (format === "moment") return toDays(value) ?? value;
  const safe = xmlSafe(value).replaceAll(LOOKS_ESCAPED, "_x005F_");
  return safe.length > MAX_TEXT ? safe.slice(0, MAX_TEXT).toWellFormed() : safe;
}

/** For the small sheets; see row-writer.ts for the long ones. */
export function setCell(row: Row, column: number, value: CellValue, format: CellFormat): void {
  if (value === null) return;
  put(row, column, typeof value === "object" ? value.text : value, format, CELL_STYLES[format]);
}

export function setStyled(
  row: Row,
  column: number,
  value: string | number,
  style: Partial<Style>,
): void {
  put(row, column, value, "text", style);
}

function put(
  row: Row,
  column: number,
  value: string | number,
  format: CellFormat,
  style: Partial<Style>,
): void {
  const content = cellContent(value, format);
  if (content === null) return;
  const cell = row.getCell(column);
  cell.value = content;
  cell.style = style;
}

/** Column 1 is A, 27 is AA. */
export function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  const last = String.fromCharCode(65 + ((column - 1) % 26));
  return rest === 0 ? last : columnLetters(rest) + last;
}

function toDays(iso: string): number | null {
  const milliseconds = iso >= FIRST_SAFE_DAY ? Date.parse(iso) : Number.NaN;
  return Number.isNaN(milliseconds) ? null : EPOCH_DAY + milliseconds / DAY_MS;
}
