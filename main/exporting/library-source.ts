import type { Database } from "better-sqlite3";
import { MODEL_FEATURES, type ModelFeature } from "../../common/domain/features.ts";
import type { Track } from "../../common/domain/track.ts";
import { NO_DATA, predict, readModel } from "../learning/classifier.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import { loadColumns } from "../library/load-columns.ts";
import { listMoods } from "../library/moods.ts";
import { getReport, modelInUse } from "../library/models.ts";
import { listPlaylists } from "../library/playlists.ts";
import { libraryStats } from "../library/statistics.ts";
import { readTracks, withCurrentMood } from "../library/tracks.ts";
import type { ExportSource, ExportTrack } from "./source.ts";

/** Tracks read at a time: few enough that they are gone before the garbage collector calls them old. */
const SLICE = 100;

export type SourceOptions = {
  readonly unsureBelow: number;
  /** Whether the model looks at what Spotify told. */
  readonly trainOnSpotifyFeatures: boolean;
};

/** The library as the exporters want it. */
export async function librarySource(
  db: Database,
  ids: Int32Array | null,
  options: SourceOptions,
): Promise<ExportSource> {
  const columns = await loadColumns(db);
  const moods = listMoods(db);
  const stats = await libraryStats(columns, moods, listPlaylists(db).length, options.unsureBelow);
  const stored = modelInUse(db);
  const model = stored && readModel(stored.data);
  const scale = new Map(
    stats.features.map(({ feature, mean, std }) => [feature, { mean: mean ?? 0, std: std || 1 }]),
  );
  /** Per track what the model says of each of its moods; nothing where no data is known. */
  const ask = (slice: readonly number[]): ExportTrack["probabilities"][] => {
    if (!stored || !model) return slice.map(() => []);
    const rows = slice.map((id) => columns.rowOf(id));
    const features = trainingFeatures(columns.featureMatrix(rows), options);
    const { mood: best, probabilities } = predict(model, features);
    return slice.map((_, row) =>
      best[row] === NO_DATA
        ? []
        : stored.moods.map((mood, index) => ({
            mood,
            probability: probabilities[row * stored.moods.length + index] ?? 0,
          })),
    );
  };
  const wanted = ids ?? columns.ids;
  return {
    count: wanted.length,
    moods,
    stats,
    model: stored ? getReport(db, stored.id) : null,
    *tracks() {
      for (let start = 0; start < wanted.length; start += SLICE) {
        const slice = Array.from(wanted.subarray(start, start + SLICE));
        const extras = readExtras(db, slice);
        const tracks = readTracks(db, slice);
        const probabilities = ask(tracks.map(({ id }) => id));
        for (const [index, track] of tracks.entries()) {
          yield toExportTrack(
            withCurrentMood(track, columns),
            extras.get(track.id),
            probabilities[index] ?? [],
            scale,
          );
        }
      }
    },
  };
}

type Extra = {
  readonly id: number;
  readonly file_path: string | null;
  readonly labelled_at: string | null;
};

function readExtras(db: Database, ids: readonly number[]): Map<number, Extra> {
  const rows = db
    .prepare(
      `SELECT t.id, t.file_path, l.at AS labelled_at
       FROM json_each(?) AS wanted JOIN tracks t ON t.id = wanted.value
       LEFT JOIN labels l ON l.track_id = t.id`,
    )
    .all(JSON.stringify(ids)) as Extra[];
  return new Map(rows.map((row) => [row.id, row]));
}

function toExportTrack(
  track: Track,
  extra: Extra | undefined,
  probabilities: ExportTrack["probabilities"],
  scale: ReadonlyMap<string, { readonly mean: number; readonly std: number }>,
): ExportTrack {
  const raw = MODEL_FEATURES.map((feature) => rawValue(track, feature));
  return {
    track,
    filePath: extra?.file_path ?? null,
    labelledAt: extra?.labelled_at ?? null,
    raw,
    // A missing value is the mean, which is 0 once scaled.
    scaled: raw.map((value, index) => {
      const { mean, std } = scale.get(MODEL_FEATURES[index] ?? "") ?? { mean: 0, std: 1 };
      return value === null ? 0 : (value - mean) / std;
    }),
    probabilities,
  };
}

function rawValue(track: Track, feature: ModelFeature): number | null {
  return feature === "duration" ? track.durationMs : track.features[feature];
}
