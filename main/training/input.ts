import type { Settings } from "../../common/domain/settings.ts";
import type { TrainInput } from "../learning/train.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import type { TrackColumns } from "../library/columns.ts";
import type { Library } from "../library/library.ts";
import type { StoredModel } from "../library/models.ts";
import { listMoods } from "../library/moods.ts";
import { alsoBits, labelKind, weakRows, weightOf } from "./evidence.ts";
import { recordingGroups } from "./recordings.ts";

const SEED = 42;

/** All that a training needs of the library, as it is now. `previous` is the model in use. */
export function trainInput(
  library: Library,
  columns: TrackColumns,
  previous: StoredModel | null,
  settings: Pick<Settings, "trainOnSpotifyFeatures" | "learnFromSeen">,
): TrainInput {
  const moods = listMoods(library.db);
  const classOf = new Map(moods.map((mood, index) => [mood.id, index]));
  const labelled: number[] = [];
  for (let row = 0; row < columns.size; row += 1) {
    if (classOf.has(columns.labelMood[row] ?? 0)) labelled.push(row);
  }
  const before = new Map(previous?.labels.map(({ trackId, moodId }) => [trackId, moodId]));
  const isOld = (row: number) => before.get(columns.ids[row] ?? 0) === columns.labelMood[row];
  const weak = weakRows(columns, classOf, settings);
  // All in one go: a recording that is both labelled and seen has one name.
  const groups = recordingGroups(
    library.db,
    [...labelled, ...weak.rows].map((row) => columns.ids[row] ?? 0),
  );
  return {
    features: trainingFeatures(columns.featureMatrix(), settings),
    ids: Float64Array.from(columns.ids),
    labelledRows: Int32Array.from(labelled),
    target: Int32Array.from(labelled, (row) => classOf.get(columns.labelMood[row] ?? 0) ?? 0),
    weights: Float32Array.from(labelled, (row) => weightOf(labelKind(columns, row))),
    groups: groups.slice(0, labelled.length),
    also: alsoBits(columns, labelled, classOf),
    weak: { ...weak, groups: groups.slice(labelled.length) },
    previousLabelledRows: Int32Array.from(labelled.filter(isOld)),
    moods: moods.map(({ id, name, definition }) => ({ id, name, definition })),
    seed: SEED,
  };
}

/** Which labels a model was trained on, to tell later which ones are new. */
export function labelPairs(columns: TrackColumns, input: TrainInput) {
  return Array.from(input.labelledRows, (row, index) => ({
    trackId: columns.ids[row] ?? 0,
    moodId: input.moods[input.target[index] ?? 0]?.id ?? 0,
  }));
}
