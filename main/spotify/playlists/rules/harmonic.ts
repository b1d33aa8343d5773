import { camelot } from "../../../../common/domain/key.ts";
import { ascending, type Song } from "./song.ts";

const HOURS = 12;

/**
 * Round the Camelot wheel, hour by hour: minor, major, then the next hour's major and minor, so that each step is to a
 * neighbour (one hour on, or the other mode). Starts behind the widest gap; within one key from slow to fast.
 */
export function harmonic<Some extends Song>(songs: readonly Some[]): Some[] {
  const byPlace = new Map<string, Some[]>();
  const unknown: Some[] = [];
  for (const song of songs.toSorted((a, b) => ascending(a.tempo, b.tempo) || a.id - b.id)) {
    const place =
      Number.isNaN(song.key) || Number.isNaN(song.mode) ? null : camelot(song.key, song.mode);
    if (place === null) unknown.push(song);
    else byPlace.set(place, [...(byPlace.get(place) ?? []), song]);
  }
  const start = firstHour(byPlace);
  const walk = Array.from({ length: HOURS }, (_, step) => {
    const hour = ((start - 1 + step) % HOURS) + 1;
    const letters = step % 2 === 0 ? ["A", "B"] : ["B", "A"];
    return letters.flatMap((letter) => byPlace.get(`${hour}${letter}`) ?? []);
  });
  return [...walk.flat(), ...unknown];
}

/** The hour behind the longest stretch of hours without a song: there the round breaks and nothing is lost. */
function firstHour(byPlace: ReadonlyMap<string, unknown>): number {
  const used = (hour: number) => byPlace.has(`${hour}A`) || byPlace.has(`${hour}B`);
  let best = { hour: 1, gap: -1 };
  for (let hour = 1; hour <= HOURS; hour += 1) {
    if (!used(hour)) continue;
    let gap = 0;
    while (gap < HOURS && !used(((hour - 2 - gap + 2 * HOURS) % HOURS) + 1)) gap += 1;
    if (gap > best.gap) best = { hour, gap };
  }
  return best.hour;
}
