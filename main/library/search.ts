import type { Database } from "better-sqlite3";
import { foldForSearch } from "../../common/domain/fold.ts";
import { prepared } from "./prepared.ts";

/**
 * The words of a search as an FTS5 expression: every word must be there, the last one may be unfinished.
 * Null when there is nothing to look for. Words are quoted, so no operator can come in.
 */
function toMatch(text: string): string | null {
  const words = foldForSearch(text)
    .split(" ")
    .filter((word) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(word))
    .slice(0, 12);
  if (words.length === 0) return null;
  const quoted = words.map((word) => `"${word.replaceAll('"', '""')}"`);
  return `${quoted.join(" ")}*`;
}

/** Ids of tracks that match, ascending, at most `limit` of them; null when the text holds nothing to look for. */
export function searchTracks(db: Database, text: string, limit: number): number[] | null {
  const match = toMatch(text);
  if (match === null) return null;
  return prepared(
    db,
    "SELECT rowid FROM tracks_search WHERE tracks_search MATCH ? ORDER BY rowid LIMIT ?",
  )
    .pluck()
    .all(match, limit) as number[];
}
