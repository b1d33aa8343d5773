import { LABEL_SOURCES } from "../../common/domain/track.ts";
import type { Settings } from "../../common/domain/settings.ts";
import type { TrainInput } from "../learning/train.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import type { TrackColumns } from "../library/columns.ts";
import type { Library } from "../library/library.ts";
import type { StoredModel } from "../library/models.ts";
import { listMoods } from "../library/moods.ts";
import { recordingGroups } from "./recordings.ts";

/** What a label counts for by who gave it: a person's own word most, a playlist's name least. */
const LABEL_WEIGHTS = { user: 1, file: 0.7, playlist: 0.5 } as const;
const SEED = 42;

/** All that a training needs of the library, as it is now. `previous` is the model in use. */
export function trainInput(
  library: Library,
  columns: TrackColumns,
  previous: StoredModel | null,
  settings: Pick<Settings, "trainOnSpotifyFeatures">,
): TrainInput {
  const moods = listMoods(library.db);
  const classOf = new Map(moods.map((mood, index) => [mood.id, index]));
  const labelled: number[] = [];
  for (let row = 0; row < columns.size; row += 1) {
    if (classOf.has(columns.labelMood[row] ?? 0)) labelled.push(row);
  }
  const before = new Map(previous?.labels.map(({ trackId, moodId }) => [trackId, moodId]));
  const isOld = (row: number) => before.get(columns.ids[row] ?? 0) === columns.labelMood[row];
  const labelledIds = labelled.map((row) => columns.ids[row] ?? 0);
  return {
    features: trainingFeatures(columns.featureMatrix(), settings),
    ids: Float64Array.from(columns.ids),
    labelledRows: Int32Array.from(labelled),
    target: Int32Array.from(labelled, (row) => classOf.get(columns.labelMood[row] ?? 0) ?? 0),
    weights: Float32Array.from(labelled, (row) => weightOf(columns.labelBy[row] ?? 0)),
    groups: recordingGroups(library.db, labelledIds),
    also: new Uint32Array(labelled.length),
    weak: {
      rows: new Int32Array(),
      target: new Int32Array(),
      weights: new Float32Array(),
      groups: [],
    },
    previousLabelledRows: Int32Array.from(labelled.filter(isOld)),
    moods: moods.map(({ id, name, definition }) => ({ id, name, definition })),
    seed: SEED,
  };
}

function weightOf(by: number): number {
  const source = LABEL_SOURCES[by - 1];
  return source === undefined ? 1 : LABEL_WEIGHTS[source];
}

/** Which labels a model was trained on, to tell later which ones are new. */
export function labelPairs(columns: TrackColumns, input: TrainInput) {
  return Array.from(input.labelledRows, (row, index) => ({
    trackId: columns.ids[row] ?? 0,
    moodId: input.moods[input.target[index] ?? 0]?.id ?? 0,
  }));
}
