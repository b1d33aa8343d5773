import type { Database } from "better-sqlite3";
import { MODEL_FEATURES, type ModelFeature } from "../../common/domain/features.ts";
import type { Track } from "../../common/domain/track.ts";
import { loadColumns } from "../library/columns.ts";
import { listMoods } from "../library/moods.ts";
import { getReport, modelInUse } from "../library/models.ts";
import { listPlaylists } from "../library/playlists.ts";
import { libraryStats } from "../library/statistics.ts";
import { readTracks } from "../library/tracks.ts";
import type { ExportSource, ExportTrack } from "./source.ts";

/** Tracks read at a time: few enough that they are gone before the garbage collector calls them old. */
const SLICE = 100;

/** The library as the exporters want it. */
export async function librarySource(
  db: Database,
  ids: Int32Array | null,
  unsureBelow: number,
): Promise<ExportSource> {
  const columns = await loadColumns(db);
  const moods = listMoods(db);
  const stats = await libraryStats(columns, moods, listPlaylists(db).length, unsureBelow);
  const model = modelInUse(db);
  const scale = new Map(
    stats.features.map(({ feature, mean, std }) => [feature, { mean: mean ?? 0, std: std || 1 }]),
  );
  const modelMoods = model?.moods ?? [];
  const wanted = ids ?? columns.ids;
  return {
    count: wanted.length,
    moods,
    stats,
    model: model ? getReport(db, model.id) : null,
    *tracks() {
      for (let start = 0; start < wanted.length; start += SLICE) {
        const slice = Array.from(wanted.subarray(start, start + SLICE));
        const extras = readExtras(db, slice);
        for (const track of readTracks(db, slice)) {
          yield toExportTrack(track, extras.get(track.id), modelMoods, scale);
        }
      }
    },
  };
}

type Extra = {
  readonly id: number;
  readonly file_path: string | null;
  readonly labelled_at: string | null;
  readonly probabilities: Buffer | null;
};

function readExtras(db: Database, ids: readonly number[]): Map<number, Extra> {
  const rows = db
    .prepare(
      `SELECT t.id, t.file_path, l.at AS labelled_at, p.probabilities
       FROM json_each(?) AS wanted JOIN tracks t ON t.id = wanted.value
       LEFT JOIN labels l ON l.track_id = t.id LEFT JOIN predictions p ON p.track_id = t.id`,
    )
    .all(JSON.stringify(ids)) as Extra[];
  return new Map(rows.map((row) => [row.id, row]));
}

function toExportTrack(
  track: Track,
  extra: Extra | undefined,
  modelMoods: readonly number[],
  scale: ReadonlyMap<string, { readonly mean: number; readonly std: number }>,
): ExportTrack {
  const raw = MODEL_FEATURES.map((feature) => rawValue(track, feature));
  const blob = extra?.probabilities;
  const stored = blob ? new Float32Array(Uint8Array.from(blob).buffer) : new Float32Array();
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
    probabilities:
      stored.length === modelMoods.length
        ? modelMoods.map((mood, index) => ({ mood, probability: stored[index] ?? 0 }))
        : [],
  };
}

function rawValue(track: Track, feature: ModelFeature): number | null {
  return feature === "duration" ? track.durationMs : track.features[feature];
}
