import type { Playable } from "../../../common/domain/audio.ts";
import type { Track, TrackQueryInput } from "../../../common/domain/track.ts";
import { call } from "../../client.ts";
import { fetchPosition } from "../library/queries.ts";

/** Tracks that are looked through at a time, and at the most. */
const SLICE = 500;
const MOST_SEARCHED = 10_000;

export async function fetchTrack(id: number): Promise<Track> {
  return (await call("tracks.get", { id })).track;
}

/** Where the track's sound is. Throws AppError `file_missing` where the file is gone. */
export function openSound(track: number): Promise<Playable> {
  return call("audio.open", { track });
}

/**
 * The next (1) or previous (-1) track of a list that has sound, seen from a track of it; null if there is none within
 * 10,000 tracks.
 */
export async function findWithSound(
  query: TrackQueryInput,
  from: number,
  direction: 1 | -1,
): Promise<{ readonly id: number; readonly index: number } | null> {
  const position = await fetchPosition(query, from);
  if (position === null) return null;
  for (let searched = 0; searched < MOST_SEARCHED; searched += SLICE) {
    const start = direction === 1 ? position + 1 + searched : position - searched - SLICE;
    const limit = Math.min(SLICE, start + SLICE);
    if (limit <= 0) return null;
    const page = await call("tracks.query", { query, start: Math.max(0, start), limit });
    const rows = direction === 1 ? page.rows : page.rows.toReversed();
    const found = rows.find((track) => track.hasAudio);
    if (found) return { id: found.id, index: page.start + page.rows.indexOf(found) };
    if (page.rows.length < limit) return null;
  }
  return null;
}
