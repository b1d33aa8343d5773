import { camelot, keyName } from "../../common/domain/key.ts";
import type { FeatureName } from "../../common/domain/features.ts";
import type { Mood } from "../../common/domain/mood.ts";
import type { ExportTrack } from "./source.ts";

/** How a cell is shown in a workbook; the value itself is never rounded. */
export type CellFormat =
  | "text"
  | "share"
  | "unit"
  | "decimal"
  | "scaled"
  | "whole"
  | "date"
  | "moment"
  | "length";

export type Link = { readonly text: string; readonly link: string };
export type CellValue = string | number | null | Link;

export type Column<Row> = {
  readonly header: string;
  readonly format: CellFormat;
  /** In characters of the sheet's font. */
  readonly width: number;
  readonly value: (row: Row) => CellValue;
};

/** Between the artists of one cell: commas are parts of names, and the importer splits at it. */
const ARTIST_SEPARATOR = "; ";

/**
 * The columns of the sheet Tracks and of CSV. The importer knows its fields by these names; what only people want
 * (musical key, Camelot, guess, links) has names that it does not know, so that reading a file back changes nothing.
 */
export function trackColumns(moods: readonly Mood[]): Column<ExportTrack>[] {
  const nameOf = new Map(moods.map((mood) => [mood.id, mood.name]));
  const mood = (id: number | undefined) => (id === undefined ? null : (nameOf.get(id) ?? null));
  return [
    ...nameColumns(),
    text("Album", 28, ({ track }) => track.album),
    { header: "Release date", format: "date", width: 13, value: ({ track }) => track.releaseDate },
    {
      header: "Length",
      format: "length",
      width: 8,
      value: ({ track }) => track.durationMs,
    },
    text("Mood", 12, ({ track }) => mood(track.mood?.id)),
    number("Confidence", "share", 12, ({ track }) => track.mood?.confidence ?? null),
    text("Label source", 13, ({ track }) => track.mood?.by ?? null),
    text("Guess", 12, (row) => mood(guessOf(row))),
    text("Also in moods", 16, ({ track }) => track.also.map(mood).filter(Boolean).join("; ")),
    number("BPM", "decimal", 8, ({ track }) => track.features.tempo),
    text("Musical key", 12, ({ track }) => keyName(track.features.key, track.features.mode)),
    text("Camelot", 10, ({ track }) => camelot(track.features.key, track.features.mode)),
    ...featureColumns(),
    number("Duration (ms)", "whole", 14, ({ track }) => track.durationMs),
    text("ISRC", 15, ({ track }) => track.isrc),
    text("Spotify URI", 38, ({ track }) => track.uri),
    { header: "Spotify link", format: "text", width: 16, value: ({ track }) => link(track.uri) },
    text("Preview URL", 24, ({ track }) => track.previewUrl),
    text("Sound file", 24, ({ filePath }) => filePath),
    { header: "Added at", format: "moment", width: 17, value: ({ track }) => track.addedAt },
    { header: "Labelled at", format: "moment", width: 17, value: ({ labelledAt }) => labelledAt },
  ];
}

/** Which track a row is about. */
export function nameColumns(): Column<ExportTrack>[] {
  return [
    text("Title", 36, ({ track }) => track.title),
    text("Artists", 28, ({ track }) => track.artists.join(ARTIST_SEPARATOR)),
  ];
}

/** The features in their own units; the tempo stands for itself as BPM. */
export function featureColumns(): Column<ExportTrack>[] {
  const feature = (header: string, format: CellFormat, name: FeatureName) =>
    number(header, format, header.length + 4, ({ track }) => track.features[name]);
  return [
    feature("Danceability", "unit", "danceability"),
    feature("Energy", "unit", "energy"),
    feature("Loudness", "decimal", "loudness"),
    feature("Speechiness", "unit", "speechiness"),
    feature("Acousticness", "unit", "acousticness"),
    feature("Instrumentalness", "unit", "instrumentalness"),
    feature("Liveness", "unit", "liveness"),
    feature("Valence", "unit", "valence"),
    feature("Key", "whole", "key"),
    feature("Mode", "whole", "mode"),
    feature("Time signature", "whole", "timeSignature"),
  ];
}

/** The model's most probable mood, also where somebody said another one. */
export function guessOf({ track, probabilities }: ExportTrack): number | undefined {
  if (track.mood?.by === "guess") return track.mood.id;
  let best: { mood: number; probability: number } | undefined;
  for (const each of probabilities) {
    if (best === undefined || each.probability > best.probability) best = each;
  }
  return best?.mood;
}

/** The page of a Spotify track; null for other URIs. */
export function spotifyUrl(uri: string | null): string | null {
  const id = /^spotify:track:([0-9A-Za-z]{22})$/.exec(uri ?? "")?.[1];
  return id === undefined ? null : `https://open.spotify.com/track/${id}`;
}

function link(uri: string | null): Link | null {
  const url = spotifyUrl(uri);
  return url === null ? null : { text: "Open in Spotify", link: url };
}

function text(
  header: string,
  width: number,
  value: (row: ExportTrack) => string | null,
): Column<ExportTrack> {
  return { header, format: "text", width, value };
}

function number(
  header: string,
  format: CellFormat,
  width: number,
  value: (row: ExportTrack) => number | null,
): Column<ExportTrack> {
  return { header, format, width, value };
}
