import type { Database } from "better-sqlite3";
import { MODEL_FEATURES } from "../../common/domain/features.ts";
import type { TrackQuery } from "../../common/domain/track.ts";
import type { TrackColumns } from "./columns.ts";
import { playlistTracks } from "./playlists.ts";

/**
 * Moves the rows that fit to the front, in their order, and returns how many they are. A condition is a loop over
 * one column, not a test per row: that is ten times as fast over a million rows.
 */
export type Condition = (rows: Int32Array, count: number) => number;

/** The conditions that a track of the query must meet, the text aside. */
export function conditions(
  {
    db,
    columns,
    unsureBelow,
  }: { readonly db: Database; readonly columns: TrackColumns; readonly unsureBelow: number },
  query: TrackQuery,
): Condition[] {
  const found: Condition[] = [];
  const { mood, by } = query;
  if (mood !== undefined && mood !== "none" && query.withAlso)
    found.push(marked(fitting(columns, mood)));
  else if (mood !== undefined) found.push(inMood(columns, mood === "none" ? 0 : mood));
  if (by === "labelled") found.push(labelled(columns));
  if (by === "guess" || by === "unsure") found.push(guessed(columns));
  if (by === "unsure") found.push(below(columns.confidence, unsureBelow));
  if (query.playlist !== undefined) {
    const inside = new Uint8Array(columns.size);
    for (const id of playlistTracks(db, query.playlist)) {
      const row = columns.rowOf(id);
      if (row >= 0) inside[row] = 1;
    }
    found.push(marked(inside));
  }
  if (query.missing === "features") {
    for (const feature of MODEL_FEATURES) {
      if (feature !== "duration") found.push(unknown(columns.numbers[feature]));
    }
  }
  for (const [name, range] of Object.entries(query.ranges ?? {})) {
    const values =
      name === "confidence"
        ? columns.confidence
        : columns.numbers[name as keyof typeof columns.numbers];
    found.push(within(values, range.low ?? -Infinity, range.high ?? Infinity));
  }
  return found;
}

function inMood({ labelMood, guessMood }: TrackColumns, wanted: number): Condition {
  return (rows, count) => {
    let kept = 0;
    for (let index = 0; index < count; index += 1) {
      const row = rows[index] ?? 0;
      if ((labelMood[row] || guessMood[row]) === wanted) rows[kept++] = row;
    }
    return kept;
  };
}

/** 1 where a row is in the mood or has it as a further one. */
function fitting({ labelMood, guessMood, evidence }: TrackColumns, wanted: number): Uint8Array {
  const inside = new Uint8Array(labelMood.length);
  for (let row = 0; row < inside.length; row += 1)
    if ((labelMood[row] || guessMood[row]) === wanted) inside[row] = 1;
  for (const [row, moods] of evidence.also) if (moods.includes(wanted)) inside[row] = 1;
  return inside;
}

function labelled({ labelBy }: TrackColumns): Condition {
  return (rows, count) => {
    let kept = 0;
    for (let index = 0; index < count; index += 1) {
      const row = rows[index] ?? 0;
      if (labelBy[row] !== 0) rows[kept++] = row;
    }
    return kept;
  };
}

function guessed({ labelBy, guessMood }: TrackColumns): Condition {
  return (rows, count) => {
    let kept = 0;
    for (let index = 0; index < count; index += 1) {
      const row = rows[index] ?? 0;
      if (labelBy[row] === 0 && guessMood[row] !== 0) rows[kept++] = row;
    }
    return kept;
  };
}

function marked(inside: Uint8Array): Condition {
  return (rows, count) => {
    let kept = 0;
    for (let index = 0; index < count; index += 1) {
      const row = rows[index] ?? 0;
      if (inside[row] === 1) rows[kept++] = row;
    }
    return kept;
  };
}

function below(values: Float32Array, limit: number): Condition {
  return (rows, count) => {
    let kept = 0;
    for (let index = 0; index < count; index += 1) {
      const row = rows[index] ?? 0;
      if ((values[row] ?? 0) < limit) rows[kept++] = row;
    }
    return kept;
  };
}

function unknown(values: Float32Array): Condition {
  return (rows, count) => {
    let kept = 0;
    for (let index = 0; index < count; index += 1) {
      const row = rows[index] ?? 0;
      if (Number.isNaN(values[row])) rows[kept++] = row;
    }
    return kept;
  };
}

function within(values: Float32Array, from: number, to: number): Condition {
  // The columns hold 32-bit floats: a bound is compared as one.
  const low = Math.fround(from);
  const high = Math.fround(to);
  return (rows, count) => {
    let kept = 0;
    for (let index = 0; index < count; index += 1) {
      const row = rows[index] ?? 0;
      const value = values[row] ?? NaN;
      if (value >= low && value <= high) rows[kept++] = row;
    }
    return kept;
  };
}
