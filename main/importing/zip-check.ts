import { stat } from "node:fs/promises";
import yauzl from "yauzl";
import { AppError } from "../../common/errors.ts";
import { unreadable } from "./source.ts";

/** All entries inflated. A workbook of a million tracks stays below. */
const MAX_INFLATED = 2_000_000_000;
/** The texts of a workbook are held in memory while it is read. */
const MAX_TEXTS = 300_000_000;
/** Real sheets shrink 5 to 20 times; beyond this, and beyond a size that could not hurt, it is a bomb. */
const MAX_RATIO = 150;
const HARMLESS = 100_000_000;

/**
 * Inflates every entry of a zip file once, counting what really comes out (the sizes it declares may lie), before
 * anything else reads it. Throws AppError `file_too_large` or `file_unreadable`.
 */
export async function checkZip(path: string, name: string, signal?: AbortSignal): Promise<void> {
  const { size } = await stat(path);
  let inflated = 0;
  let isWorkbook = false;
  try {
    const zip = await yauzl.openPromise(path);
    try {
      for await (const entry of zip.eachEntry()) {
        signal?.throwIfAborted();
        isWorkbook ||= entry.fileName.startsWith("xl/");
        if (entry.fileName.endsWith("/")) continue;
        const before = inflated;
        const limit = entry.fileName.endsWith("sharedStrings.xml") ? MAX_TEXTS : MAX_INFLATED;
        const stream = await zip.openReadStreamPromise(entry);
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          inflated += chunk.length;
          const isBomb = inflated > HARMLESS && inflated > size * MAX_RATIO;
          if (isBomb || inflated > MAX_INFLATED || inflated - before > limit) {
            stream.destroy();
            throw new AppError(
              "file_too_large",
              `“${name}” unpacks to far more than it should and was refused. Save it anew from a spreadsheet, or export it as CSV.`,
            );
          }
        }
      }
    } finally {
      zip.close();
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof AppError) throw error;
    throw unreadable(name, "it is cut off or damaged", "Download or save it again and try again");
  }
  if (!isWorkbook) {
    throw unreadable(
      name,
      "it is a zip archive, not a workbook",
      "Unpack it and choose the CSV, Excel or JSON file in it",
    );
  }
}
