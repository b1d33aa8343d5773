import { FEATURE_LIMITS, MODEL_FEATURES } from "../../../common/domain/features.ts";
import { FEATURE_WORDS } from "../../../common/domain/feature-words.ts";
import type { Clustering } from "../../../common/domain/model.ts";
import { tidyDefinition, type MoodDefinition } from "../../../common/domain/mood.ts";
import type { FeatureStats } from "../../../common/domain/stats.ts";

type Centre = Clustering["clusters"][number]["centre"];

/** A feature tells a cluster apart from this far off the library's mean, in standard deviations. */
const TELLING = 0.4;
/** A definition names the most telling features; more make it match next to nothing. */
const NAMED = 5;
/** Half the width of a range, in the library's standard deviations: a cluster is narrower than the whole. */
const HALF_WIDTH = 0.8;

/** How far a mean is from the library's, in its standard deviations; null where that is not known. */
export function deviation(mean: number | null, figures: FeatureStats | undefined): number | null {
  if (mean === null || !figures || figures.mean === null || !figures.std) return null;
  return (mean - figures.mean) / figures.std;
}

/** Ranges around a cluster's centre on the features that tell it apart. */
export function clusterDefinition(
  centre: Centre,
  features: readonly FeatureStats[],
): MoodDefinition {
  const ranges = telling(centre, features).map(({ feature, mean, std }) => {
    const [least, most] = FEATURE_LIMITS[feature];
    const low = Math.max(least, mean - HALF_WIDTH * std);
    const high = Math.min(most, mean + HALF_WIDTH * std);
    return [feature, { low: rounded(low), high: rounded(high) }] as const;
  });
  return tidyDefinition(Object.fromEntries(ranges));
}

/** "calm, acoustic": by the two features that tell it apart the most. */
export function clusterName(centre: Centre, features: readonly FeatureStats[]): string {
  return telling(centre, features)
    .slice(0, 2)
    .map(({ feature, by }) => FEATURE_WORDS[feature][by < 0 ? 0 : 1])
    .join(", ");
}

function telling(centre: Centre, features: readonly FeatureStats[]) {
  const found = MODEL_FEATURES.flatMap((feature) => {
    const mean = centre[feature] ?? null;
    const figures = features.find((candidate) => candidate.feature === feature);
    const by = deviation(mean, figures);
    return mean === null || by === null ? [] : [{ feature, mean, by, std: figures?.std ?? 0 }];
  }).toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by));
  const clear = found.filter(({ by }) => Math.abs(by) >= TELLING).slice(0, NAMED);
  return clear.length > 0 ? clear : found.slice(0, 2);
}

function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
