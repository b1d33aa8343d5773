import { basename } from "node:path";
import type { ImportMapping } from "../../common/domain/import.ts";
import { AppError } from "../../common/errors.ts";
import { short } from "./clean.ts";
import { recognise } from "./recognise.ts";
import { createRowReader, type ParsedRow } from "./row.ts";
import { openTable } from "./table.ts";

/** A row of a file as a track, or why it cannot be one. */
export type ReadRow = { readonly line: number; readonly parsed: ParsedRow };

/** Rows after which a cancel is heard. */
const BATCH = 256;

export type RowBatch = {
  readonly rows: readonly ReadRow[];
  /** Bytes (or whatever the file is counted in) so far and in all; `total` 0 = not known. */
  readonly done: number;
  readonly total: number;
};

/** A file, and which of its columns mean what; without it they are recognised by their names. */
export type RowSource = { readonly path: string; readonly mapping: ImportMapping | undefined };

/** Reads a file's rows batch by batch. Throws AppError for a file or a mapping that cannot be used. */
export async function* readRows(
  file: RowSource,
  signal: AbortSignal,
): AsyncGenerator<RowBatch, void> {
  const table = await openTable(file.path, signal);
  const mapping = file.mapping ?? recognise(table.columns).mapping;
  if (mapping.title === undefined) {
    throw new AppError(
      "bad_input",
      `No column of “${basename(file.path)}” is the title. Its columns: ${listColumns(table.columns)}. Say which one is.`,
      { path: "mapping" },
    );
  }
  refuseMissingColumns(mapping, table.columns);
  const read = createRowReader(table.columns, mapping);
  for await (const batch of table.batches) {
    for (let from = 0; from < batch.length; from += BATCH) {
      signal.throwIfAborted();
      const rows = batch.slice(from, from + BATCH).map((row) => ({
        line: row.line,
        parsed: "reason" in row ? { ok: false as const, reason: row.reason } : read(row.cells),
      }));
      yield { rows, ...table.progress() };
    }
  }
}

/** Throws AppError `bad_input` for a mapping that was made for another file. */
function refuseMissingColumns(mapping: ImportMapping, columns: readonly string[]): void {
  const wrong = Object.entries(mapping).find(([, column]) => column >= columns.length);
  if (!wrong) return;
  throw new AppError(
    "bad_input",
    `The file has ${columns.length} columns, but ${wrong[0]} is to be read from column ${wrong[1] + 1}. Look at the file again and say which column it is.`,
    { path: "mapping" },
  );
}

function listColumns(columns: readonly string[]): string {
  const named = columns.filter((name) => name !== "").map(short);
  return named.length > 30 ? `${named.slice(0, 30).join(", ")} …` : named.join(", ");
}
