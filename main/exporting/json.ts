import type { Mood } from "../../common/domain/mood.ts";
import { guessOf } from "./columns.ts";
import type { ExportSource, ExportTrack } from "./source.ts";
import type { StagedFile } from "./staged-file.ts";
import { eachTrack, type Walk } from "./writing.ts";

/** Raised when a reader of the older shape would misread the newer one; new fields alone do not raise it. */
const VERSION = 1;

/**
 * The whole of it as one object, one track a line so that it can be read in a stream and compared line by line:
 *
 *     { "format": "undertone-library", "version": 1, "exportedAt": "2026-11-24T20:00:00.000Z",
 *       "moods": [{ "name", "color", "key", "definition": { feature: { "low", "high" } } }],
 *       "tracks": [{ "title", "artists": [], "album", "releaseDate", "durationMs", "isrc", "uri", "previewUrl",
 *                    "filePath", "addedAt", "mood", "labelSource", "confidence", "labelledAt", "guess", "also": [],
 *                    "probabilities": [{ "mood", "probability" }], "features": { feature: number | null } }] }
 *
 * Moods are named, never numbered: ids mean nothing in another library. `labelSource` is "user", "file" or
 * "playlist" where somebody said the mood, "guess" where the model did. Units are those of featureSetSchema.
 * Returns the number of tracks.
 */
export async function writeJson(
  source: ExportSource,
  file: StagedFile,
  walk: Walk,
): Promise<number> {
  const names = new Map(source.moods.map(({ id, name }) => [id, name]));
  const head = {
    format: "undertone-library",
    version: VERSION,
    exportedAt: new Date().toISOString(),
    moods: source.moods.map(toMood),
  };
  await file.write(`${JSON.stringify(head).slice(0, -1)},\n"tracks":[`);
  let before = "\n";
  const rows = await eachTrack(source, "Writing tracks", walk, (row) => {
    const line = before + JSON.stringify(toTrack(row, names));
    before = ",\n";
    return file.write(line);
  });
  await file.write("\n]}\n");
  return rows;
}

function toMood({ name, color, key, definition }: Mood) {
  return { name, color, key, definition };
}

function toTrack(row: ExportTrack, names: ReadonlyMap<number, string>) {
  const { track, filePath, labelledAt, probabilities } = row;
  const nameOf = (id: number | undefined) => (id === undefined ? null : (names.get(id) ?? null));
  return {
    title: track.title,
    artists: track.artists,
    album: track.album,
    releaseDate: track.releaseDate,
    durationMs: track.durationMs,
    isrc: track.isrc,
    uri: track.uri,
    previewUrl: track.previewUrl,
    filePath,
    addedAt: track.addedAt,
    mood: nameOf(track.mood?.id),
    labelSource: track.mood?.by ?? null,
    confidence: track.mood?.confidence ?? null,
    labelledAt,
    guess: nameOf(guessOf(row)),
    also: track.also.map(nameOf).filter((name) => name !== null),
    // A list, because the importer makes columns of an object's keys, and a mood may be called "energy".
    probabilities: probabilities.map(({ mood, probability }) => ({
      mood: nameOf(mood),
      probability,
    })),
    features: track.features,
  };
}
