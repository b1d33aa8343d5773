import { setImmediate as breathe } from "node:timers/promises";
import { MODEL_FEATURES } from "../../common/domain/features.ts";
import type { Similar } from "../../common/domain/learning.ts";
import type { Settings } from "../../common/domain/settings.ts";
import { AppError } from "../../common/errors.ts";
import { hasData } from "../learning/classifier.ts";
import type { Learning } from "../learning/client.ts";
import type { Running } from "../learning/evaluate.ts";
import { COMPARED_COLUMNS } from "../learning/space.ts";
import { trainingFeatures, type TrainingFeatures } from "../learning/training-features.ts";
import type { TrackColumns } from "../library/columns.ts";
import type { Library } from "../library/library.ts";
import { getMood } from "../library/moods.ts";
import { named } from "./named.ts";
import { askShortly } from "./short-question.ts";

type Deps = {
  readonly library: Library;
  readonly learning: Learning;
  readonly settings: () => Settings;
};

type Question = {
  readonly ids: readonly number[];
  readonly count: number;
  readonly notIn?: number | undefined;
};

/** Rows made ready between two breaths: about 5 ms of work. */
const SLICE = 20_000;

/** Finds tracks like some. The learning thread keeps the library for the next question while nothing changes. */
export function createSimilarTracks({ library, learning, settings }: Deps) {
  const numbers = new WeakMap<TrackColumns, number>();
  let next = 0;
  return async ({ ids, count, notIn }: Question, running: Running): Promise<Similar> => {
    if (notIn !== undefined) getMood(library.db, notIn);
    const columns = await library.columns();
    const rows = Int32Array.from(new Set(ids), (id) => columns.rowOf(id));
    const tracks = named(library, [...new Set(ids)]);
    if (rows.includes(-1) || tracks.length < rows.length) throw notThere(rows.length);
    const options = settings();
    const featuresOf = (some: ArrayLike<number>) =>
      trainingFeatures(columns.featureMatrix(some), options);
    const songs = featuresOf(rows);
    if (!rows.some((_, song) => hasData(songs, song))) throw nothingKnown(rows.length);
    const number = numbers.get(columns) ?? (next += 1);
    numbers.set(columns, number);
    // Labels and guesses may change meanwhile: only values count here.
    const version = `${number} ${columns.edits.length} ${options.trainOnSpotifyFeatures}`;
    const skip = notIn === undefined ? null : rowsIn(columns, notIn);
    const ask = { version, rows, skip, count };
    const found = await askShortly(
      async (mine) =>
        (await learning.similar({ ...ask, features: null }, mine)) ??
        (await learning.similar({ ...ask, features: await wholeLibrary(columns, options) }, mine)),
      running,
    );
    if (!found) throw new Error("The learning thread did not keep the library it was sent.");
    const features = COMPARED_COLUMNS.filter((column) =>
      rows.some((_, song) => isKnown(songs.data[song * songs.columns + column])),
    );
    const others = featuresOf(found.rows);
    const otherIds = Array.from(found.rows, (other) => columns.ids[other] ?? 0);
    const byId = new Map(named(library, otherIds).map((other) => [other.id, other]));
    return {
      tracks,
      features: features.flatMap((column) => MODEL_FEATURES[column] ?? []),
      similar: otherIds.flatMap((id, index) => {
        const its = byId.get(id);
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

/** The features of all rows, made in slices so that calls are answered meanwhile. */
async function wholeLibrary(
  columns: TrackColumns,
  options: Pick<Settings, "trainOnSpotifyFeatures">,
): Promise<TrainingFeatures> {
  let whole: TrainingFeatures | undefined;
  for (let start = 0; start < columns.size; start += SLICE) {
    const rows = Int32Array.from(
      { length: Math.min(SLICE, columns.size - start) },
      (_, index) => start + index,
    );
    const part = trainingFeatures(columns.featureMatrix(rows), options);
    if (part.rows === columns.size) return part;
    whole ??= {
      ...part,
      rows: columns.size,
      data: new Float32Array(columns.size * part.columns),
    };
    whole.data.set(part.data, start * part.columns);
    await breathe();
  }
  return whole ?? trainingFeatures(columns.featureMatrix(), options);
}

/** 1 for each row that is in the mood. */
function rowsIn(columns: TrackColumns, mood: number): Uint8Array {
  const rows = new Uint8Array(columns.size);
  for (let row = 0; row < columns.size; row += 1) rows[row] = columns.moodOf(row) === mood ? 1 : 0;
  return rows;
}

function notThere(asked: number): AppError {
  return new AppError(
    "not_found",
    asked === 1
      ? "There is no such track; `tracks` lists those there are."
      : "Not all of these tracks are in the library; `tracks` lists those there are.",
  );
}

function nothingKnown(asked: number): AppError {
  return new AppError(
    "no_features",
    asked === 1
      ? "Nothing is known of this track that it could be compared by. Add audio features for it first."
      : "Nothing is known of these tracks that they could be compared by. Add audio features for one of them first.",
  );
}

function isKnown(value: number | undefined): boolean {
  return value !== undefined && !Number.isNaN(value);
}
