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
  const waiting: Entry<Some>[] = songs.map((song) => ({ song, artists: artistsOf(song) }));
  const left = new Remaining(waiting.flatMap(({ artists }) => artists));
  const placed: Some[] = [];
  /** The place after each artist's last song. */
  const after = new Map<string, number>();
  while (waiting.length > 0) {
    const distance = (artist: string) => placed.length - (after.get(artist) ?? -Infinity);
    const [entry] = waiting.splice(next(waiting, left, distance, gap), 1);
    if (!entry) break;
    placed.push(entry.song);
    for (const artist of entry.artists) {
      left.take(artist);
      after.set(artist, placed.length);
    }
  }
  return placed;
}

/** A song by nobody is by somebody of its own. */
function artistsOf({ id, artists }: Song): string[] {
  return artists.length === 0 ? [`nobody ${id}`] : [...new Set(artists.map(fold))];
}

/** Where in `waiting` the next song is. `distance`: songs since an artist's last one. */
function next<Some>(
  waiting: readonly Entry<Some>[],
  left: Remaining,
  distance: (artist: string) => number,
  gap: number,
): number {
  const isFar = (artist: string) => distance(artist) >= gap;
  const fits = ({ artists }: Entry<Some>) => artists.every(isFar);
  const urgent = left.urgent(waiting.length, gap);
  // Nobody is looked for in the whole list who cannot be there.
  if (urgent !== null && some(urgent, isFar)) {
    const isUrgent = (artist: string) => urgent.has(artist);
    const at = waiting.findIndex((entry) => fits(entry) && entry.artists.some(isUrgent));
    if (at >= 0) return at;
  }
  const at = some(left.artists(), isFar) ? waiting.findIndex(fits) : -1;
  return at >= 0 ? at : farthest(waiting, left, distance);
}

/** Nothing fits: the first song that is as far from its artists' last ones as can be. */
function farthest<Some>(
  waiting: readonly Entry<Some>[],
  left: Remaining,
  distance: (artist: string) => number,
): number {
  let most = 0;
  for (const artist of left.artists()) most = Math.max(most, distance(artist));
  let best = { at: 0, distance: -1 };
  for (const [at, { artists }] of waiting.entries()) {
    const found = Math.min(...artists.map(distance));
    if (found > best.distance) best = { at, distance: found };
    if (best.distance === most) break;
  }
  return best.at;
}

function some(artists: Iterable<string>, test: (artist: string) => boolean): boolean {
  for (const artist of artists) if (test(artist)) return true;
  return false;
}

/** How many songs each artist has left, with those that have the most at hand. */
class Remaining {
  readonly #songs = new Map<string, number>();
  /** Artists by how many songs they have left. */
  readonly #with: Set<string>[] = [];

  constructor(artists: readonly string[]) {
    for (const artist of artists) this.#songs.set(artist, (this.#songs.get(artist) ?? 0) + 1);
    for (const [artist, songs] of this.#songs) this.#bucket(songs).add(artist);
  }

  /** Those who have any. */
  artists(): Iterable<string> {
    return this.#songs.keys();
  }

  take(artist: string): void {
    const songs = this.#songs.get(artist) ?? 0;
    if (songs === 0) return;
    if (songs === 1) this.#songs.delete(artist);
    else this.#songs.set(artist, songs - 1);
    this.#bucket(songs).delete(artist);
    this.#bucket(songs - 1).add(artist);
    while (this.#with.at(-1)?.size === 0) this.#with.pop();
  }

  /** The artists with the most songs left, if these just fit into the places left; null while there is room. */
  urgent(places: number, gap: number): ReadonlySet<string> | null {
    const most = this.#with.length - 1;
    const artists = this.#with[most];
    if (!artists || most < 2) return null;
    return (most - 1) * (gap + 1) + artists.size >= places ? artists : null;
  }

  #bucket(songs: number): Set<string> {
    while (this.#with.length <= songs) this.#with.push(new Set());
    return this.#with[songs] ?? new Set();
  }
}
