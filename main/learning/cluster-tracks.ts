import { cluster } from "./kmeans.ts";
import type { ClusterInput, ClusterOutput } from "./messages.ts";
import { fitScaler, transform } from "./scale.ts";

/** StandardScaler + k-means over raw features; the centres come back in raw units. */
export function clusterTracks({ features, k, seed, starts }: ClusterInput): ClusterOutput {
  const scaler = fitScaler(features);
  const { labels, centres, inertia } = cluster(transform(scaler, features), { k, seed, starts });
  const raw = Array.from({ length: k }, (_, centre) =>
    scaler.mean.map(
      (mean, column) =>
        mean + (centres[centre * features.columns + column] ?? 0) * (scaler.scale[column] ?? 1),
    ),
  );
  return { labels, centres: raw, inertia };
}
