import type { Style } from "exceljs";
import type { CellFormat } from "../columns.ts";
import { PAPER } from "../palette.ts";

type CellStyle = Partial<Style>;

/**
 * One object per style, never a copy: ExcelJS finds the style of a cell by its object, and builds and compares it
 * anew for every object it has not seen.
 */
export const CELL_STYLES: Readonly<Record<CellFormat, CellStyle>> = {
  text: { numFmt: "@" },
  share: { numFmt: "0.0%" },
  unit: { numFmt: "0.000" },
  decimal: { numFmt: "0.0" },
  scaled: { numFmt: "0.00" },
  whole: { numFmt: "#,##0" },
  date: { numFmt: "yyyy-mm-dd", alignment: { horizontal: "left" } },
  moment: { numFmt: "yyyy-mm-dd hh:mm", alignment: { horizontal: "left" } },
  length: { numFmt: "[m]:ss" },
};

export const LINK_STYLE: CellStyle = {
  font: { name: "Calibri", size: 11, color: argb(PAPER.accent), underline: true },
};

export const HEADER_STYLE: CellStyle = {
  font: { name: "Calibri", size: 11, bold: true, color: argb(PAPER.ink) },
  fill: solid(PAPER.accentSoft),
  border: { bottom: { style: "thin", color: argb(PAPER.accent) } },
  alignment: { vertical: "middle" },
};

/** Numbers stand at the right, so their header does too. */
export const NUMBER_HEADER_STYLE: CellStyle = {
  ...HEADER_STYLE,
  alignment: { vertical: "middle", horizontal: "right" },
};

export function headerStyle(format: CellFormat): CellStyle {
  return NUMBERS.has(format) ? NUMBER_HEADER_STYLE : HEADER_STYLE;
}

const NUMBERS: ReadonlySet<CellFormat> = new Set([
  "share",
  "unit",
  "decimal",
  "scaled",
  "whole",
  "length",
]);

export const SECTION_STYLE: CellStyle = {
  font: { name: "Calibri", size: 14, bold: true, color: argb(PAPER.accent) },
};

export const NOTE_STYLE: CellStyle = {
  font: { name: "Calibri", size: 11, italic: true, color: argb(PAPER.inkSoft) },
};

/** A cell of one colour, with letters that can be read on it. */
export function filled(color: string, ink: string, format: CellFormat): CellStyle {
  return {
    ...CELL_STYLES[format],
    fill: solid(color),
    font: { name: "Calibri", size: 11, color: argb(ink) },
    alignment: { horizontal: "center" },
  };
}

function solid(color: string): NonNullable<CellStyle["fill"]> {
  return { type: "pattern", pattern: "solid", fgColor: argb(color) };
}

function argb(color: string): { argb: string } {
  return { argb: `FF${color.slice(1).toUpperCase()}` };
}
