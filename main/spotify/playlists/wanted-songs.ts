import type { PlaylistRules } from "../../../common/domain/mood-playlist.ts";
import type { TrackColumns } from "../../library/columns.ts";
import type { Library } from "../../library/library.ts";
import { readSongs } from "../../library/mood-playlists.ts";
import { applyRules, countByRules, type Chosen } from "./rules/rules.ts";
import type { Song } from "./rules/song.ts";

/** What the rules make of the tracks that are in this mood now. */
export async function wantedSongs(
  library: Library,
  mood: number,
  rules: PlaylistRules,
): Promise<Chosen> {
  return applyRules(songsOf(library, await library.columns(), mood), rules);
}

export async function countWanted(
  library: Library,
  mood: number,
  rules: PlaylistRules,
): Promise<number> {
  return countByRules(songsOf(library, await library.columns(), mood), rules);
}

function songsOf(library: Library, columns: TrackColumns, mood: number): Song[] {
  const ids: number[] = [];
  for (let row = 0; row < columns.size; row += 1) {
    if (columns.moodOf(row) === mood) ids.push(columns.ids[row] ?? 0);
  }
  return readSongs(library.db, ids).map((told) => {
    const row = columns.rowOf(told.id);
    const { numbers } = columns;
    return {
      ...told,
      labelled: columns.labelMood[row] === mood,
      confidence: columns.confidence[row] ?? NaN,
      energy: numbers.energy[row] ?? NaN,
      tempo: numbers.tempo[row] ?? NaN,
      key: numbers.key[row] ?? NaN,
      mode: numbers.mode[row] ?? NaN,
      addedAt: columns.addedAt[row] ?? NaN,
    };
  });
}
