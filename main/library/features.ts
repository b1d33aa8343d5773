import type { Database } from "better-sqlite3";
import {
  FEATURE_NAMES,
  FEATURE_SOURCES,
  NO_FEATURES,
  type FeatureName,
  type FeatureSet,
  type FeatureSource,
} from "../../common/domain/features.ts";
import { prepared } from "./prepared.ts";

/** Feature columns as they follow each other in SQL texts. */
export const FEATURE_COLUMNS = `danceability, energy, loudness, speechiness, acousticness, instrumentalness, liveness, valence, tempo, "key", mode, time_signature`;

type Cells = readonly (number | null)[];
/** `SELECT track_id, source, at, <features>` as an array. */
export type FeatureRow = readonly [trackId: number, source: FeatureSource, at: string, ...Cells];

export type SourceValues = {
  readonly source: FeatureSource;
  readonly at: string;
  readonly values: FeatureSet;
};

/** What each source says of these tracks. */
export function readFeatures(db: Database, ids: readonly number[]): Map<number, SourceValues[]> {
  const rows = prepared(
    db,
    `SELECT track_id, source, at, ${FEATURE_COLUMNS} FROM features
     WHERE track_id IN (SELECT value FROM json_each(?)) ORDER BY track_id`,
  )
    .raw()
    .all(JSON.stringify(ids)) as FeatureRow[];
  const found = new Map<number, SourceValues[]>();
  for (const [id, source, at, ...cells] of rows) {
    const list = found.get(id) ?? [];
    list.push({ source, at, values: cellsToFeatures(cells) });
    found.set(id, list);
  }
  return found;
}

/** Field by field, the first source in the order of precedence that knows it. */
export function mergeFeatures(sources: readonly SourceValues[]): FeatureSet {
  const [only] = sources;
  if (sources.length === 1 && only) return only.values;
  const merged = { ...NO_FEATURES };
  for (const { values } of byPrecedence(sources)) {
    for (const name of FEATURE_NAMES) merged[name] ??= values[name];
  }
  return merged;
}

export function byPrecedence(sources: readonly SourceValues[]): SourceValues[] {
  return sources.toSorted(
    (a, b) => FEATURE_SOURCES.indexOf(a.source) - FEATURE_SOURCES.indexOf(b.source),
  );
}

/**
 * Puts a source's values over what it said before; a field it does not name stays.
 * Returns true if something changed.
 */
export function writeFeatures(
  db: Database,
  trackId: number,
  source: FeatureSource,
  values: Partial<FeatureSet>,
  at: string,
): boolean {
  return storeFeatures(db, trackId, source, at, (name, before) => {
    const value = values[name];
    return value === undefined ? before : value;
  });
}

/** {@link writeFeatures}, but what the source said before stays. */
export function fillFeatures(
  db: Database,
  trackId: number,
  source: FeatureSource,
  values: Partial<FeatureSet>,
  at: string,
): boolean {
  return storeFeatures(db, trackId, source, at, (name, before) => before ?? values[name] ?? null);
}

function storeFeatures(
  db: Database,
  trackId: number,
  source: FeatureSource,
  at: string,
  next: (name: FeatureName, before: number | null) => number | null,
): boolean {
  const before = prepared(
    db,
    `SELECT ${FEATURE_COLUMNS} FROM features WHERE track_id = ? AND source = ?`,
  )
    .raw()
    .get(trackId, source) as Cells | undefined;
  const after = FEATURE_NAMES.map((name, index) => next(name, before?.[index] ?? null));
  if (after.every((value, index) => value === (before?.[index] ?? null))) return false;
  if (after.every((value) => value === null)) {
    prepared(db, "DELETE FROM features WHERE track_id = ? AND source = ?").run(trackId, source);
    return true;
  }
  prepared(
    db,
    `INSERT OR REPLACE INTO features (track_id, source, at, ${FEATURE_COLUMNS})
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(trackId, source, at, ...after);
  return true;
}

function cellsToFeatures(cells: Cells): FeatureSet {
  const cell = (name: FeatureName) => cells[FEATURE_NAMES.indexOf(name)] ?? null;
  return {
    danceability: cell("danceability"),
    energy: cell("energy"),
    loudness: cell("loudness"),
    speechiness: cell("speechiness"),
    acousticness: cell("acousticness"),
    instrumentalness: cell("instrumentalness"),
    liveness: cell("liveness"),
    valence: cell("valence"),
    tempo: cell("tempo"),
    key: cell("key"),
    mode: cell("mode"),
    timeSignature: cell("timeSignature"),
  };
}

/** 0..1, how sure a source is of its tempo, and of its key and mode; null = it does not say. */
export type Confidence = { readonly tempo: number | null; readonly key: number | null };

type Told = {
  readonly features: Partial<FeatureSet>;
  readonly confidence: Confidence;
  readonly at: string;
};

/** What was measured in a track's sound file. */
export function writeMeasured(
  db: Database,
  trackId: number,
  { features, confidence, at, lufs }: Told & { readonly lufs: number | null },
): void {
  writeFeatures(db, trackId, "audio", features, at);
  // A sound without tempo, key and energy has no row; its loudness then is -∞ as well.
  prepared(
    db,
    "UPDATE features SET lufs = ?, tempo_confidence = ?, key_confidence = ? WHERE track_id = ? AND source = 'audio'",
  ).run(lufs, confidence.tempo, confidence.key, trackId);
}

/** What a service told of a track; it may have left the library meanwhile. */
export function writeFetched(
  db: Database,
  trackId: number,
  source: FeatureSource,
  { features, confidence, at }: Told,
): void {
  if (prepared(db, "SELECT 1 FROM tracks WHERE id = ?").get(trackId) === undefined) return;
  writeFeatures(db, trackId, source, features, at);
  prepared(
    db,
    "UPDATE features SET at = ?, tempo_confidence = ?, key_confidence = ? WHERE track_id = ? AND source = ?",
  ).run(at, confidence.tempo, confidence.key, trackId, source);
}

type Measure = Confidence & { readonly source: FeatureSource; readonly lufs: number | null };

/** How sure the sources of a track are of what they say, and its loudness in LUFS. */
export function readMeasures(db: Database, trackId: number): Measure[] {
  return prepared(
    db,
    "SELECT source, tempo_confidence AS tempo, key_confidence AS key, lufs FROM features WHERE track_id = ?",
  ).all(trackId) as Measure[];
}
