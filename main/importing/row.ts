import {
  FEATURE_NAMES,
  isUsable,
  type FeatureName,
  type FeatureSet,
} from "../../common/domain/features.ts";
import type { ImportMapping } from "../../common/domain/import.ts";
import { parseKey } from "../../common/domain/key.ts";
import type { ImportedTrack } from "../library/ingest.ts";
import { splitArtists } from "./artists.ts";
import { clean, isMissing, short } from "./clean.ts";
import { foldName } from "./recognise.ts";
import { parseDate, parseDuration, parseNumber } from "./values.ts";

export type ParsedRow =
  | { readonly ok: true; readonly track: ImportedTrack; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/** Longer cells are no names: the columns have slipped, or the file is something else. */
const MAX_TEXT = 2000;
/** Most cells of features: nothing of them has to be cleaned. */
const PLAIN_NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;

export type RowReader = (cells: readonly string[]) => ParsedRow;

/** Makes the function that turns a row's cells into a track. `columns` help to tell how artists are written. */
export function createRowReader(columns: readonly string[], mapping: ImportMapping): RowReader {
  const folded = columns.map(foldName);
  const artistUris = folded.findIndex((name) => /^artist(?:uri|id)s?$/.test(name));
  const labelSource = folded.indexOf("labelsource");
  const guess = folded.indexOf("guess");
  const featureColumns = FEATURE_NAMES.flatMap((name) => {
    const column = mapping[name];
    if (column === undefined || name === "key" || name === "mode") return [];
    return [{ name, column, scale: columns[column]?.includes("%") === true ? 100 : 1 }];
  });
  const inMilliseconds = folded[mapping.duration ?? -1]?.endsWith("ms") === true;
  return (cells) => {
    const warnings: string[] = [];
    const raw = (column: number | undefined) => (column === undefined ? "" : (cells[column] ?? ""));
    const text = (column: number | undefined) => {
      const cell = raw(column);
      return cell === "" ? "" : clean(cell);
    };
    const title = text(mapping.title);
    // "Na" may be a song, but not by the artist "NA": both are what R writes for no value.
    if (title === "" || (isMissing(title) && isMissing(text(mapping.artists)))) {
      return { ok: false, reason: "it has no title" };
    }
    if (title.length > MAX_TEXT || raw(mapping.artists).length > MAX_TEXT) {
      return { ok: false, reason: `its title or artists are longer than ${MAX_TEXT} characters` };
    }
    const key = readKey(text(mapping.key), text(mapping.mode), warnings);
    const musicKey = text(mapping.musicKey);
    const ownKey = musicKey === "" ? null : parseKey(musicKey);
    if (musicKey !== "" && ownKey === null)
      warnings.push(`“${short(musicKey)}” is not a key; left empty`);
    const features: Partial<Record<FeatureName, number>> = {};
    // An empty cell says nothing; it must not take away what another row or file said.
    if (key.key !== null) features.key = key.key;
    if (key.mode !== null) features.mode = key.mode;
    for (const { name, column, scale } of featureColumns) {
      const value = readFeature(name, raw(column), warnings, scale);
      if (value !== null) features[name] = value;
    }
    // In Undertone's own files the mood may be the model's guess, which nobody said; changed there, it is said.
    const isGuess =
      labelSource !== -1 &&
      cells[labelSource] === "guess" &&
      (guess === -1 || text(mapping.mood) === clean(cells[guess] ?? ""));
    const mood = isGuess ? "" : text(mapping.mood);
    return {
      ok: true,
      warnings,
      track: {
        title,
        artists: splitArtists(
          raw(mapping.artists),
          artistUris === -1 ? "" : (cells[artistUris] ?? ""),
        ),
        album: readAlbum(text(mapping.album), warnings),
        releaseDate: readDate("release date", text(mapping.releaseDate), warnings),
        durationMs: readDuration(text(mapping.duration), inMilliseconds, warnings),
        isrc: readIsrc(text(mapping.isrc), warnings),
        uri: readUri(text(mapping.uri), warnings),
        previewUrl: /^https?:\/\/\S{1,2000}$/.test(text(mapping.previewUrl))
          ? text(mapping.previewUrl)
          : null,
        addedAt: readMoment(text(mapping.addedAt), warnings),
        features: features satisfies Partial<FeatureSet>,
        userTempo:
          mapping.actualBpm === undefined
            ? null
            : readFeature("tempo", raw(mapping.actualBpm), warnings, 1),
        userKey: ownKey,
        mood: isMissing(mood) ? null : mood.slice(0, 60).trim(),
        playlist: readPlaylist(text(mapping.playlist), text(mapping.playlistId)),
      },
    };
  };
}

function readAlbum(text: string, warnings: string[]): string | null {
  if (text.length > MAX_TEXT) warnings.push(`album “${short(text)}” is too long; left empty`);
  return isMissing(text) || text.length > MAX_TEXT ? null : text;
}

/** `scale`: what the file's values are divided by. */
function readFeature(
  feature: FeatureName,
  cell: string,
  warnings: string[],
  scale: number,
): number | null {
  const isPlain = PLAIN_NUMBER.test(cell);
  const text = isPlain ? cell : clean(cell);
  if (!isPlain && isMissing(text)) return null;
  const value = isPlain ? Number(cell) / scale : parseFeature(text, scale);
  // Services write 0 where they found no tempo and no time signature.
  if (value === 0 && (feature === "tempo" || feature === "timeSignature")) return null;
  if (value !== null && isUsable(feature, value)) return value;
  warnings.push(`${feature} “${short(text)}” is not usable; left empty`);
  return null;
}

function parseFeature(text: string, scale: number): number | null {
  const number = parseNumber(text.replace(/\s*%$/, ""));
  return number === null ? null : number / (text.endsWith("%") ? 100 : scale);
}

function readKey(
  text: string,
  modeText: string,
  warnings: string[],
): { key: number | null; mode: number | null } {
  const mode = readMode(modeText, warnings);
  if (isMissing(text)) return { key: null, mode };
  const value = parseNumber(text);
  if (value !== null && Number.isInteger(value) && isUsable("key", value))
    return { key: value, mode };
  const named = parseKey(text);
  if (named) return { key: named.key, mode: mode ?? named.mode };
  warnings.push(`key “${short(text)}” is not a key; left empty`);
  return { key: null, mode };
}

function readMode(text: string, warnings: string[]): number | null {
  if (isMissing(text)) return null;
  if (/^maj/i.test(text) || parseNumber(text) === 1) return 1;
  if (/^min/i.test(text) || parseNumber(text) === 0) return 0;
  warnings.push(`mode “${short(text)}” is neither major nor minor; left empty`);
  return null;
}

function readDuration(text: string, inMilliseconds: boolean, warnings: string[]): number | null {
  if (isMissing(text)) return null;
  const value = inMilliseconds ? parseNumber(text) : parseDuration(text);
  if (value !== null && isUsable("duration", value)) return value;
  warnings.push(`duration “${short(text)}” is not usable; left empty`);
  return null;
}

function readDate(what: string, text: string, warnings: string[]): string | null {
  if (isMissing(text) || /^0{4}/.test(text)) return null;
  const date = parseDate(text);
  if (date === null) warnings.push(`${what} “${short(text)}” is not a date; left empty`);
  return date;
}

function readMoment(text: string, warnings: string[]): string | null {
  if (isMissing(text)) return null;
  const time = /^\d{4}-\d{2}-\d{2}(?:[T ]|$)/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  const date = parseDate(text);
  if (date !== null && date.length === 10) return `${date}T00:00:00.000Z`;
  warnings.push(`added date “${short(text)}” is not a date; left empty`);
  return null;
}

function readIsrc(text: string, warnings: string[]): string | null {
  if (isMissing(text)) return null;
  const isrc = text.replaceAll("-", "").toUpperCase();
  if (/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(isrc)) return isrc;
  warnings.push(`ISRC “${short(text)}” is not valid; left empty`);
  return null;
}

/** A Spotify track's URI, URL or bare id. Other ids (a row number, say) are no fault of the row: they are passed over. */
function readUri(text: string, warnings: string[]): string | null {
  if (text === "") return null;
  const found =
    /^(?:spotify:track:|https?:\/\/open\.spotify\.com\/(?:[\w-]+\/)*track\/)?([0-9A-Za-z]{22})(?:[?#].*)?$/.exec(
      text,
    );
  if (found?.[1]) return `spotify:track:${found[1]}`;
  if (text.startsWith("spotify:track:"))
    warnings.push(`“${short(text)}” is not a Spotify track; left empty`);
  return null;
}

function readPlaylist(name: string, id: string): ImportedTrack["playlist"] {
  if (name === "" && id === "") return null;
  return { name: (name || id).slice(0, 200), externalId: id || null };
}
