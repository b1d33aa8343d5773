import type { PlaylistRules } from "../../../common/domain/mood-playlist.ts";
import type { TrackColumns } from "../../library/columns.ts";
import type { Library } from "../../library/library.ts";
import { readSongs } from "../../library/mood-playlists.ts";
import { NO_RECORDING, recordings } from "./recordings.ts";
import { admission, applyRules, lengthLimit, type Chosen } from "./rules/rules.ts";

/** What the rules make of the tracks that are in this mood now. */
export async function wantedSongs(
  library: Library,
  mood: number,
  rules: PlaylistRules,
): Promise<Chosen> {
  const columns = await library.columns();
  const groups = await recordings(library.db, columns);
  const ids = Array.from(rowsOf(columns, mood, rules), (row) => columns.ids[row] ?? 0);
  const songs = readSongs(library.db, ids).map((told) => {
    const row = columns.rowOf(told.id);
    const { numbers } = columns;
    return {
      ...told,
      ...guessOf(columns, row, mood),
      recording: groups[row] ?? NO_RECORDING,
      energy: numbers.energy[row] ?? NaN,
      tempo: numbers.tempo[row] ?? NaN,
      key: numbers.key[row] ?? NaN,
      mode: numbers.mode[row] ?? NaN,
      addedAt: columns.addedAt[row] ?? NaN,
    };
  });
  return applyRules(songs, rules);
}

/** How many songs {@link wantedSongs} finds, by the columns alone: quick in any library. */
export async function countWanted(
  library: Library,
  mood: number,
  rules: PlaylistRules,
): Promise<number> {
  const columns = await library.columns();
  const groups = await recordings(library.db, columns);
  const admits = admission(rules);
  const found = new Set<number>();
  for (const row of rowsOf(columns, mood, rules)) {
    const recording = groups[row] ?? NO_RECORDING;
    if (recording !== NO_RECORDING && admits(guessOf(columns, row, mood))) found.add(recording);
  }
  return Math.min(found.size, lengthLimit(rules));
}

function* rowsOf(
  columns: TrackColumns,
  mood: number,
  { withAlso }: PlaylistRules,
): Generator<number> {
  for (let row = 0; row < columns.size; row += 1) {
    if (columns.moodOf(row) === mood || (withAlso && hasBeside(columns, row, mood))) yield row;
  }
}

/** Further moods are said by the user alone: a song that has it so is as sure of it as a labelled one. */
function hasBeside({ evidence }: TrackColumns, row: number, mood: number): boolean {
  return evidence.also.get(row)?.includes(mood) ?? false;
}

function guessOf(columns: TrackColumns, row: number, mood: number) {
  return {
    id: columns.ids[row] ?? 0,
    labelled: columns.labelMood[row] === mood || hasBeside(columns, row, mood),
    confidence: columns.confidence[row] ?? NaN,
  };
}
