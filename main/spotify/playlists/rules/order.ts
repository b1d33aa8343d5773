import type { PlaylistRules } from "../../../../common/domain/mood-playlist.ts";
import { harmonic } from "./harmonic.ts";
import { ascending, bySureness, descending, type Song } from "./song.ts";

/** Songs in the order that the rules name; what it needs to know and does not comes last. */
export function order<Some extends Song>(
  songs: readonly Some[],
  rules: Pick<PlaylistRules, "order" | "custom">,
): Some[] {
  const sorted = (compare: (a: Some, b: Some) => number) =>
    songs.toSorted((a, b) => compare(a, b) || a.id - b.id);
  switch (rules.order) {
    case "energyUp":
      return sorted((a, b) => ascending(a.energy, b.energy));
    case "energyDown":
      return sorted((a, b) => descending(a.energy, b.energy));
    case "energyArc":
      return arc(sorted((a, b) => ascending(a.energy, b.energy)));
    case "bpm":
      return sorted((a, b) => ascending(a.tempo, b.tempo));
    case "harmonic":
      return harmonic(songs);
    case "added":
      return sorted((a, b) => descending(a.addedAt, b.addedAt));
    case "confidence":
      return songs.toSorted(bySureness);
    case "custom": {
      const places = new Map(rules.custom.map((id, place) => [id, place]));
      // Behind those placed by hand the others follow as they came into the library.
      const placeOf = ({ id }: Some) => places.get(id) ?? NaN;
      return sorted((a, b) => ascending(placeOf(a), placeOf(b)) || ascending(a.addedAt, b.addedAt));
    }
  }
}

/** Every second song up, the others down: the most energetic one is in the middle. */
function arc<Some extends Song>(rising: readonly Some[]): Some[] {
  const known = rising.filter((song) => !Number.isNaN(song.energy));
  const up = known.filter((_, place) => place % 2 === 0);
  const down = known.filter((_, place) => place % 2 === 1).reverse();
  return [...up, ...down, ...rising.slice(known.length)];
}
