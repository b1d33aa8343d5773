import { FEATURE_NAMES } from "../../common/domain/features.ts";
import type { ImportField, ImportMapping } from "../../common/domain/import.ts";

/**
 * Names of columns per field, folded (lower case, letters and digits alone), the better one first: Exportify (both
 * layouts), Kaggle and TidyTuesday tables, Undertone's own files and those of its forerunner.
 */
const NAMES: Readonly<Record<ImportField, readonly string[]>> = {
  title: ["trackname", "title", "name", "track", "song", "songname", "songtitle", "tracktitle"],
  artists: [
    "artistnames",
    "artists",
    "artistname",
    "trackartist",
    "artist",
    "trackartists",
    "performer",
    "creator",
  ],
  album: ["albumname", "album", "trackalbumname", "albumtitle", "release"],
  releaseDate: [
    "albumreleasedate",
    "releasedate",
    "trackalbumreleasedate",
    "released",
    "year",
    "releaseyear",
  ],
  duration: [
    "trackdurationms",
    "durationms",
    "duration",
    "length",
    "lengthms",
    "tracklength",
    "tracktime",
  ],
  isrc: ["isrc", "isrccode"],
  uri: [
    "trackuri",
    "spotifyuri",
    "uri",
    "trackid",
    "spotifyid",
    "spotifytrackid",
    "id",
    "spotifylink",
    "trackurl",
    "spotifyurl",
    "url",
  ],
  previewUrl: ["trackpreviewurl", "previewurl", "preview"],
  addedAt: ["addedat", "added", "dateadded"],
  playlist: ["playlistname", "playlist", "playlists"],
  playlistId: ["playlistid", "playlisturi", "playlisturl"],
  mood: ["mood", "moodlabel", "predictedmood", "moodname", "label"],
  actualBpm: ["actualbpm", "mybpm"],
  musicKey: ["musickey", "mykey"],
  danceability: ["danceability"],
  energy: ["energy"],
  loudness: ["loudness", "loudnessdb"],
  speechiness: ["speechiness"],
  acousticness: ["acousticness"],
  instrumentalness: ["instrumentalness"],
  liveness: ["liveness"],
  valence: ["valence"],
  tempo: ["tempo", "bpm", "tempobpm"],
  key: ["key", "keyname", "camelot", "camelotkey"],
  mode: ["mode"],
  timeSignature: ["timesignature"],
};

export type Recognised = {
  readonly mapping: ImportMapping;
  readonly layout: string | null;
  readonly notes: readonly string[];
};

/** Tells what the columns of a table mean by their names. Of columns with one name the first is taken. */
export function recognise(columns: readonly string[]): Recognised {
  const folded = columns.map(foldName);
  const fields = Object.entries(NAMES) as [ImportField, readonly string[]][];
  const mapping: ImportMapping = {};
  for (const [field, names] of fields) {
    const name = names.find((candidate) => folded.includes(candidate));
    if (name !== undefined) mapping[field] = folded.indexOf(name);
  }
  return {
    mapping,
    layout: layoutOf(new Set(folded)),
    notes: duplicateNotes(columns, folded, mapping),
  };
}

/** A name of a column as it is compared: lower case, letters and digits alone. */
export function foldName(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

function layoutOf(names: ReadonlySet<string>): string | null {
  const has = (...wanted: string[]) => wanted.every((name) => names.has(name));
  if (has("trackuri", "artistnames", "albumartistnames")) return "Exportify";
  if (has("spotifyid", "artistids", "trackname") || has("trackuri", "trackname", "artistnames"))
    return "Exportify";
  if (has("title", "artists", "spotifyuri", "mood")) return "Undertone";
  if (has("actualbpm") || has("musickey")) return "Mood workbook";
  if (has("trackid", "trackname", "trackartist", "playlistgenre"))
    return "Spotify songs (TidyTuesday)";
  if (FEATURE_NAMES.filter((name) => names.has(name.toLowerCase())).length >= 5)
    return "Audio features table";
  return null;
}

function duplicateNotes(
  columns: readonly string[],
  folded: readonly string[],
  mapping: ImportMapping,
): string[] {
  return Object.values(mapping).flatMap((index) => {
    const count = folded.filter((name) => name === folded[index]).length;
    return count > 1
      ? [`${count} columns are named “${columns[index]}”; the first one is used.`]
      : [];
  });
}
