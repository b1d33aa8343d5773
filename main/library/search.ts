import type { Database } from "better-sqlite3";
import { foldForSearch } from "../../common/domain/fold.ts";
import { prepared } from "./prepared.ts";

/** Beginnings of words up to this many characters have an index of their own (`prefix` of tracks_search). */
const INDEXED_PREFIX = 5;
/** A beginning that so many words have is left to FTS5. */
const MAX_ENDINGS = 50;

/** The words of a search; a text without letters, digits or signs has none. */
function toWords(text: string): string[] {
  return foldForSearch(text)
    .split(" ")
    .filter((word) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(word))
    .slice(0, 12);
}

/**
 * Ids of tracks that match, ascending, at most `limit` of them (-1 = all); null when the text holds nothing to look
 * for. Every word must be there, the last one may be unfinished.
 */
export function searchTracks(db: Database, text: string, limit: number): number[] | null {
  const words = toWords(text);
  const last = words.pop();
  if (last === undefined) return null;
  const before = words.map(quote);
  const find = (ending: string) => match(db, [...before, ending].join(" AND "), limit);
  const unfinished = `${quote(last)}*`;
  if (limit < 0 || Array.from(last).length <= INDEXED_PREFIX) return find(unfinished);
  // For a longer beginning FTS5 reads all tracks of all words that have it, even if the first ones will do: among a
  // million tracks that takes 50 ms. Named one by one, the words' tracks are read only as far as they are needed.
  const finished = find(quote(last));
  if (finished.length === limit) return finished;
  const endings = wordsFrom(db, last);
  const isKnown = endings.length > 0 && endings.length <= MAX_ENDINGS;
  return find(isKnown ? `(${endings.map(quote).join(" OR ")})` : unfinished);
}

function match(db: Database, expression: string, limit: number): number[] {
  return prepared(
    db,
    "SELECT rowid FROM tracks_search WHERE tracks_search MATCH ? ORDER BY rowid LIMIT ?",
  )
    .pluck()
    .all(expression, limit) as number[];
}

/** Words of the library that start so, one more than {@link MAX_ENDINGS} at most. */
function wordsFrom(db: Database, start: string): string[] {
  db.exec(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, tracks_search, row)",
  );
  return prepared(db, "SELECT term FROM temp.search_words WHERE term >= ? AND term < ? LIMIT ?")
    .pluck()
    .all(start, `${start}\u{10FFFF}`, MAX_ENDINGS + 1) as string[];
}

/** Within quotes nothing is an operator. */
function quote(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
