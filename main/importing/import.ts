import { basename } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import type { ImportOptions, ImportReport } from "../../common/domain/import.ts";
import { matchesPlaylist } from "../../common/domain/playlist-ref.ts";
import { AppError } from "../../common/errors.ts";
import type { ImportedTrack } from "../library/ingest.ts";
import type { CallContext } from "../rpc/dispatch.ts";
import { readRows, type ReadRow } from "./rows.ts";
import { unreadable } from "./source.ts";

/** Where tracks go: a library, or a list in a test. */
export type TrackSink = {
  put(track: ImportedTrack): {
    readonly outcome: "added" | "updated" | "unchanged";
    readonly note: string | null;
  };
};

/** Rows listed in a report; all are counted. */
const LISTED = 1000;

/**
 * Reads a table into a sink, row by row. A row that cannot be used is listed with its line and reason; the rest goes
 * in. `read`: who reads the file. Throws AppError for a file that cannot be read, and the signal's reason on abort.
 */
export async function importTable(
  path: string,
  options: ImportOptions,
  sink: TrackSink,
  { signal, report }: CallContext,
  read: typeof readRows = readRows,
): Promise<Omit<ImportReport, "labels" | "newMoods">> {
  const counts = { added: 0, updated: 0, unchanged: 0 };
  const skipped = lister();
  const warnings = lister();
  let rows = 0;
  const put = ({ line, parsed }: ReadRow) => {
    rows += 1;
    if (!parsed.ok) {
      skipped.add(line, parsed.reason);
      return;
    }
    const { track } = parsed;
    const { playlist } = options;
    if (playlist !== undefined && !(track.playlist && matchesPlaylist(playlist, track.playlist)))
      return;
    for (const warning of parsed.warnings) warnings.add(line, warning);
    const isSaid = options.labels || track.mood === null;
    const { outcome, note } = sink.put(isSaid ? track : { ...track, mood: null });
    counts[outcome] += 1;
    if (note !== null) warnings.add(line, note);
  };
  const used = () => counts.added + counts.updated + counts.unchanged;
  const isEnough = () => options.maxTracks !== null && used() >= options.maxTracks;
  reading: for await (const batch of read({ path, mapping: options.mapping }, signal)) {
    signal.throwIfAborted();
    for (const row of batch.rows) {
      put(row);
      if (isEnough()) break reading;
    }
    const { done, total } = batch;
    const note = `${rows.toLocaleString("en")} rows`;
    report({ stage: "Reading", done, total: total === 0 ? null : total, note });
    await breathe();
  }
  signal.throwIfAborted();
  if (rows === 0) {
    throw unreadable(
      basename(path),
      "it has names of columns but no row below them",
      "Export it again and try again",
    );
  }
  if (options.playlist !== undefined && used() === 0) {
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
