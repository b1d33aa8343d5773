import { FEATURE_NAMES, type FeatureName } from "../../common/domain/features.ts";
import type { ImportedTrack } from "../library/ingest.ts";
import type { ReadRow, RowBatch } from "./rows.ts";

/**
 * Rows on their way from one thread to another: as objects they would take as long to copy as to read. Texts are one
 * text, numbers one array; "" and NaN stand for what is not told, as no told text is empty.
 */
export type PackedBatch = {
  readonly texts: string;
  readonly numbers: Float64Array<ArrayBuffer>;
  /** Rows that are no track, or about which there is something to say; by their place in the batch. */
  readonly remarks: readonly (readonly [place: number, remark: Remark])[];
  readonly done: number;
  readonly total: number;
};
type Remark = { readonly reason: string } | { readonly warnings: readonly string[] };

/** Cleaned texts hold no control characters. */
const TEXT_END = "\u0000";
const NAME_END = "\u001e";
const TEXTS = 11;
/** The line, four of the track's own, and the features. */
const OWN_NUMBERS = 5;
const NUMBERS = OWN_NUMBERS + FEATURE_NAMES.length;

export function packRows({ rows, done, total }: RowBatch): PackedBatch {
  const texts: string[] = [];
  const numbers = new Float64Array(rows.length * NUMBERS);
  const remarks: [number, Remark][] = [];
  rows.forEach(({ line, parsed }, place) => {
    numbers[place * NUMBERS] = line;
    if (!parsed.ok) {
      remarks.push([place, { reason: parsed.reason }]);
      return;
    }
    if (parsed.warnings.length > 0) remarks.push([place, { warnings: parsed.warnings }]);
    packTrack(parsed.track, texts, numbers, place * NUMBERS + 1);
  });
  return { texts: texts.join(TEXT_END), numbers, remarks, done, total };
}

function packTrack(
  track: ImportedTrack,
  texts: string[],
  numbers: Float64Array<ArrayBuffer>,
  from: number,
): void {
  texts.push(
    track.title,
    track.artists.join(NAME_END),
    track.album ?? "",
    track.releaseDate ?? "",
    track.isrc ?? "",
    track.uri ?? "",
    track.previewUrl ?? "",
    track.addedAt ?? "",
    track.mood ?? "",
    track.playlist?.name ?? "",
    track.playlist?.externalId ?? "",
  );
  numbers[from] = track.durationMs ?? NaN;
  numbers[from + 1] = track.userTempo ?? NaN;
  numbers[from + 2] = track.userKey?.key ?? NaN;
  numbers[from + 3] = track.userKey?.mode ?? NaN;
  for (let index = 0; index < FEATURE_NAMES.length; index += 1) {
    const name = FEATURE_NAMES[index];
    numbers[from + 4 + index] = (name && track.features[name]) ?? NaN;
  }
}

export function unpackRows({ texts, numbers, remarks, done, total }: PackedBatch): RowBatch {
  const parts = texts.split(TEXT_END);
  const remarkOf = new Map(remarks);
  let text = 0;
  const rows = Array.from({ length: numbers.length / NUMBERS }, (_, place): ReadRow => {
    const line = numbers[place * NUMBERS] ?? 0;
    const remark = remarkOf.get(place);
    if (remark && "reason" in remark) return { line, parsed: { ok: false, reason: remark.reason } };
    const track = unpackTrack(parts, text, numbers, place * NUMBERS + 1);
    text += TEXTS;
    return { line, parsed: { ok: true, track, warnings: remark?.warnings ?? [] } };
  });
  return { rows, done, total };
}

function unpackTrack(
  texts: readonly string[],
  first: number,
  numbers: Float64Array<ArrayBuffer>,
  from: number,
): ImportedTrack {
  const text = (place: number) => texts[first + place] || null;
  const number = (place: number) => {
    const value = numbers[from + place] ?? NaN;
    return Number.isNaN(value) ? null : value;
  };
  const artists = text(1);
  const playlist = text(9);
  const key = number(2);
  const features: Partial<Record<FeatureName, number>> = {};
  for (let index = 0; index < FEATURE_NAMES.length; index += 1) {
    const name = FEATURE_NAMES[index];
    const value = number(4 + index);
    if (name && value !== null) features[name] = value;
  }
  return {
    title: text(0) ?? "",
    artists: artists === null ? [] : artists.split(NAME_END),
    album: text(2),
    releaseDate: text(3),
    durationMs: number(0),
    isrc: text(4),
    uri: text(5),
    previewUrl: text(6),
    addedAt: text(7),
    features,
    userTempo: number(1),
    userKey: key === null ? null : { key, mode: number(3) },
    mood: text(8),
    playlist: playlist === null ? null : { name: playlist, externalId: text(10) },
  };
}
