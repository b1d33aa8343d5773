import type { ModelDiff } from "../../../common/domain/model-history.ts";
import type { ModelSummary } from "../../../common/domain/model.ts";
import type { Settings } from "../../../common/domain/settings.ts";
import { AppError } from "../../../common/errors.ts";
import { NO_DATA, readModel, type Prediction } from "../../learning/classifier.ts";
import type { Learning } from "../../learning/client.ts";
import { trainingFeatures } from "../../learning/training-features.ts";
import type { Library } from "../../library/library.ts";
import { getModel, getReport, listModels, type StoredModel } from "../../library/models.ts";
import { listMoods } from "../../library/moods.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import { named } from "../named.ts";
import { labelDifferences, moodDifferences, pairedCheck, type LabelChange } from "./differences.ts";
import { moodsOf, namesById } from "./names.ts";

type Deps = {
  readonly library: Library;
  readonly learning: Learning;
  readonly settings: () => Settings;
};

/** Named in a list; the rest is counted. */
const NAMED = 200;

/** What differs between two models. Throws AppError `not_found`, and the signal's reason on abort. */
export async function diffModels(
  deps: Deps,
  ids: { readonly a: number; readonly b: number },
  running: CallContext,
): Promise<ModelDiff> {
  const { library } = deps;
  const [a, b] = [getModel(library.db, ids.a), getModel(library.db, ids.b)];
  const summaries = listModels(library.db);
  const names = { a: namesById(library, a), b: namesById(library, b) };
  const labels = labelDifferences(a, b);
  const list = (changes: readonly LabelChange[]) => nameLabels(library, changes, names);
  const paired = pairedCheck(a, b);
  const moved = await movedBetween(deps, a, b, names, running);
  const notes = [
    a.moodsThen && b.moodsThen
      ? null
      : "One of the models is of 0.1, which did not record the moods’ definitions.",
    paired
      ? null
      : "The two cannot be compared label by label: no label was held out from both and recorded.",
    moved
      ? null
      : "One of the models was made by another version of Undertone, so it cannot say which songs it would put elsewhere.",
  ];
  return {
    a: figuresOf(library, summaries, ids.a),
    b: figuresOf(library, summaries, ids.b),
    moods: moodDifferences(moodsOf(library, a), moodsOf(library, b)),
    labels: {
      same: labels.same,
      added: list(labels.added),
      removed: list(labels.removed),
      changed: list(labels.changed),
    },
    paired,
    moved,
    notes: notes.filter((note) => note !== null),
  };
}

type Names = { readonly a: ReadonlyMap<number, string>; readonly b: ReadonlyMap<number, string> };

function figuresOf(
  library: Library,
  summaries: readonly ModelSummary[],
  id: number,
): ModelDiff["a"] {
  const summary = summaries.find((one) => one.id === id);
  if (!summary) throw new AppError("not_found", "There is no such model any more.");
  return { ...summary, ece: getReport(library.db, id).evaluation?.ece ?? null };
}

function nameLabels(
  library: Library,
  changes: readonly LabelChange[],
  names: Names,
): ModelDiff["labels"]["added"] {
  const byTrack = new Map(changes.slice(0, NAMED).map((change) => [change.trackId, change]));
  const nameOf = (known: ReadonlyMap<number, string>, id: number | null | undefined) =>
    id === null || id === undefined ? null : (known.get(id) ?? "a deleted mood");
  return {
    count: changes.length,
    first: named(library, [...byTrack.keys()]).map((track) => {
      const change = byTrack.get(track.id);
      return { ...track, from: nameOf(names.a, change?.from), to: nameOf(names.b, change?.to) };
    }),
  };
}

/** Null where one of the models cannot be read any more. */
async function movedBetween(
  { library, learning, settings }: Deps,
  a: StoredModel,
  b: StoredModel,
  names: Names,
  running: CallContext,
): Promise<ModelDiff["moved"]> {
  const columns = await library.columns();
  const ids = columns.ids.slice();
  const labelled = columns.labelBy.slice();
  const there = new Set(listMoods(library.db).map((mood) => mood.id));
  const ask = async (stored: StoredModel) => {
    const model = readModel(stored.data);
    if (!model) return null;
    const features = trainingFeatures(columns.featureMatrix(), settings());
    const { prediction } = await learning.predict({ model, features }, running);
    return guessesAmong(
      prediction,
      stored.moods.map((id) => (there.has(id) ? id : 0)),
    );
  };
  const before = await ask(a);
  const after = before && (await ask(b));
  if (!before || !after) return null;
  const rows = Array.from(ids.keys()).filter(
    (row) => labelled[row] === 0 && before.mood[row] !== after.mood[row],
  );
  const sure = (row: number) => after.confidence[row] ?? 0;
  const first = rows.toSorted((one, other) => sure(other) - sure(one)).slice(0, NAMED);
  const tracks = new Map(
    named(
      library,
      first.map((row) => ids[row] ?? 0),
    ).map((track) => [track.id, track]),
  );
  const nameOf = (known: ReadonlyMap<number, string>, id: number | undefined) =>
    known.get(id ?? 0) ?? null;
  return {
    count: rows.length,
    tracks: ids.length,
    first: first.flatMap((row) => {
      const track = tracks.get(ids[row] ?? 0);
      const to = nameOf(names.b, after.mood[row]);
      const from = nameOf(names.a, before.mood[row]);
      return track ? [{ ...track, from, to, confidence: to === null ? null : sure(row) }] : [];
    }),
  };
}

type Guesses = {
  /** Mood ids; 0 = no data. */
  readonly mood: Int32Array;
  readonly confidence: Float32Array;
};

/** What a model says by those of its moods that are still there; `moods` by class, 0 for one that is gone. */
function guessesAmong(
  { mood: classes, probabilities }: Prediction,
  moods: readonly number[],
): Guesses {
  const there = [...moods.keys()].filter((index) => moods[index] !== 0);
  const mood = new Int32Array(classes.length);
  const confidence = new Float32Array(classes.length);
  for (let row = 0; row < classes.length; row += 1) {
    if (classes[row] === NO_DATA) continue;
    let sum = 0;
    let most = 0;
    for (const index of there) {
      const probability = probabilities[row * moods.length + index] ?? 0;
      sum += probability;
      if (probability < most) continue;
      most = probability;
      mood[row] = moods[index] ?? 0;
    }
    confidence[row] = sum > 0 ? most / sum : 0;
  }
  return { mood, confidence };
}
