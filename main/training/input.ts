import type { Settings } from "../../common/domain/settings.ts";
import type { TrainInput } from "../learning/train.ts";
import type { TrackColumns } from "../library/columns.ts";
import type { Library } from "../library/library.ts";
import type { StoredModel } from "../library/models.ts";
import { listMoods } from "../library/moods.ts";
import { alsoBits, labelKind, weakRows, weightOf } from "./evidence.ts";
import { recordingGroups } from "./recordings.ts";

const SEED = 42;

/** What there is to learn from, as it is now. `previous`: the model in use, where the learning does not know its labels. */
export function trainInput(
  library: Library,
  columns: TrackColumns,
  previous: StoredModel | null,
  settings: Pick<Settings, "learnFromSeen" | "sureShare">,
): TrainInput {
  const moods = listMoods(library.db);
  const classOf = new Map(moods.map((mood, index) => [mood.id, index]));
  const labelled = [...columns.labelledRows()].filter((row) =>
    classOf.has(columns.labelMood[row] ?? 0),
  );
  const before = new Map(previous?.labels.map(({ trackId, moodId }) => [trackId, moodId]));
  const isOld = (row: number) => before.get(columns.ids[row] ?? 0) === columns.labelMood[row];
  const weak = weakRows(columns, classOf, settings);
  // All in one go: a recording that is both labelled and seen has one name.
  const groups = recordingGroups(
    library.db,
    columns,
    [...labelled, ...weak.rows].map((row) => columns.ids[row] ?? 0),
  );
  return {
    labelledRows: Int32Array.from(labelled),
    ids: Int32Array.from(labelled, (row) => columns.ids[row] ?? 0),
    target: Int32Array.from(labelled, (row) => classOf.get(columns.labelMood[row] ?? 0) ?? 0),
    weights: Float32Array.from(labelled, (row) => weightOf(labelKind(columns, row))),
    groups: groups.slice(0, labelled.length),
    also: alsoBits(columns, labelled, classOf),
    weak: { ...weak, groups: groups.slice(labelled.length) },
    previousLabelledRows: Int32Array.from(labelled.filter(isOld)),
    moods: moods.map(({ id, name, definition }) => ({ id, name, definition })),
    seed: SEED,
    sureShare: settings.sureShare,
  };
}

/** Which labels a model was trained on, to tell later which ones are new. */
export function labelPairs({ ids, target, moods }: TrainInput) {
  return Array.from(ids, (trackId, index) => ({
    trackId,
    moodId: moods[target[index] ?? 0]?.id ?? 0,
  }));
}
