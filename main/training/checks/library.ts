import type { CallInput } from "../../../common/contract.ts";
import type { Check } from "../../../common/domain/checks.ts";
import type { Settings } from "../../../common/domain/settings.ts";
import { rowsWithData } from "../../learning/classifier.ts";
import type { Against, CheckInput, CheckOutput } from "../../learning/checks/check.ts";
import type { Learning } from "../../learning/client.ts";
import { checkableClasses } from "../../learning/folds.ts";
import { createRandom, sample } from "../../learning/random.ts";
import type { TrainInput } from "../../learning/train.ts";
import { takeTrainingRows, trainingFeatures } from "../../learning/training-features.ts";
import type { TrackColumns } from "../../library/columns.ts";
import type { Library } from "../../library/library.ts";
import { getModel, listModels, type StoredModel } from "../../library/models.ts";
import type { Ports } from "../../ports.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import { trainInput } from "../input.ts";
import { artistNumbers } from "../artist-numbers.ts";
import { spreadRows } from "../spread-rows.ts";

type Deps = {
  readonly library: Library;
  readonly learning: Learning;
  readonly ports: Pick<Ports, "settings">;
};

/** More labels than this change the figures by less than their uncertainty. */
const MAX_LABELS = 5000;
/** Rows that stand for the library. */
const SAMPLE = 10_000;
/** Under that many labels figures say next to nothing: their standard deviation is above .10. */
const ROUGH_BELOW = 20;

/** Checks thoroughly on the library's own labels. */
export async function checkLibrary(
  { library, learning, ports }: Deps,
  options: CallInput<"learning.check">,
  running: CallContext,
): Promise<Check> {
  const { seed } = options;
  const columns = await library.columns();
  const settings = ports.settings.get();
  const input = trainInput(library, columns, null, settings);
  const labels = await lessonsOf(library, columns, input, settings, seed);
  const before = labels && earlier(library, input);
  const background = backgroundOf(columns, settings, seed);
  const found =
    labels &&
    (await learning.check(
      {
        ...labels,
        ...options,
        labels: input.moods.map(({ name }) => name),
        definitions: input.moods.map(({ definition }) => definition),
        library: background.all,
        strategy: "random",
        against: before && againstOf(before, columns, input, labels.places),
        unlabelled: background.unlabelled,
      },
      running,
    ));
  return {
    checkedAt: new Date().toISOString(),
    labels: input.labelledRows.length,
    checked: labels?.target.length ?? 0,
    figures: found && figuresOf(found),
    comparison:
      before && found?.comparison
        ? {
            ...found.comparison,
            model: before.id,
            createdAt: before.createdAt,
            labels: before.labels.length,
          }
        : null,
    drift: found?.drift ?? null,
    note: noteOf(input.labelledRows.length, labels?.target.length ?? 0, labels !== null),
  };
}

function figuresOf({ evaluation, repeats, learningCurve }: CheckOutput): Check["figures"] {
  return learningCurve && { evaluation, repeats, learningCurve };
}

type Lessons = Pick<
  CheckInput,
  "features" | "target" | "weights" | "groups" | "artists" | "weak"
> & {
  /** Places of the checked labels among the labelled rows. */
  readonly places: readonly number[];
};

/** The labelled rows of which something is known; null where they are too few to be checked. */
async function lessonsOf(
  library: Library,
  columns: TrackColumns,
  input: TrainInput,
  settings: Settings,
  seed: number,
): Promise<Lessons | null> {
  const all = trainingFeatures(columns.featureMatrix(input.labelledRows), settings);
  const known = rowsWithData(all);
  const places = Array.from(
    sample(known.length, MAX_LABELS, createRandom(seed)),
    (index) => known[index] ?? 0,
  );
  const target = Int32Array.from(places, (place) => input.target[place] ?? 0);
  const groups = places.map((place) => input.groups[place] ?? "");
  const labels = input.moods.map(({ name }) => name);
  if (checkableClasses({ target, groups, labels }) < 2) return null;
  const rows = Int32Array.from(places, (place) => input.labelledRows[place] ?? 0);
  return {
    places,
    features: takeTrainingRows(all, places),
    target,
    groups,
    weights: Float32Array.from(places, (place) => input.weights[place] ?? 1),
    artists: await artistNumbers(library.db, rows, columns),
    weak: weakOf(columns, input, settings),
  };
}

function weakOf(columns: TrackColumns, { weak }: TrainInput, settings: Settings): Lessons["weak"] {
  const all = trainingFeatures(columns.featureMatrix(weak.rows), settings);
  const known = rowsWithData(all);
  if (known.length === 0) return null;
  return {
    features: takeTrainingRows(all, known),
    target: Int32Array.from(known, (place) => weak.target[place] ?? 0),
    weights: Float32Array.from(known, (place) => weak.weights[place] ?? 1),
    groups: known.map((place) => weak.groups[place] ?? ""),
  };
}

/** A sample of the library, and those of it that have no label. */
function backgroundOf(columns: TrackColumns, settings: Settings, seed: number) {
  const rows = spreadRows(columns.size, SAMPLE, createRandom(seed));
  const features = trainingFeatures(columns.featureMatrix(rows), settings);
  const open = rowsWithData(features).filter((at) => columns.labelMood[rows[at] ?? 0] === 0);
  return { all: features, unlabelled: open.length === 0 ? null : takeTrainingRows(features, open) };
}

/** The newest model before the one in use that had learnt from other labels than there are now. */
function earlier(library: Library, input: TrainInput): StoredModel | null {
  const models = listModels(library.db);
  const inUse = models.find((model) => model.inUse)?.id ?? Infinity;
  for (const { id } of models.filter((model) => model.id < inUse)) {
    const model = getModel(library.db, id);
    if (!hasLearnt(model, input)) return model;
  }
  return null;
}

/** True where a model knew all labels that there are, and no others. */
function hasLearnt(model: StoredModel, input: TrainInput): boolean {
  if (model.labels.length !== input.labelledRows.length) return false;
  const before = new Map(model.labels.map(({ trackId, moodId }) => [trackId, moodId]));
  return Array.from(input.ids).every(
    (id, place) => before.get(id) === input.moods[input.target[place] ?? 0]?.id,
  );
}

/** The classifier of now, which may learn from those labels alone that the earlier model had. */
function againstOf(
  model: StoredModel,
  columns: TrackColumns,
  input: TrainInput,
  places: readonly number[],
): Against {
  const before = new Map(model.labels.map(({ trackId, moodId }) => [trackId, moodId]));
  const isOld = (place: number) =>
    before.get(columns.ids[input.labelledRows[place] ?? 0] ?? 0) ===
    input.moods[input.target[place] ?? 0]?.id;
  return {
    kind: "labels",
    name: `model ${model.id}`,
    learnable: Int32Array.from(places.keys()).filter((at) => isOld(places[at] ?? 0)),
  };
}

function noteOf(labels: number, checked: number, checkable: boolean): string | null {
  if (!checkable) {
    return labels === 0
      ? "There are no labels yet, so there is nothing to check against. Correct some guesses first."
      : "Too few labels to check: at least two moods need two labelled songs with audio features each.";
  }
  if (checked < ROUGH_BELOW)
    return `Only ${checked} labels could be checked: the figures are rough. From ${ROUGH_BELOW} on they begin to mean something.`;
  return checked < labels
    ? `Of ${labels} labels ${checked} were checked; the others lack audio features, or were too many for one round.`
    : null;
}
