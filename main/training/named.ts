import type { Library } from "../library/library.ts";
import { readTracks } from "../library/tracks.ts";

/** Enough of the tracks to recognise them, in the order of the ids; those that are gone are left out. */
export function named(
  library: Library,
  ids: readonly number[],
): { id: number; title: string; artists: string[] }[] {
  return readTracks(library.db, ids).map(({ id, title, artists }) => ({ id, title, artists }));
}
