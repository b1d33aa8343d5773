import { fold } from "../../common/domain/fold.ts";
import { AppError } from "../../common/errors.ts";
import { hasData } from "../learning/classifier.ts";
import { takeTrainingRows, type TrainingFeatures } from "../learning/training-features.ts";
import type { ImportedTrack } from "../library/ingest.ts";
import { groupByKeys } from "./recordings.ts";
import { featuresOf, type FileRow } from "./table.ts";

/** More different labels than this are no moods: the wrong column was named. */
const MAX_LABELS = 100;

export type Labelled = {
  readonly features: TrainingFeatures;
  /** Index into `labels` per row. */
  readonly target: Int32Array;
  /** In the order in which the file brings them. */
  readonly labels: readonly string[];
  /** Recording of each row. */
  readonly groups: readonly string[];
  /** First artist of each row as a number; rows without one have one of their own. */
  readonly artists: Int32Array;
  /** Rows of the file that have no label, no features, or could not be read. */
  readonly leftOut: number;
};

type Row = { readonly track: ImportedTrack; readonly label: string };

/**
 * What a labelled table teaches: one row per track. Labels are the same in any case. A track that stands in the file
 * several times counts once, with the label it has most often; if there are several, with the first of them (as an
 * import keeps it). `column` is what the label's column is called. Throws AppError `bad_input` where it holds no moods,
 * `no_features` where nothing else is known.
 */
export function labelledRows(rows: readonly FileRow[], column: string): Labelled {
  const named = rows.flatMap(({ track, cell }): Row[] =>
    track && cell !== "" ? [{ track, label: cell }] : [],
  );
  const tracks = oncePerTrack(named);
  const features = featuresOf(tracks.map((row) => row.track));
  const known = tracks.flatMap((_, row) => (hasData(features, row) ? [row] : []));
  if (named.length > 0 && known.length === 0) {
    throw new AppError(
      "no_features",
      "No row of the file has both a label and audio features. It needs columns such as energy, valence and tempo.",
    );
  }
  const kept = known.flatMap((row) => tracks[row] ?? []);
  const { labels, target } = numberLabels(kept, column);
  return {
    features: takeTrainingRows(features, known),
    target,
    labels,
    groups: groupByKeys(kept.map(({ track }) => recordingKeys(track))),
    artists: artistNumbers(kept),
    leftOut: rows.length - named.length + (tracks.length - known.length),
  };
}

/** The column of that name, in any case. Throws AppError `bad_input`. */
export function labelColumn(columns: readonly string[], label: string): number {
  const wanted = label.trim().toLowerCase();
  const column = columns.findIndex((name) => name.trim().toLowerCase() === wanted);
  if (column >= 0) return column;
  throw new AppError(
    "bad_input",
    `The file has no column “${label}”. Its columns: ${columns.slice(0, 40).join(", ")}. Name one of them.`,
    { path: "label" },
  );
}

function artistNumbers(rows: readonly Row[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(rows, ({ track }, row) => {
    const [artist] = track.artists;
    if (artist === undefined) return -1 - row;
    const number = numbers.get(fold(artist)) ?? numbers.size;
    numbers.set(fold(artist), number);
    return number;
  });
}

function numberLabels(
  rows: readonly Row[],
  column: string,
): { labels: string[]; target: Int32Array } {
  const numbers = new Map<string, number>();
  const labels: string[] = [];
  const target = Int32Array.from(rows, ({ label }) => {
    const key = label.toLowerCase();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, labels.length);
    return labels.push(label) - 1;
  });
  if (labels.length > MAX_LABELS) {
    throw new AppError(
      "bad_input",
      `The column “${column}” has ${labels.length} different values; that is no column of moods. Name another one.`,
      { path: "label" },
    );
  }
  return { labels, target };
}

function oncePerTrack(rows: readonly Row[]): Row[] {
  const found = new Map<string, { readonly track: ImportedTrack; readonly labels: string[] }>();
  rows.forEach(({ track, label }, index) => {
    const key = trackKey(track) ?? `row:${index}`;
    const entry = found.get(key);
    if (entry) entry.labels.push(label);
    else found.set(key, { track, labels: [label] });
  });
  return Array.from(found.values(), ({ track, labels }) => ({
    track,
    label: mostFrequent(labels),
  }));
}

/** The first one wins a tie. */
function mostFrequent(labels: readonly string[]): string {
  const counts = new Map<string, { readonly label: string; count: number }>();
  for (const label of labels) {
    const entry = counts.get(label.toLowerCase());
    if (entry) entry.count += 1;
    else counts.set(label.toLowerCase(), { label, count: 1 });
  }
  const [most] = [...counts.values()].toSorted((a, b) => b.count - a.count);
  return most?.label ?? "";
}

/** What makes two rows the same track: Spotify's id, else the ISRC, else artists and title. */
function trackKey(track: ImportedTrack): string | null {
  return recordingKeys(track)[0] ?? null;
}

function recordingKeys({ uri, isrc, title, artists }: ImportedTrack): string[] {
  const keys: string[] = [];
  if (uri !== null) keys.push(`uri:${uri}`);
  if (isrc !== null) keys.push(`isrc:${isrc}`);
  // A title alone ("Intro") is no sign of the same recording.
  if (title !== "" && artists.length > 0)
    keys.push(`name:${fold(title)}\u001f${fold(artists.join(" "))}`);
  return keys;
}
