import { MODEL_FEATURES } from "../../common/domain/features.ts";
import type { ImportMapping } from "../../common/domain/import.ts";
import { ownFeatures, type TrainingFeatures } from "../learning/training-features.ts";
import type { ImportedTrack } from "../library/ingest.ts";
import type { Log } from "../ports.ts";

/** How tables are read; what the importing does, given by the composition root. */
export type Tables = {
  open(
    path: string,
    signal?: AbortSignal,
  ): Promise<{
    readonly columns: readonly string[];
    readonly rows: AsyncIterable<
      | { readonly line: number; readonly cells: readonly string[] }
      | { readonly line: number; readonly reason: string }
    >;
  }>;
  recognise(columns: readonly string[]): { readonly mapping: ImportMapping };
  createRowReader(
    columns: readonly string[],
    mapping: ImportMapping,
  ): (
    cells: readonly string[],
  ) =>
    | { readonly ok: true; readonly track: ImportedTrack; readonly warnings: readonly string[] }
    | { readonly ok: false; readonly reason: string };
};

/** One row of a table; `track` is null where it could not be read. */
export type FileRow = {
  readonly track: ImportedTrack | null;
  /** The cell of the column that was asked for, without outer spaces. */
  readonly cell: string;
};

/** Problems of a file that are logged one by one; the rest is counted. */
const LOGGED = 5;

/**
 * All rows of a table, in its order. Unlike an import a row needs no title: features alone will do (its title is
 * empty then). Throws AppError for a file that cannot be read, and the signal's reason on abort.
 */
export async function readRows(
  tables: Tables,
  path: string,
  options: {
    readonly mapping?: ImportMapping | undefined;
    /** Which further cell of each row is wanted; may throw for columns that do not have it. */
    readonly column?: (columns: readonly string[]) => number;
    readonly signal: AbortSignal;
    readonly log: Log;
  },
): Promise<FileRow[]> {
  const { mapping, signal, log } = options;
  const table = await tables.open(path, signal);
  const width = table.columns.length;
  const known = mapping ?? tables.recognise(table.columns).mapping;
  // The row reader insists on a title: a column behind the last one stands in for it.
  const read = tables.createRowReader(table.columns, { ...known, title: width });
  const wanted = options.column?.(table.columns) ?? -1;
  const problems: string[] = [];
  const rows: FileRow[] = [];
  for await (const row of table.rows) {
    signal.throwIfAborted();
    if ("reason" in row) {
      problems.push(`Line ${row.line} was not read: ${row.reason}.`);
      rows.push({ track: null, cell: "" });
      continue;
    }
    const title = known.title === undefined ? "" : (row.cells[known.title] ?? "").trim();
    const cells = Array.from({ length: width }, (_, index) => row.cells[index] ?? "");
    const cell = (cells[wanted] ?? "").trim();
    const parsed = read([...cells, title || `row ${row.line}`]);
    if (parsed.ok) {
      for (const warning of parsed.warnings) problems.push(`Line ${row.line}: ${warning}.`);
      rows.push({ track: { ...parsed.track, title }, cell });
    } else {
      problems.push(`Line ${row.line} was not read: ${parsed.reason}.`);
      rows.push({ track: null, cell });
    }
  }
  for (const problem of problems.slice(0, LOGGED)) log("warn", problem);
  if (problems.length > LOGGED)
    log("warn", `${problems.length - LOGGED} more cells or rows were not usable.`);
  return rows;
}

/** Raw model features, NaN where they are missing; the user's own BPM wins over the tempo. */
export function featuresOf(tracks: readonly (ImportedTrack | null)[]): TrainingFeatures {
  const columns = MODEL_FEATURES.length;
  const data = new Float32Array(tracks.length * columns).fill(NaN);
  tracks.forEach((track, row) => {
    if (!track) return;
    MODEL_FEATURES.forEach((feature, column) => {
      data[row * columns + column] = valueOf(track, feature) ?? NaN;
    });
  });
  return ownFeatures({ rows: tracks.length, columns, data });
}

function valueOf(track: ImportedTrack, feature: (typeof MODEL_FEATURES)[number]): number | null {
  if (feature === "duration") return track.durationMs;
  const value = track.features[feature] ?? null;
  return feature === "tempo" ? (track.userTempo ?? value) : value;
}
