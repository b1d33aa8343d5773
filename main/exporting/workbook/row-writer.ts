import type { Worksheet } from "exceljs";
import type { Column, Link } from "../columns.ts";
import { escapeXml } from "../xml.ts";
import { cellContent, columnLetters } from "./cells.ts";
import type { WorkbookStream } from "./stream.ts";
import { CELL_STYLES, LINK_STYLE } from "./styles.ts";

/** Excel opens a sheet with more hyperlinks than this as damaged; the function HYPERLINK has no limit. */
const MAX_LINKS = 65_530;

/** Makes the function that writes a sheet's rows under its header, one after the other. */
export function rowWriter<Row>(
  book: WorkbookStream,
  sheet: Worksheet,
  columns: readonly Column<Row>[],
): (row: Row) => void {
  const cells = columns.map(({ value, format }, index) => ({
    value,
    format,
    letters: columnLetters(index + 1),
    style: book.styleNumber(CELL_STYLES[format]),
  }));
  const linkStyle = book.styleNumber(LINK_STYLE);
  let number = 1;
  let links = 0;

  const linkXml = ({ text, link }: Link, address: string): string => {
    links += 1;
    if (links > MAX_LINKS) return formulaXml(address, linkStyle, link, text);
    book.addLink(sheet, address, link);
    return textXml(address, linkStyle, text);
  };

  return (row) => {
    number += 1;
    let xml = `<row r="${number}">`;
    for (const { value, format, letters, style } of cells) {
      const cell = value(row);
      if (cell === null) continue;
      const address = letters + number;
      if (typeof cell === "object") {
        xml += linkXml(cell, address);
        continue;
      }
      const content = cellContent(cell, format);
      if (typeof content === "string") xml += textXml(address, style, content);
      else if (content !== null) xml += `<c r="${address}" s="${style}"><v>${content}</v></c>`;
    }
    book.writeRow(sheet, `${xml}</row>`);
  };
}

function textXml(address: string, style: number, text: string): string {
  return `<c r="${address}" s="${style}" t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`;
}

/** Shows the text, and is computed anew when it is clicked. */
function formulaXml(address: string, style: number, link: string, text: string): string {
  const quoted = (part: string) => `"${part.replaceAll('"', '""')}"`;
  const formula = escapeXml(`HYPERLINK(${quoted(link)},${quoted(text)})`);
  return `<c r="${address}" s="${style}" t="str"><f>${formula}</f><v>${escapeXml(text)}</v></c>`;
}
