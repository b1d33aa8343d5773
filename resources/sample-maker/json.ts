import type { DrawnTrack } from "./library.ts";

/** The text of library.json: a line for each track, so that a change shows as what it is. */
export function toJson(tracks: readonly DrawnTrack[]): string {
  const lines = tracks.map((track) => JSON.stringify({ ...track, mood: undefined }));
  return `{"version":1,"tracks":[\n${lines.join(",\n")}\n]}\n`;
}
