import type { ExportFormat, ExportReport } from "../../common/domain/export.ts";
import type { CallContext } from "../rpc/dispatch.ts";
import { writeCsv } from "./csv.ts";
import { writeJson } from "./json.ts";
import { writePlaylists } from "./m3u8.ts";
import type { ExportSource } from "./source.ts";
import { writeWhole, type StagedFile } from "./staged-file.ts";
import { writeWorkbook } from "./workbook/workbook.ts";
import type { Walk } from "./writing.ts";

export type ExportOptions = {
  readonly format: ExportFormat;
  /** The file; for m3u8 the folder. */
  readonly path: string;
  readonly force: boolean;
  /** For m3u8: ids of the moods that get a playlist; left out: all. */
  readonly moods?: readonly number[];
};

/**
 * Writes a library. Each file appears whole or not at all; on a failure or a cancel, what was there before is
 * unchanged. Throws AppError `file_exists` (without `force`), `file_missing` (no such folder), `disk_full`,
 * `unavailable` (no permission, or open elsewhere), `bad_input`, `not_found`, and the signal's reason on abort.
 */
export async function exportLibrary(
  source: ExportSource,
  { format, path, force, moods }: ExportOptions,
  { signal, report }: CallContext,
): Promise<Pick<ExportReport, "files">> {
  const whole = async (write: Writer) => {
    let rows = 0;
    const bytes = await writeWhole(path, { force, signal }, async (file) => {
      // The file's signal also tells that the disk is full.
      rows = await write(source, file, { signal: file.signal, report });
    });
    return { files: [{ path, rows, bytes }] };
  };
  switch (format) {
    case "xlsx":
      return whole(writeWorkbook);
    case "csv":
      return whole(writeCsv);
    case "json":
      return whole(writeJson);
    case "m3u8":
      return {
        files: await writePlaylists(
          source,
          { folder: path, force, ...(moods ? { moods } : {}) },
          { signal, report },
        ),
      };
  }
}

type Writer = (source: ExportSource, file: StagedFile, walk: Walk) => Promise<number>;
