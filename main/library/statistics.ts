import { setImmediate as breathe } from "node:timers/promises";
import { MODEL_FEATURES } from "../../common/domain/features.ts";
import type { Mood } from "../../common/domain/mood.ts";
import type { FeatureStats, LibraryStats } from "../../common/domain/stats.ts";
import type { TrackColumns } from "./columns.ts";

/**
 * Counts and per-feature figures of the whole library and of each mood. Breathes between features, so that calls are
 * answered meanwhile: a feature of a million tracks takes a tenth of a second to sort.
 */
export async function libraryStats(
  columns: TrackColumns,
  moods: readonly Mood[],
  playlists: number,
  unsureBelow: number,
): Promise<LibraryStats> {
  const rowsOf = new Map<number, number[]>([
    [0, []],
    ...moods.map((mood) => [mood.id, []] as const),
  ] as [number, number[]][]);
  let labelled = 0;
  let unsure = 0;
  let withoutFeatures = 0;
  const audible = MODEL_FEATURES.filter((feature) => feature !== "duration");
  for (let row = 0; row < columns.size; row += 1) {
    const isLabelled = columns.labelBy[row] !== 0;
    if (isLabelled) labelled += 1;
    else if ((columns.guessMood[row] ?? 0) !== 0 && (columns.confidence[row] ?? 0) < unsureBelow)
      unsure += 1;
    if (audible.every((feature) => Number.isNaN(columns.numbers[feature][row])))
      withoutFeatures += 1;
    rowsOf.get(columns.moodOf(row))?.push(row);
  }
  const groups = [...moods.map(({ id, name }) => ({ id, name })), { id: 0, name: "no mood" }];
  const perMood: LibraryStats["perMood"] = [];
  for (const { id, name } of groups) {
    const rows = rowsOf.get(id) ?? [];
    if (id === 0 && rows.length === 0) continue;
    const features = await figures(columns, rows);
    perMood.push({ mood: id === 0 ? null : id, name, count: rows.length, features });
  }
  return {
    tracks: columns.size,
    playlists,
    labelled,
    unsure,
    withoutFeatures,
    features: await figures(columns, null),
    perMood,
  };
}

async function figures(
  columns: TrackColumns,
  rows: readonly number[] | null,
): Promise<FeatureStats[]> {
  const result: FeatureStats[] = [];
  for (const feature of MODEL_FEATURES) {
    const all = columns.numbers[feature];
    const cells = rows ? Float32Array.from(rows, (row) => all[row] ?? NaN) : all;
    result.push({ feature, ...describe(cells) });
    await breathe();
  }
  return result;
}

/** NaN = missing. See featureStatsSchema for what each figure is. */
function describe(cells: Float32Array): Omit<FeatureStats, "feature"> {
  const known = cells.filter((value) => !Number.isNaN(value)).sort();
  const count = known.length;
  const missing = cells.length - count;
  if (count === 0) {
    return {
      count,
      missing,
      mean: null,
      std: null,
      min: null,
      q1: null,
      median: null,
      q3: null,
      max: null,
    };
  }
  let sum = 0;
  for (const value of known) sum += value;
  const mean = sum / count;
  let squares = 0;
  for (const value of known) squares += (value - mean) ** 2;
  return {
    count,
    missing,
    mean,
    std: Math.sqrt(squares / count),
    min: quantile(known, 0),
    q1: quantile(known, 0.25),
    median: quantile(known, 0.5),
    q3: quantile(known, 0.75),
    max: quantile(known, 1),
  };
}

/** Linear interpolation between the two nearest values (R type 7) of ascending values. */
function quantile(ascending: Float32Array, share: number): number {
  const place = (ascending.length - 1) * share;
  const low = ascending[Math.floor(place)] ?? NaN;
  const high = ascending[Math.ceil(place)] ?? NaN;
  return low + (high - low) * (place - Math.floor(place));
}
