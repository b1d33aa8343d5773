import type { Database } from "better-sqlite3";
import type { SoundTags } from "../../../common/domain/audio.ts";
import { fold } from "../../../common/domain/fold.ts";
import { tracksByIsrc, tracksByTitle, type Namesake } from "../../library/sound-files.ts";

/** What a file's tags say it is. Several tracks that fit equally are for the user to choose among. */
export type Match =
  | { readonly kind: "isrc" | "names"; readonly track: number }
  | { readonly kind: "ambiguous"; readonly tracks: readonly number[] }
  | { readonly kind: "none" };

/** The same recording differs that little between two releases and their files. */
const DURATION_TOLERANCE_MS = 2000;
/** What releases hang on a title without being another song: guests, and when it was remastered. */
const GUESTS =
  /[([]\s*(?:feat|ft|featuring|with)\b[^)\]]*[)\]]|\b(?:feat|ft|featuring)\b\.?\s.*$/giu;
const REMASTER =
  /\s+-\s+(?:\d{4}\s+)?(?:digital(?:ly)?\s+)?remaster(?:ed)?\b.*$|[([](?:\d{4}\s+)?(?:digital(?:ly)?\s+)?remaster(?:ed)?\b[^)\]]*[)\]]/giu;

/** By ISRC, else by title, one artist and a length within two seconds. */
export function matchSound(db: Database, tags: SoundTags, durationMs: number | null): Match {
  if (tags.isrc !== null) {
    const found = tracksByIsrc(db, tags.isrc);
    if (found.length > 0) return decide("isrc", nearest(found, durationMs));
  }
  if (tags.title === null || tags.artists.length === 0) return { kind: "none" };
  const title = bareTitle(tags.title);
  const found = tracksByTitle(db, title).filter(
    (track) =>
      bareTitle(track.title) === title &&
      sharesArtist(track.artists, tags.artists) &&
      isAsLong(track.durationMs, durationMs),
  );
  return found.length === 0 ? { kind: "none" } : decide("names", nearest(found, durationMs));
}

/** A title folded, without guests and remastering; what would be nothing then stays as it is. */
function bareTitle(title: string): string {
  const bare = fold(title.replaceAll(GUESTS, " ").replaceAll(REMASTER, " "));
  return bare === "" ? fold(title) : bare;
}

function decide(kind: "isrc" | "names", found: readonly Namesake[]): Match {
  const [first, ...others] = found;
  if (!first) return { kind: "none" };
  return others.length === 0
    ? { kind, track: first.id }
    : { kind: "ambiguous", tracks: found.map(({ id }) => id) };
}

/** Where some are clearly nearer in length than others, those alone. */
function nearest(found: readonly Namesake[], durationMs: number | null): readonly Namesake[] {
  if (durationMs === null || found.length < 2) return found;
  const distance = (track: Namesake) =>
    track.durationMs === null ? DURATION_TOLERANCE_MS : Math.abs(track.durationMs - durationMs);
  const least = Math.min(...found.map(distance));
  return found.filter((track) => distance(track) <= least + 500);
}

function sharesArtist(known: readonly string[], told: readonly string[]): boolean {
  const names = new Set(known.map(fold));
  const whole = fold(known.join(" "));
  return told.some((name) => {
    const folded = fold(name);
    // Tags often hold all artists in one text.
    return (
      names.has(folded) ||
      folded === whole ||
      [...names].some((one) => ` ${folded} `.includes(` ${one} `))
    );
  });
}

/** Within two seconds; a length that is not known fits every other. */
export function isAsLong(one: number | null, other: number | null): boolean {
  return one === null || other === null || Math.abs(one - other) <= DURATION_TOLERANCE_MS;
}
