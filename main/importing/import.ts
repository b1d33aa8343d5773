import { basename } from "node:path";
import type { ImportMapping, ImportOptions, ImportReport } from "../../common/domain/import.ts";
import { matchesPlaylist } from "../../common/domain/playlist-ref.ts";
import { AppError } from "../../common/errors.ts";
import type { ImportedTrack } from "../library/ingest.ts";
import type { CallContext } from "../rpc/dispatch.ts";
import { short } from "./clean.ts";
import { recognise } from "./recognise.ts";
import { createRowReader } from "./row.ts";
import { unreadable } from "./source.ts";
import { openTable } from "./table.ts";

/** Where tracks go: a library, or a list in a test. */
export type TrackSink = {
  put(track: ImportedTrack): {
    readonly outcome: "added" | "updated" | "unchanged";
    readonly note: string | null;
  };
};

/** Rows listed in a report; all are counted. */
const LISTED = 1000;
const CHECK_EVERY = 256;

/**
 * Reads a table into a sink, row by row. A row that cannot be used is listed with its line and reason; the rest goes
 * in. Throws AppError for a file that cannot be read, and the signal's reason on abort.
 */
export async function importTable(
  path: string,
  options: ImportOptions,
  sink: TrackSink,
  { signal, report }: CallContext,
): Promise<Omit<ImportReport, "labels" | "newMoods">> {
  const table = await openTable(path, signal);
  const mapping = options.mapping ?? recognise(table.columns).mapping;
  if (mapping.title === undefined) {
    throw new AppError(
      "bad_input",
      `No column of “${basename(path)}” is the title. Its columns: ${listColumns(table.columns)}. Say which one is.`,
      { path: "mapping" },
    );
  }
  refuseMissingColumns(mapping, table.columns);
  const read = createRowReader(table.columns, mapping);
  const counts = { added: 0, updated: 0, unchanged: 0 };
  const skipped = lister();
  const warnings = lister();
  let rows = 0;
  for await (const row of table.rows) {
    rows += 1;
    if (rows % CHECK_EVERY === 0) {
      signal.throwIfAborted();
      const { done, total } = table.progress();
      report({
        stage: "Reading",
        done,
        total: total === 0 ? null : total,
        note: `${rows.toLocaleString("en")} rows`,
      });
    }
    if ("reason" in row) {
      skipped.add(row.line, row.reason);
      continue;
    }
    const parsed = read(row.cells);
    if (!parsed.ok) {
      skipped.add(row.line, parsed.reason);
      continue;
    }
    const { track } = parsed;
    if (
      options.playlist !== undefined &&
      !(track.playlist && matchesPlaylist(options.playlist, track.playlist))
    )
      continue;
    for (const warning of parsed.warnings) warnings.add(row.line, warning);
    const { outcome, note } = sink.put(
      options.labels || track.mood === null ? track : { ...track, mood: null },
    );
    counts[outcome] += 1;
    if (note !== null) warnings.add(row.line, note);
    if (
      options.maxTracks !== null &&
      counts.added + counts.updated + counts.unchanged >= options.maxTracks
    )
      break;
  }
  signal.throwIfAborted();
  if (rows === 0) {
    throw unreadable(
      basename(path),
      "it has names of columns but no row below them",
      "Export it again and try again",
    );
  }
  if (options.playlist !== undefined && counts.added + counts.updated + counts.unchanged === 0) {
    throw new AppError(
      "not_found",
      `No row of “${basename(path)}” belongs to the playlist “${options.playlist}”. Check its name or id.`,
    );
  }
  return {
    ...counts,
    skipped: skipped.list,
    skippedCount: skipped.count(),
    warnings: warnings.list,
  };
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

function lister() {
  const list: { line: number; reason: string }[] = [];
  let count = 0;
  return {
    list,
    count: () => count,
    add(line: number, reason: string) {
      count += 1;
      if (list.length < LISTED) list.push({ line, reason });
    },
  };
}
