import type { ConditionalFormattingOptions, Row as SheetRow, Worksheet } from "exceljs";
import type { Column } from "../columns.ts";
import type { ExportSource, ExportTrack } from "../source.ts";
import { eachTrack, type Walk } from "../writing.ts";
import { rowWriter } from "./row-writer.ts";
import { setCell, setStyled } from "./cells.ts";
import type { Picture, WorkbookStream } from "./stream.ts";
import { headerStyle } from "./styles.ts";

type TableSheet<Row> = {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** Columns that stay in sight beside the header. */
  readonly frozen?: number;
  /** Finishes a row's cells: colours that are data, for instance. */
  readonly decorate?: (cells: SheetRow, row: Row) => void;
};

/** A sheet with one row per track: frozen header, filter, formats and widths by its columns. */
export async function writeTrackSheet(
  book: WorkbookStream,
  source: ExportSource,
  walk: Walk,
  stage: string,
  table: TableSheet<ExportTrack> & { readonly scales?: readonly ConditionalFormattingOptions[] },
): Promise<number> {
  const sheet = beginTable(book, table);
  const write = rowWriter(book, sheet, table.columns);
  const pause = () => book.drain(sheet);
  const rows = await eachTrack(source, stage, { ...walk, pause }, write);
  // ExcelJS writes these after hyperlinks, where the schema wants them before: no sheet may have both.
  for (const scale of table.scales ?? []) sheet.addConditionalFormatting(scale);
  endTable(sheet, table.columns.length, rows);
  book.finishSheet(sheet);
  return rows;
}

/** A small table with pictures. */
export function writeTable<Row>(
  book: WorkbookStream,
  table: TableSheet<Row>,
  rows: readonly Row[],
  pictures: readonly Picture[],
): void {
  const sheet = beginTable(book, table);
  for (const row of rows) addRow(sheet, table, row);
  endTable(sheet, table.columns.length, rows.length);
  book.finishSheet(sheet, pictures);
}

function beginTable<Row>(book: WorkbookStream, table: TableSheet<Row>): Worksheet {
  const sheet = book.addSheet(table.name, {
    views: [{ state: "frozen", xSplit: table.frozen ?? 0, ySplit: 1 }],
    pageSetup: { orientation: "landscape" },
  });
  sheet.columns = table.columns.map(({ width }) => ({ width }));
  const header = sheet.addRow([]);
  header.height = 22;
  table.columns.forEach((column, index) => {
    setStyled(header, index + 1, column.header, headerStyle(column.format));
  });
  header.commit();
  return sheet;
}

function addRow<Row>(sheet: Worksheet, { columns, decorate }: TableSheet<Row>, row: Row): void {
  const cells = sheet.addRow([]);
  columns.forEach(({ value, format }, index) => {
    setCell(cells, index + 1, value(row), format);
  });
  decorate?.(cells, row);
  cells.commit();
}

function endTable(sheet: Worksheet, columns: number, rows: number): void {
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows + 1, column: columns } };
}
