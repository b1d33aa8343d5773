import { clusterRaw } from "./kmeans.ts";
import type { ClusterInput, ClusterOutput } from "./messages.ts";

/** StandardScaler + k-means over raw features. Throws AppError `bad_input` for fewer rows than clusters. */
export function clusterTracks({ features, k, seed, starts }: ClusterInput): ClusterOutput {
  const { labels, centres, inertia, scaler, known } = clusterRaw(features, { k, seed, starts });
  const rawCentres = Array.from({ length: k }, (_, centre) =>
    scaler.mean.map((mean, column) =>
      known[column]
        ? mean + (centres[centre * features.columns + column] ?? 0) * (scaler.scale[column] ?? 1)
        : NaN,
    ),
  );
  return { labels, centres, rawCentres, scaler, inertia };
}
