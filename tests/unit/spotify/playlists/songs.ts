import type { Song } from "../../../../main/spotify/playlists/rules/song.ts";

/** A labelled song about which nothing is told but what is given. */
export function song(id: number, told: Partial<Song> = {}): Song {
  return {
    id,
    uri: `spotify:track:${id}`,
    title: `Song ${id}`,
    artists: [`Artist ${id}`],
    recording: id,
    labelled: true,
    confidence: NaN,
    energy: NaN,
    tempo: NaN,
    key: NaN,
    mode: NaN,
    addedAt: NaN,
    ...told,
  };
}
