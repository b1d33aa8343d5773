import type { Database } from "better-sqlite3";
import { MODEL_FEATURES } from "../../common/domain/features.ts";
import type { TrackQuery } from "../../common/domain/track.ts";
import type { TrackColumns } from "./columns.ts";
import { playlistTracks } from "./playlists.ts";

/** True for a row of the columns that fits. */
export type Test = (row: number) => boolean;

/** The tests that a track of the query must pass, the text aside. */
export function conditions(
  {
    db,
    columns,
    unsureBelow,
  }: { readonly db: Database; readonly columns: TrackColumns; readonly unsureBelow: number },
  query: TrackQuery,
): Test[] {
  const tests: Test[] = [];
  const { mood, by } = query;
  if (mood !== undefined) {
    const wanted = mood === "none" ? 0 : mood;
    tests.push((row) => columns.moodOf(row) === wanted);
  }
  if (by === "labelled") tests.push((row) => columns.labelBy[row] !== 0);
  if (by === "guess" || by === "unsure") {
    tests.push((row) => columns.labelBy[row] === 0 && columns.guessMood[row] !== 0);
  }
  if (by === "unsure") tests.push((row) => (columns.confidence[row] ?? 0) < unsureBelow);
  if (query.playlist !== undefined) {
    const inside = new Uint8Array(columns.size);
    for (const id of playlistTracks(db, query.playlist)) {
      const row = columns.rowOf(id);
      if (row >= 0) inside[row] = 1;
    }
    tests.push((row) => inside[row] === 1);
  }
  if (query.missing === "features") {
    const audible = MODEL_FEATURES.filter((feature) => feature !== "duration");
    tests.push((row) => audible.every((feature) => Number.isNaN(columns.numbers[feature][row])));
  }
  for (const [name, range] of Object.entries(query.ranges ?? {})) {
    const values =
      name === "confidence"
        ? columns.confidence
        : columns.numbers[name as keyof typeof columns.numbers];
    // The columns hold 32-bit floats: a bound is compared as one.
    const low = Math.fround(range.low ?? -Infinity);
    const high = Math.fround(range.high ?? Infinity);
    tests.push((row) => {
      const value = values[row] ?? NaN;
      return value >= low && value <= high;
    });
  }
  return tests;
}
