import { cluster } from "./kmeans.ts";
import type { Matrix } from "./matrix.ts";
import type { ClusterInput, ClusterOutput } from "./messages.ts";
import { fitScaler, transform } from "./scale.ts";

/** StandardScaler + k-means over raw features. Throws AppError `bad_input` for fewer rows than clusters. */
export function clusterTracks({ features, k, seed, starts }: ClusterInput): ClusterOutput {
  const scaler = fitScaler(features);
  const { labels, centres, inertia } = cluster(transform(scaler, features), { k, seed, starts });
  const known = scaler.mean.map((_, column) => isKnown(features, column));
  const rawCentres = Array.from({ length: k }, (_, centre) =>
    scaler.mean.map((mean, column) =>
      known[column]
        ? mean + (centres[centre * features.columns + column] ?? 0) * (scaler.scale[column] ?? 1)
        : NaN,
    ),
  );
  return { labels, centres, rawCentres, scaler, inertia };
}

function isKnown({ columns, data }: Matrix, column: number): boolean {
  for (let at = column; at < data.length; at += columns) {
    if (!Number.isNaN(data[at] ?? NaN)) return true;
  }
  return false;
}
