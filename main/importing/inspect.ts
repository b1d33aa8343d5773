import type { FileRef, Inspection } from "../../common/domain/import.ts";
import { recognise } from "./recognise.ts";
import { openTable } from "./table.ts";

const PREVIEW_ROWS = 20;
const MOOD_ROWS = 5000;
const MOOD_VALUES = 50;

/** Reads the beginning of a file: what it is, what its columns seem to mean, and how its first rows look. */
export async function inspect(
  path: string,
  file: FileRef,
  signal?: AbortSignal,
): Promise<Inspection> {
  const table = await openTable(path, signal);
  const { mapping, layout, notes } = recognise(table.columns);
  const preview: string[][] = [];
  const moods = new Map<string, number>();
  let read = 0;
  for await (const row of table.rows) {
    signal?.throwIfAborted();
    if ("reason" in row) continue;
    read += 1;
    if (preview.length < PREVIEW_ROWS) {
      preview.push(table.columns.map((_, index) => (row.cells[index] ?? "").slice(0, 200)));
    }
    const mood = mapping.mood === undefined ? "" : (row.cells[mapping.mood] ?? "").trim();
    if (mood !== "") moods.set(mood, (moods.get(mood) ?? 0) + 1);
    if (read >= (mapping.mood === undefined ? PREVIEW_ROWS : MOOD_ROWS)) break;
  }
  return {
    file,
    format: table.format,
    delimiter: table.delimiter,
    encoding: table.encoding,
    layout,
    columns: [...table.columns],
    mapping,
    preview,
    moodValues: [...moods]
      .map(([value, count]) => ({ value, count }))
      .toSorted((a, b) => b.count - a.count)
      .slice(0, MOOD_VALUES),
    notes:
      mapping.title === undefined
        ? [...notes, "No column looks like a title. Choose one before importing."]
        : [...notes],
  };
}
