import { AppError } from "../../../common/errors.ts";
import type { ExportSource } from "../source.ts";
import type { StagedFile } from "../staged-file.ts";
import type { Walk } from "../writing.ts";
import { drawModel, writeModelSheet } from "./model-sheet.ts";
import { drawMoods, writeMoodsSheet } from "./moods-sheet.ts";
import { drawStatistics, writeStatisticsSheet } from "./statistics-sheet.ts";
import { WorkbookStream } from "./stream.ts";
import { writeFeaturesSheet, writeMlSheet, writeTracksSheet } from "./track-sheets.ts";

/** Rows of a sheet, less the header. */
const MAX_TRACKS = 1_048_575;

/**
 * An Excel workbook: Tracks, Features, ML, Moods, Statistics and Model. Returns the number of tracks.
 * Throws AppError `bad_input` for more tracks than a sheet has rows.
 */
export async function writeWorkbook(
  source: ExportSource,
  file: StagedFile,
  walk: Walk,
): Promise<number> {
  if (source.count > MAX_TRACKS) {
    throw new AppError(
      "bad_input",
      `An Excel sheet holds ${MAX_TRACKS.toLocaleString("en")} tracks and these are ${source.count.toLocaleString("en")}. Export them as CSV, or only some of them.`,
    );
  }
  const book = new WorkbookStream(file);
  try {
    walk.report({ stage: "Drawing charts", done: 0, total: null });
    const moods = await drawMoods(source, walk.signal);
    const statistics = await drawStatistics(source, walk.signal);
    const model = await drawModel(source, walk.signal);
    const rows = await writeTracksSheet(book, source, walk);
    await writeFeaturesSheet(book, source, walk);
    await writeMlSheet(book, source, walk);
    writeMoodsSheet(book, source, moods);
    writeStatisticsSheet(book, source, statistics);
    writeModelSheet(book, source, model);
    await book.finish();
    return rows;
  } catch (error) {
    book.abort();
    throw error;
  }
}
