import type { PlaylistRules } from "../../../../common/domain/mood-playlist.ts";
import { isWritable } from "../content/items.ts";
import { order } from "./order.ts";
import { separate } from "./separate.ts";
import { bySureness, descending, type Song } from "./song.ts";

/** Songs that Spotify takes into one playlist. */
const SPOTIFY_LIMIT = 10_000;

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
  const songs = separate(order(kept, rules), rules.artistGap);
  if (rules.maxLength !== null || kept.length === fit.length) return { songs, left };
  const reason = `Spotify takes ${SPOTIFY_LIMIT} songs into a playlist, and the others are surer.`;
  const there = new Set(kept);
  return {
    songs,
    left: [
      ...left,
      ...fit.filter((song) => !there.has(song)).map(({ title }) => ({ title, reason })),
    ],
  };
}

/** Whether a track of the mood is sure enough for the playlist, and not to stay out of it. */
export function admission(
  rules: PlaylistRules,
): (song: Pick<Song, "id" | "labelled" | "confidence">) => boolean {
  const excluded = new Set(rules.exclude);
  // The columns hold 32-bit floats: 0.7 is a little less there.
  const least = Math.fround(rules.minConfidence);
  return ({ id, labelled, confidence }) =>
    !excluded.has(id) && (labelled || (!rules.labelledOnly && confidence >= least));
}

/** The longest that a playlist can be. */
export function lengthLimit(rules: PlaylistRules): number {
  return Math.min(rules.maxLength ?? SPOTIFY_LIMIT, SPOTIFY_LIMIT);
}

/** The surest first. */
function fitting(
  tracks: readonly Song[],
  rules: PlaylistRules,
): { fit: Writable[]; left: Chosen["left"][number][] } {
  const admits = admission(rules);
  const fit: Writable[] = [];
  const left: Chosen["left"][number][] = [];
  const seen = new Set<number>();
  for (const song of tracks.filter(admits).sort(bySureness)) {
    const reason = obstacle(song, seen);
    if (reason !== null) left.push({ title: song.title, reason });
    else if (song.uri !== null) fit.push({ ...song, uri: song.uri });
  }
  return { fit, left };
}

/** Why Spotify cannot have a song; null = it can. Remembers it in `seen`. */
function obstacle(song: Song, seen: Set<number>): string | null {
  if (song.uri === null) {
    return "It is not known which song on Spotify it is: it came from a file without Spotify's address.";
  }
  if (song.uri.startsWith("spotify:local:")) {
    return "It is a local file, and Spotify lets only its own apps add those.";
  }
  if (!isWritable(song.uri)) return `Its address “${song.uri}” is not one of a song on Spotify.`;
  if (seen.has(song.recording)) return "The same recording is in the playlist already.";
  seen.add(song.recording);
  return null;
}

/** Of more songs than there is room for the surest, unless the order says which are wanted: the newest, or by hand. */
function cut(fit: readonly Writable[], rules: PlaylistRules): readonly Writable[] {
  const maxLength = lengthLimit(rules);
  if (fit.length <= maxLength) return fit;
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
