import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { detectEncoding, type TextEncodingName } from "./encoding.ts";
import { unreadable, type BrokenRow, type TableRow, type TableSource } from "./table.ts";

const DELIMITERS = [",", ";", "\t", "|"] as const;
/** A record longer than this is no track: a quote was not closed, or the file is something else. */
const MAX_RECORD = 1_000_000;
const SNIFF_BYTES = 64 * 1024;

/** Opens delimited text. Throws AppError `file_unreadable`. */
export async function openCsv(
  path: string,
  name: string,
  signal?: AbortSignal,
): Promise<TableSource> {
  const encoding = await detectEncoding(path, name, signal);
  const { size } = await stat(path);
  const delimiter = sniffDelimiter(await readStart(path, encoding));
  const counter = { done: 0, total: size };
  const records = readRecords(path, encoding, delimiter, counter, signal);
  const header = await records.next();
  if (header.done || "reason" in header.value) {
    throw unreadable(
      name,
      "its first line is not a header",
      "The first line must name the columns",
    );
  }
  const columns = header.value.cells.map((cell) => cell.trim());
  if (columns.every((column) => column === "")) {
    throw unreadable(name, "its first line is empty", "The first line must name the columns");
  }
  return { format: "csv", delimiter, encoding, columns, rows: records, progress: () => counter };
}

/** The delimiter that splits the first lines most evenly, quotes respected. */
export function sniffDelimiter(text: string): string {
  const lines = splitLines(text).slice(0, 20);
  let best: { delimiter: string; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map(
      (line) => line.replaceAll(/"(?:[^"]|"")*"/g, "").split(delimiter).length - 1,
    );
    const [first = 0] = counts;
    const same = counts.filter((count) => count === first).length / Math.max(1, counts.length);
    const score = first * same;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

async function* readRecords(
  path: string,
  encoding: TextEncodingName,
  delimiter: string,
  counter: { done: number },
  signal?: AbortSignal,
): AsyncGenerator<TableRow | BrokenRow, void> {
  const broken: BrokenRow[] = [];
  const parser = parse({
    bom: true,
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
  });
  const feeding = pipeline(
    Readable.from(decoded(path, encoding, counter, broken, signal)),
    parser,
  ).catch((error: unknown) => {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  let before = 0;
  try {
    for await (const item of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield* broken.splice(0);
      yield { line: before + 1, cells: item.record };
      before = item.info.lines;
    }
    await feeding;
    yield* broken.splice(0);
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof CsvError)) throw error;
    yield {
      line: before + 1,
      reason: "a quote is opened and never closed; the rest of the file was left out",
    };
  } finally {
    parser.destroy();
  }
}

/**
 * The text of the file, less physical lines that are longer than any track: a single one of them would otherwise
 * grow in the parser without bound.
 */
async function* decoded(
  path: string,
  encoding: TextEncodingName,
  counter: { done: number },
  broken: BrokenRow[],
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let line = 1;
  let held = "";
  let dropping = false;
  const source = createReadStream(path, {
    highWaterMark: 256 * 1024,
    signal,
  }) as AsyncIterable<Buffer>;
  for await (const chunk of source) {
    counter.done += chunk.length;
    held += decoder.decode(chunk, { stream: true });
    const end = Math.max(held.lastIndexOf("\n"), held.lastIndexOf("\r", held.length - 2));
    if (end === -1) {
      if (!dropping && held.length <= MAX_RECORD) continue;
      if (!dropping)
        broken.push({
          line,
          reason: `the line is longer than ${MAX_RECORD.toLocaleString("en")} characters`,
        });
      dropping = true;
      held = "";
      continue;
    }
    let part = held.slice(0, end + 1);
    held = held.slice(end + 1);
    if (dropping) {
      // The parser gets an empty line in place of the dropped one, so that its line numbers stay true.
      const rest = part.search(/\r?\n|\r/);
      part = part.slice(rest);
      dropping = false;
    }
    line += countLines(part);
    yield part;
  }
  held += decoder.decode();
  if (!dropping && held.length > MAX_RECORD) {
    broken.push({
      line,
      reason: `the line is longer than ${MAX_RECORD.toLocaleString("en")} characters`,
    });
  } else if (!dropping && held !== "") yield held;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

async function readStart(path: string, encoding: TextEncodingName): Promise<string> {
  const file = await open(path, "r");
  try {
    const head = Buffer.alloc(SNIFF_BYTES);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return new TextDecoder(encoding).decode(head.subarray(0, bytesRead), { stream: true });
  } finally {
    await file.close();
  }
}

/** Whole lines only; a line break within quotes does not end one. */
function splitLines(text: string): string[] {
  const lines = text.match(/(?:"(?:[^"]|"")*"|[^"\r\n])+/g) ?? [];
  return lines.length > 1 ? lines.slice(0, -1) : lines;
}
