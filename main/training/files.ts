import { basename } from "node:path";
import type { PredictionAnswer } from "../../common/domain/model.ts";
import { AppError } from "../../common/errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { hasData, readModel, rowsWithData } from "../learning/classifier.ts";
import type { Learning } from "../learning/client.ts";
import { definitionProbabilities } from "../learning/definitions.ts";
import type { Running } from "../learning/evaluate.ts";
import { distancesTo } from "../learning/kmeans.ts";
import { transform } from "../learning/scale.ts";
import { trainingFeatures, type TrainingFeatures } from "../learning/training-features.ts";
import type { Library } from "../library/library.ts";
import { modelInUse } from "../library/models.ts";
import { listMoods } from "../library/moods.ts";
import type { Ports } from "../ports.ts";
import type { Handlers } from "../rpc/dispatch.ts";
import { labelColumn, labelledRows } from "./labelled.ts";
import { featuresOf, readRows, type Tables } from "./table.ts";

/** The library's own clusters, the same at every call. */
const CLUSTERING = { k: 5, seed: 42, starts: 10 } as const;

type Deps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly learning: Learning;
  readonly ports: Pick<Ports, "files" | "log" | "settings">;
  readonly tables: Tables;
};

/** Answers about files that are not in the library; nothing is stored. */
export function fileHandlers(deps: Deps): Pick<Handlers, "models.predict" | "models.evaluate"> {
  const { jobs, learning, ports, tables } = deps;
  return {
    "models.predict": ({ file, mapping }, context) => {
      const path = ports.files.resolve(file);
      return jobs.run(
        {
          kind: "evaluate",
          title: `Guessing moods for ${basename(path)}`,
          outcome: (answers) => `${answers.length} tracks answered.`,
          async work(running) {
            const rows = await readRows(tables, path, {
              mapping,
              signal: running.signal,
              log: ports.log,
            });
            return answer(deps, featuresOf(rows.map((row) => row.track)), running);
          },
        },
        context,
      );
    },
    "models.evaluate": ({ file, label, folds, seed }, context) => {
      const path = ports.files.resolve(file);
      return jobs.run(
        {
          kind: "evaluate",
          title: `Checking the learning on ${basename(path)}`,
          outcome: ({ accuracy, size }) =>
            `${Math.round(accuracy.mean * 100)} % right on ${size} held-out tracks.`,
          async work(running) {
            const rows = await readRows(tables, path, {
              column: (columns) => labelColumn(columns, label),
              signal: running.signal,
              log: ports.log,
            });
            const { leftOut, ...labelled } = labelledRows(rows, label);
            if (leftOut > 0)
              ports.log("info", `${leftOut} rows have no label or no features and were left out.`);
            return learning.evaluate({ ...labelled, folds, seed }, running);
          },
        },
        context,
      );
    },
  };
}

async function answer(
  deps: Deps,
  features: TrainingFeatures,
  running: Running,
): Promise<PredictionAnswer[]> {
  const clusters = await libraryClusters(deps, running);
  const { moods, probabilities } = await guess(deps, features, running);
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

async function libraryClusters({ library, learning, ports }: Deps, running: Running) {
  const columns = await library.columns();
  const settings = ports.settings.get();
  const rows = rowsWithData(trainingFeatures(columns.featureMatrix(), settings));
  if (rows.length < CLUSTERING.k) {
    throw new AppError(
      "no_features",
      `The clusters are those of your library, and only ${rows.length} of its tracks have audio features; at least ${CLUSTERING.k} are needed. Import a library with features first.`,
    );
  }
  const features = trainingFeatures(columns.featureMatrix(rows), settings);
  return learning.cluster({ features, ...CLUSTERING }, running);
}

/** The model in use speaks; where there is none yet, the moods' definitions do. */
async function guess(
  { library, learning }: Deps,
  features: TrainingFeatures,
  running: Running,
): Promise<{ moods: (string | null)[]; probabilities: ArrayLike<number> & Sliceable }> {
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

type Sliceable = { subarray(from: number, to: number): ArrayLike<number> };

/** Name and probability of the moods that are still there, summing to 1. */
function share(moods: readonly (string | null)[], odds: ArrayLike<number>): [string, number][] {
  const there = moods.flatMap((name, index): [string, number][] =>
    name === null ? [] : [[name, odds[index] ?? 0]],
  );
  const sum = there.reduce((total, [, probability]) => total + probability, 0);
  return there.map(([name, probability]) => [name, sum > 0 ? probability / sum : 1 / there.length]);
}
