import type { Mood } from "../../common/domain/mood.ts";
import type { Settings } from "../../common/domain/settings.ts";
import type { CallOutput } from "../../common/contract.ts";
import { AppError } from "../../common/errors.ts";
import { hasData } from "../learning/classifier.ts";
import type { Learning } from "../learning/client.ts";
import type { Running } from "../learning/evaluate.ts";
import { describeSplit } from "../learning/split.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import type { Library } from "../library/library.ts";
import { readTracks } from "../library/tracks.ts";

/** Fewer tracks than this have no two halves worth a name. */
const FEWEST = 4;
const EXAMPLES = 5;

/**
 * Two groups within a mood, by 2-means over its tracks that have features; nothing is changed.
 * Throws AppError `not_enough_labels` for too few tracks, `conflict` where all are alike.
 */
export async function splitGroups(
  {
    library,
    learning,
    settings,
  }: {
    readonly library: Library;
    readonly learning: Learning;
    readonly settings: () => Settings;
  },
  mood: Mood,
  running: Running,
): Promise<CallOutput<"moods.proposeSplit">["groups"]> {
  const columns = await library.columns();
  const all = trainingFeatures(columns.featureMatrix(), settings());
  const rows: number[] = [];
  for (let row = 0; row < columns.size; row += 1) {
    if (columns.moodOf(row) === mood.id && hasData(all, row)) rows.push(row);
  }
  if (rows.length < FEWEST) {
    throw new AppError(
      "not_enough_labels",
      `“${mood.name}” has ${rows.length} tracks with audio features; splitting needs at least ${FEWEST}. Add tracks to it first.`,
    );
  }
  const features = trainingFeatures(columns.featureMatrix(rows), settings());
  const ids = rows.map((row) => columns.ids[row] ?? 0);
  const found = await learning.cluster({ features, k: 2, seed: 42, starts: 10 }, running);
  const groups = describeSplit(features, found, mood.name);
  if (groups.some((group) => group.rows.length === 0)) {
    throw new AppError(
      "conflict",
      `The tracks of “${mood.name}” are all alike: there is nothing to split it by.`,
    );
  }
  return groups.map((group) => {
    const tracks = Array.from(group.rows, (index) => ids[index] ?? 0);
    const examples = readTracks(library.db, tracks.slice(0, EXAMPLES));
    return {
      name: group.name,
      definition: group.definition,
      tracks,
      examples: examples.map(({ title, artists }) => ({ title, artists })),
    };
  });
}
