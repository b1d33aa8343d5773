import { DelimitedReader } from "./delimited.ts";
import { recognise } from "./recognise.ts";

const USUAL = [",", ";", "\t", "|"] as const;
/** Signs that stand in names of columns or around them, and so separate none. */
const NEVER = /[\p{L}\p{N}\s_()."'’“”\-#%/\\]/u;
const LINES = 20;

export type Dialect = {
  readonly delimiter: string;
  readonly newline: "\n" | "\r";
  /** Lines before the header: Excel's `sep=;`. */
  readonly before: 0 | 1;
};

/** How delimited text is written, by its beginning. */
export function sniffDialect(text: string): Dialect {
  // Only old Macs end lines with a carriage return alone.
  const newline = text.includes("\r") && !text.includes("\n") ? "\r" : "\n";
  const declared = /^sep=(.)\r?(?:\n|\r)/i.exec(text)?.[1];
  if (declared !== undefined) return { delimiter: declared, newline, before: 1 };
  return { delimiter: sniffDelimiter(text, newline), newline, before: 0 };
}

/** The sign that makes the most known columns of the header; of equal ones, what splits the first lines most evenly. */
function sniffDelimiter(text: string, newline: "\n" | "\r"): string {
  const [header = ""] = text.split(newline, 1);
  const unusual = [...new Set(header)].filter((sign) => !NEVER.test(sign));
  const candidates = [...new Set<string>([...USUAL, ...unusual.slice(0, 10)])];
  let best = { delimiter: ",", known: 0, evenness: 0 };
  for (const delimiter of candidates) {
    const [first, ...rows] = readLines(text, delimiter, newline);
    if (!first) continue;
    const known = Object.keys(recognise(first).mapping).length;
    const even = rows.filter((row) => row.length === first.length).length + 1;
    const evenness = ((first.length - 1) * even) / (rows.length + 1);
    if (known > best.known || (known === best.known && evenness > best.evenness)) {
      best = { delimiter, known, evenness };
    }
  }
  return best.delimiter;
}

function readLines(text: string, delimiter: string, newline: "\n" | "\r"): (readonly string[])[] {
  const lines: (readonly string[])[] = [];
  for (const record of new DelimitedReader(delimiter, newline).read(text, true)) {
    if ("cells" in record) lines.push(record.cells.map((cell) => cell.trim()));
    if (lines.length >= LINES) break;
  }
  return lines;
}
