import { fold } from "../../../../common/domain/fold.ts";
import type { PlaylistRules } from "../../../../common/domain/mood-playlist.ts";
import { isWritable } from "../content/items.ts";
import { order } from "./order.ts";
import { separate } from "./separate.ts";
import { bySureness, descending, type Song } from "./song.ts";

/** A song with an address at Spotify. */
export type Writable = Song & { readonly uri: string };

export type Chosen = {
  readonly songs: readonly Writable[];
  /** What belongs to the mood and cannot be written, and why. */
  readonly left: readonly { readonly title: string; readonly reason: string }[];
};

/** The playlist that the rules make of a mood's tracks. Says the same of the same tracks, whatever their order. */
export function applyRules(tracks: readonly Song[], rules: PlaylistRules): Chosen {
  const { fit, left } = fitting(tracks, rules);
  const kept = cut(fit, rules);
  return { songs: separate(order(kept, rules), rules.artistGap), left };
}

/** How many songs {@link applyRules} chooses, without putting them in order. */
export function countByRules(tracks: readonly Song[], rules: PlaylistRules): number {
  const { length } = fitting(tracks, rules).fit;
  return Math.min(length, rules.maxLength ?? length);
}

/** The surest first. */
function fitting(
  tracks: readonly Song[],
  rules: PlaylistRules,
): { fit: Writable[]; left: Chosen["left"][number][] } {
  const excluded = new Set(rules.exclude);
  // The columns hold 32-bit floats: 0.7 is a little less there.
  const least = Math.fround(rules.minConfidence);
  const fit: Writable[] = [];
  const left: Chosen["left"][number][] = [];
  const seen = new Set<string>();
  for (const song of tracks.toSorted(bySureness)) {
    if (excluded.has(song.id)) continue;
    if (!song.labelled && (rules.labelledOnly || !(song.confidence >= least))) continue;
    const reason = obstacle(song, seen);
    if (reason !== null) left.push({ title: song.title, reason });
    else if (song.uri !== null) fit.push({ ...song, uri: song.uri });
  }
  return { fit, left };
}

/** Why Spotify cannot have a song; null = it can. Remembers it in `seen`. */
function obstacle(song: Song, seen: Set<string>): string | null {
  if (song.uri === null) {
    return "It is not known which song on Spotify it is: it came from a file without Spotify's address.";
  }
  if (song.uri.startsWith("spotify:local:")) {
    return "It is a local file, and Spotify lets only its own apps add those.";
  }
  if (!isWritable(song.uri)) return `Its address “${song.uri}” is not one of a song on Spotify.`;
  const keys = sameness(song);
  if (keys.some((key) => seen.has(key))) return "The same recording is in the playlist already.";
  for (const key of keys) seen.add(key);
  return null;
}

/** One recording may be on several albums: one ISRC, or one name, artists and length to the second. */
function sameness({ uri, isrc, title, artists, durationMs }: Song): string[] {
  const keys = [`uri ${uri ?? ""}`];
  if (isrc !== null) keys.push(`isrc ${isrc.toUpperCase()}`);
  if (durationMs !== null) {
    const length = Math.round(durationMs / 1000);
    keys.push(`song ${fold(title)} ${artists.map(fold).join(" ")} ${length}`);
  }
  return keys;
}

/** Of more songs than there is room for the surest, unless the order says which are wanted: the newest, or by hand. */
function cut(fit: readonly Writable[], rules: PlaylistRules): readonly Writable[] {
  const { maxLength } = rules;
  if (maxLength === null || fit.length <= maxLength) return fit;
  switch (rules.order) {
    case "added":
      return fit.toSorted((a, b) => descending(a.addedAt, b.addedAt)).slice(0, maxLength);
    case "custom": {
      const custom = new Set(rules.custom);
      return fit
        .toSorted((a, b) => Number(custom.has(b.id)) - Number(custom.has(a.id)))
        .slice(0, maxLength);
    }
    case "energyUp":
    case "energyDown":
    case "energyArc":
    case "bpm":
    case "harmonic":
    case "confidence":
      return fit.slice(0, maxLength);
  }
}
