import { MODEL_FEATURES } from "../../common/domain/features.ts";
import type { Settings } from "../../common/domain/settings.ts";
import { AppError } from "../../common/errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { rowsWithData } from "../learning/classifier.ts";
import type { Learning } from "../learning/client.ts";
import { assignClusters } from "../learning/definitions.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import type { Library } from "../library/library.ts";
import { listMoods } from "../library/moods.ts";
import type { Handlers } from "../rpc/dispatch.ts";

type Deps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly learning: Learning;
  readonly settings: () => Settings;
};

const EXAMPLES = 5;

/** k-means over the library, to explore and to propose moods; nothing is changed. */
export function clusterHandlers(deps: Deps): Pick<Handlers, "moods.cluster"> {
  const { library, jobs, learning, settings } = deps;
  return {
    "moods.cluster": ({ k, seed, starts }, context) =>
      jobs.run(
        {
          kind: "cluster",
          title: "Exploring clusters",
          outcome: (result) => `${result.clusters.length} clusters of ${result.tracks} tracks.`,
          async work(running) {
            const columns = await library.columns();
            const rows = rowsWithData(trainingFeatures(columns.featureMatrix(), settings()));
            if (rows.length < k) {
              throw new AppError(
                "no_features",
                `Only ${rows.length} tracks have audio features; ${k} clusters need at least as many. Import features first, or ask for fewer clusters.`,
              );
            }
            const matrix = trainingFeatures(columns.featureMatrix(rows), settings());
            const { labels, rawCentres, inertia } = await learning.cluster(
              { features: matrix, k, seed, starts },
              running,
            );
            const named = assignClusters(rawCentres, listMoods(library.db));
            const members = membersOf(labels, k);
            return {
              k,
              seed,
              inertia,
              tracks: rows.length,
              clusters: rawCentres.map((centre, cluster) => ({
                cluster,
                size: members[cluster]?.size ?? 0,
                mood: named[cluster] ?? null,
                centre: Object.fromEntries(
                  MODEL_FEATURES.map((feature, column) => [feature, known(centre[column])]),
                ),
                examples: (members[cluster]?.first ?? []).map(
                  (index) => columns.ids[rows[index] ?? 0] ?? 0,
                ),
              })),
            };
          },
        },
        context,
      ),
  };
}

/** Per cluster: how many it has, and the first of them; in one pass, for this is the thread that draws. */
function membersOf(labels: Uint8Array, k: number) {
  const members = Array.from({ length: k }, () => ({ size: 0, first: [] as number[] }));
  labels.forEach((label, index) => {
    const mine = members[label];
    if (!mine) return;
    mine.size += 1;
    if (mine.first.length < EXAMPLES) mine.first.push(index);
  });
  return members;
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
