import type { ImportFormat } from "../../common/domain/import.ts";
import { AppError } from "../../common/errors.ts";

export type TableRow = { readonly line: number; readonly cells: readonly string[] };
/** A row that could not be read at all. */
export type BrokenRow = { readonly line: number; readonly reason: string };

/** A table as it stands in a file: names of columns, and rows of text. */
export type TableSource = {
  readonly format: ImportFormat;
  /** For CSV. */
  readonly delimiter: string | null;
  readonly encoding: string | null;
  readonly columns: readonly string[];
  /** Row by row, so that a file of any length takes little memory. Either this or `batches` may be walked, once. */
  readonly rows: AsyncIterable<TableRow | BrokenRow>;
  /** The same rows, as many at a time as the file gives. */
  readonly batches: AsyncIterable<readonly (TableRow | BrokenRow)[]>;
  /** Bytes read so far, and in all. */
  readonly progress: () => { readonly done: number; readonly total: number };
};

export async function* flatten<Row>(
  batches: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Row, void> {
  for await (const batch of batches) yield* batch;
}

/** Rows of a source that has them one by one. */
const BATCH = 256;

export async function* inBatches<Row>(
  rows: AsyncIterable<Row>,
): AsyncGenerator<readonly Row[], void> {
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

export function unreadable(name: string, why: string, whatNow: string): AppError {
  return new AppError("file_unreadable", `“${name}” cannot be read: ${why}. ${whatNow}.`);
}
