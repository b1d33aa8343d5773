import { fold, foldForSearch } from "../../common/domain/fold.ts";

/** What a track is called. */
export type TrackNames = {
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string | null;
};

/** Sorts before every letter, so that the order by key is that by title, then artists, then album. */
export const KEY_SEPARATOR = "\u001f";
const PLAIN_KEY = /^[a-z0-9 \u001f]*$/;

/** Starts with the title, so that its index is the order by title as well. */
export function matchKey({ title, artists, album }: TrackNames): string {
  return [title, artists.join(" "), album ?? ""].map(fold).join(KEY_SEPARATOR);
}

/** Each name is folded by itself: one that is punctuation alone keeps it. `key`: the match key of the same names. */
export function searchWords(names: TrackNames, key: string): string {
  // Plain names are in their key as the search wants them, and to fold them costs more than to store them.
  if (names.artists.length === 1 && PLAIN_KEY.test(key)) return key.replaceAll(KEY_SEPARATOR, " ");
  return [names.title, ...names.artists, names.album ?? ""].map(foldForSearch).join(" ");
}
