import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { DelimitedReader } from "./delimited.ts";
import { detectEncoding, type TextEncodingName } from "./encoding.ts";
import { sniffDialect, type Dialect } from "./sniff.ts";
import { flatten, unreadable, type BrokenRow, type TableRow, type TableSource } from "./source.ts";

const SNIFF_BYTES = 64 * 1024;
const CHUNK_BYTES = 128 * 1024;
const WHAT_NOW = "The first line must name the columns";

/** Opens delimited text. Throws AppError `file_unreadable`. */
export async function openCsv(
  path: string,
  name: string,
  signal?: AbortSignal,
): Promise<TableSource> {
  const encoding = await detectEncoding(path, name, signal);
  const { size } = await stat(path);
  const dialect = sniffDialect(await readStart(path, encoding));
  const counter = { done: 0, total: size };
  const records = readRecords(path, encoding, dialect, counter, signal);
  const { header, rest } = await takeHeader(records, dialect.before);
  if (!header) throw unreadable(name, "it is blank", WHAT_NOW);
  if ("reason" in header) {
    throw unreadable(name, `its header cannot be read, as ${header.reason}`, WHAT_NOW);
  }
  const columns = header.cells.map((cell) => cell.trim());
  const batches = isOwnExport(columns) ? unescaped(rest) : rest;
  return {
    format: "csv",
    delimiter: dialect.delimiter,
    encoding,
    columns,
    batches,
    rows: flatten(batches),
    progress: () => counter,
  };
}

type Records = readonly (TableRow | BrokenRow)[];

/** What a piece of the file holds is handed on together: row by row, the waiting takes longer than the reading. */
async function* readRecords(
  path: string,
  encoding: TextEncodingName,
  { delimiter, newline }: Dialect,
  counter: { done: number },
  signal?: AbortSignal,
): AsyncGenerator<Records, void> {
  const reader = new DelimitedReader(delimiter, newline);
  const decoder = new TextDecoder(encoding);
  const source = createReadStream(path, {
    highWaterMark: CHUNK_BYTES,
    signal,
  }) as AsyncIterable<Buffer>;
  for await (const chunk of source) {
    counter.done += chunk.length;
    yield [...reader.read(decoder.decode(chunk, { stream: true }), false)];
  }
  yield [...reader.read(decoder.decode(), true)];
}

/** The record after `before` others, and all that follow it. */
async function takeHeader(
  records: AsyncGenerator<Records, void>,
  before: number,
): Promise<{ header: TableRow | BrokenRow | undefined; rest: AsyncIterable<Records> }> {
  let skip = before;
  for (;;) {
    const next = await records.next();
    if (next.done) return { header: undefined, rest: records };
    const header = next.value[skip];
    if (header) return { header, rest: startingWith(next.value.slice(skip + 1), records) };
    skip -= next.value.length;
  }
}

async function* startingWith(
  first: Records,
  rest: AsyncGenerator<Records, void>,
): AsyncGenerator<Records, void> {
  try {
    yield first;
    yield* rest;
  } finally {
    // Left at the first ones, the file would stay open.
    await rest.return();
  }
}

/** Undertone's own files put an apostrophe before what a spreadsheet would take for a formula. */
async function* unescaped(batches: AsyncIterable<Records>): AsyncGenerator<Records, void> {
  for await (const batch of batches) {
    yield batch.map((record) =>
      "reason" in record
        ? record
        : {
            line: record.line,
            cells: record.cells.map((cell) =>
              /^'+[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell,
            ),
          },
    );
  }
}

function isOwnExport(columns: readonly string[]): boolean {
  return ["Title", "Artists", "Spotify URI", "Label source"].every((name) =>
    columns.includes(name),
  );
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
