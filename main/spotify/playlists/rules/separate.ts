import { fold } from "../../../../common/domain/fold.ts";
import type { Song } from "./song.ts";

type Entry<Some> = { readonly song: Some; readonly artists: readonly string[] };

/**
 * Keeps `gap` songs at least between two of one artist, as far as that can be had, and the order as far as that leaves
 * it: each place takes the first song in order that fits, unless one artist has so many left that they must be begun
 * with now. Songs by several artists count for each.
 */
export function separate<Some extends Song>(songs: readonly Some[], gap: number): Some[] {
  if (gap === 0) return [...songs];
  const waiting: Entry<Some>[] = songs.map((song) => ({ song, artists: song.artists.map(fold) }));
  const left = new Map<string, number>();
  for (const { artists } of waiting) {
    for (const artist of artists) left.set(artist, (left.get(artist) ?? 0) + 1);
  }
  const placed: Entry<Some>[] = [];
  while (waiting.length > 0) {
    const at = next(waiting, placed, left, gap);
    const [entry] = waiting.splice(at, 1);
    if (!entry) break;
    for (const artist of entry.artists) left.set(artist, (left.get(artist) ?? 1) - 1);
    placed.push(entry);
  }
  return placed.map(({ song }) => song);
}

function next<Some>(
  waiting: readonly Entry<Some>[],
  placed: readonly Entry<Some>[],
  left: ReadonlyMap<string, number>,
  gap: number,
): number {
  const near = new Set(placed.slice(-gap).flatMap(({ artists }) => artists));
  const fits = ({ artists }: Entry<Some>) => !artists.some((artist) => near.has(artist));
  const urgent = mostLeft(left, waiting.length, gap);
  if (urgent !== null) {
    const at = waiting.findIndex(
      (entry) => fits(entry) && entry.artists.some((artist) => urgent.has(artist)),
    );
    if (at >= 0) return at;
  }
  const at = waiting.findIndex(fits);
  if (at >= 0) return at;
  // Nothing fits: as far away from the same artist as can be.
  return farthest(waiting, placed);
}

/** The artists with the most songs left, if these just fit into the places left; null while there is room. */
function mostLeft(
  left: ReadonlyMap<string, number>,
  places: number,
  gap: number,
): ReadonlySet<string> | null {
  let most = 1;
  for (const songs of left.values()) most = Math.max(most, songs);
  if (most === 1) return null;
  const artists = [...left].flatMap(([artist, songs]) => (songs === most ? [artist] : []));
  return (most - 1) * (gap + 1) + artists.length >= places ? new Set(artists) : null;
}

function farthest<Some>(waiting: readonly Entry<Some>[], placed: readonly Entry<Some>[]): number {
  const lastPlace = new Map(
    placed.flatMap(({ artists }, place) => artists.map((artist) => [artist, place] as const)),
  );
  const distance = ({ artists }: Entry<Some>) =>
    placed.length - Math.max(...artists.map((artist) => lastPlace.get(artist) ?? -1));
  let best = 0;
  waiting.forEach((entry, at) => {
    const champion = waiting[best];
    if (champion && distance(entry) > distance(champion)) best = at;
  });
  return best;
}
