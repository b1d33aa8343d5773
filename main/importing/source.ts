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
  /** Row by row, so that a file of any length takes little memory. May be walked once. */
  readonly rows: AsyncIterable<TableRow | BrokenRow>;
  /** Bytes read so far, and in all. */
  readonly progress: () => { readonly done: number; readonly total: number };
};

export function unreadable(name: string, why: string, whatNow: string): AppError {
  return new AppError("file_unreadable", `“${name}” cannot be read: ${why}. ${whatNow}.`);
}
