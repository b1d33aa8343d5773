import { setImmediate as breathe } from "node:timers/promises";
import type { PredictionAnswer } from "../../../common/domain/model.ts";
import { AppError } from "../../../common/errors.ts";
import type { Settings } from "../../../common/domain/settings.ts";
import { hasData, predict, readModel, rowsWithData } from "../../learning/classifier.ts";
import type { Learning } from "../../learning/client.ts";
import { definitionProbabilities } from "../../learning/definitions.ts";
import type { Running } from "../../learning/evaluate.ts";
import { distancesTo } from "../../learning/kmeans.ts";
import type { ClusterOutput } from "../../learning/messages.ts";
import { transform } from "../../learning/scale.ts";
import { trainingFeatures, type TrainingFeatures } from "../../learning/training-features.ts";
import type { Library } from "../../library/library.ts";
import { modelInUse } from "../../library/models.ts";
import { listMoods } from "../../library/moods.ts";
import type { CheckedModelFile } from "./file.ts";

/** Rows looked at between two breaths. */
const SLICE = 20_000;
/** The library's own clusters, the same at every call. */
export const CLUSTERING = { k: 5, seed: 42, starts: 10 } as const;

type Deps = {
  readonly library: Library;
  readonly learning: Learning;
  readonly settings: () => Settings;
};

type Clusters = Pick<ClusterOutput, "scaler" | "centres">;
type Guesses = {
  /** By class; null = the library does not have the mood any more. */
  readonly moods: readonly (string | null)[];
  /** rows × classes, row-major. */
  readonly probabilities: Float32Array | Float64Array;
};

/** What the library's model and clusters say of the rows of a table. Throws AppError `no_features`. */
export async function answerByLibrary(
  deps: Deps,
  features: TrainingFeatures,
  running: Running,
): Promise<PredictionAnswer[]> {
  const clusters = await libraryClusters(deps, running);
  return answers(features, clusters, await guess(deps, features, running));
}

/** What a model's file says of the rows of a table; no library is asked. */
export function answerByFile(
  { file, model }: CheckedModelFile,
  features: TrainingFeatures,
): PredictionAnswer[] {
  const { scaler, centres } = file.clustering;
  return answers(
    features,
    { scaler, centres: Float64Array.from(centres.flat()) },
    {
      moods: file.moods.map(({ name }) => name),
      probabilities: predict(model, features).probabilities,
    },
  );
}

/** StandardScaler and k-means over the library. Throws AppError `no_features` where it has too few tracks. */
export async function libraryClusters(
  { library, learning, settings }: Deps,
  running: Running,
): Promise<ClusterOutput> {
  const columns = await library.columns();
  const rows: number[] = [];
  for (let first = 0; first < columns.size; first += SLICE) {
    const length = Math.min(SLICE, columns.size - first);
    const slice = Int32Array.from({ length }, (_, index) => first + index);
    const part = trainingFeatures(columns.featureMatrix(slice), settings());
    for (const row of rowsWithData(part)) rows.push(first + row);
    await breathe();
  }
  if (rows.length < CLUSTERING.k) {
    throw new AppError(
      "no_features",
      `The clusters are those of your library, and only ${rows.length} of its tracks have audio features; at least ${CLUSTERING.k} are needed. Import a library with features first.`,
    );
  }
  const features = trainingFeatures(columns.featureMatrix(rows), settings());
  return learning.cluster({ features, ...CLUSTERING }, running);
}

function answers(
  features: TrainingFeatures,
  clusters: Clusters,
  { moods, probabilities }: Guesses,
): PredictionAnswer[] {
  const scaled = transform(clusters.scaler, features);
  return Array.from({ length: features.rows }, (_, row) => {
    const point = scaled.data.subarray(row * scaled.columns, (row + 1) * scaled.columns);
    const distances = distancesTo(point, clusters.centres);
    const cluster = distances.indexOf(Math.min(...distances));
    const odds = hasData(features, row)
      ? share(moods, probabilities.subarray(row * moods.length, (row + 1) * moods.length))
      : [];
    const best = odds.toSorted((a, b) => b[1] - a[1])[0];
    return {
      cluster,
      distances: Object.fromEntries(distances.map((value, index) => [`cluster_${index}`, value])),
      mood: best?.[0] ?? null,
      probabilities: Object.fromEntries(odds),
    };
  });
}

/** The model in use speaks; where there is none yet, the moods' definitions do. */
async function guess(
  { library, learning }: Deps,
  features: TrainingFeatures,
  running: Running,
): Promise<Guesses> {
  const moods = listMoods(library.db);
  const stored = modelInUse(library.db);
  const model = stored && readModel(stored.data);
  if (!stored || !model) {
    return {
      moods: moods.map((mood) => mood.name),
      probabilities: definitionProbabilities(
        features,
        moods.map((mood) => mood.definition),
      ),
    };
  }
  const { prediction } = await learning.predict({ model, features }, running);
  const names = new Map(moods.map((mood) => [mood.id, mood.name]));
  return {
    moods: stored.moods.map((id) => names.get(id) ?? null),
    probabilities: prediction.probabilities,
  };
}

/** Name and probability of the moods that are still there, summing to 1. */
function share(moods: readonly (string | null)[], odds: ArrayLike<number>): [string, number][] {
  const there = moods.flatMap((name, index): [string, number][] =>
    name === null ? [] : [[name, odds[index] ?? 0]],
  );
  const sum = there.reduce((total, [, probability]) => total + probability, 0);
  return there.map(([name, probability]) => [name, sum > 0 ? probability / sum : 1 / there.length]);
}
