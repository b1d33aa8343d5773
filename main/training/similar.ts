import { MODEL_FEATURES } from "../../common/domain/features.ts";
import type { Similar } from "../../common/domain/learning.ts";
import type { Settings } from "../../common/domain/settings.ts";
import { AppError } from "../../common/errors.ts";
import { hasData } from "../learning/classifier.ts";
import type { Learning } from "../learning/client.ts";
import type { Running } from "../learning/evaluate.ts";
import { COMPARED_COLUMNS } from "../learning/similar.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import type { TrackColumns } from "../library/columns.ts";
import type { Library } from "../library/library.ts";
import { named } from "./named.ts";

type Deps = {
  readonly library: Library;
  readonly learning: Learning;
  readonly settings: () => Settings;
};

/** Finds tracks like one. The learning thread keeps the library for the next question while nothing changes. */
export function createSimilarTracks({ library, learning, settings }: Deps) {
  const numbers = new WeakMap<TrackColumns, number>();
  let next = 0;
  return async (id: number, count: number, running: Running): Promise<Similar> => {
    const columns = await library.columns();
    const row = columns.rowOf(id);
    const [track] = named(library, [id]);
    if (row < 0 || !track)
      throw new AppError("not_found", "There is no such track; `tracks` lists those there are.");
    const options = settings();
    const featuresOf = (rows?: ArrayLike<number>) =>
      trainingFeatures(columns.featureMatrix(rows), options);
    const song = featuresOf([row]);
    if (!hasData(song, 0)) {
      throw new AppError(
        "no_features",
        "Nothing is known of this track that it could be compared by. Add audio features for it first.",
      );
    }
    const number = numbers.get(columns) ?? (next += 1);
    numbers.set(columns, number);
    const version = `${number} ${columns.version} ${options.trainOnSpotifyFeatures}`;
    const ask = { version, row, count };
    const found =
      (await learning.similar({ ...ask, features: null }, running)) ??
      (await learning.similar({ ...ask, features: featuresOf() }, running));
    if (!found) throw new Error("The learning thread did not keep the library it was sent.");
    const features = COMPARED_COLUMNS.filter((column) => isKnown(song.data[column]));
    const others = featuresOf(found.rows);
    const ids = Array.from(found.rows, (other) => columns.ids[other] ?? 0);
    const tracks = new Map(named(library, ids).map((other) => [other.id, other]));
    return {
      track,
      features: features.flatMap((column) => MODEL_FEATURES[column] ?? []),
      similar: ids.flatMap((other, index) => {
        const its = tracks.get(other);
        if (!its) return [];
        const at = index * others.columns;
        return {
          ...its,
          mood: columns.moodOf(found.rows[index] ?? 0) || null,
          distance: found.distances[index] ?? 0,
          compared: features.filter((column) => isKnown(others.data[at + column])).length,
        };
      }),
    };
  };
}

function isKnown(value: number | undefined): boolean {
  return value !== undefined && !Number.isNaN(value);
}
