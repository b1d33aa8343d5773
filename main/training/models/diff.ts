import type { ModelDiff } from "../../../common/domain/model-history.ts";
import type { ModelSummary } from "../../../common/domain/model.ts";
import { AppError } from "../../../common/errors.ts";
import type { Library } from "../../library/library.ts";
import { getModel, getReport, listModels, type StoredModel } from "../../library/models.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import { named } from "../named.ts";
import type { Training } from "../training.ts";
import { labelDifferences, moodDifferences, pairedCheck, type LabelChange } from "./differences.ts";
import { moodsOf, namesById } from "./names.ts";

type Deps = {
  readonly library: Library;
  readonly training: Pick<Training, "guesses">;
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
  { library, training }: Deps,
  a: StoredModel,
  b: StoredModel,
  names: Names,
  running: CallContext,
): Promise<ModelDiff["moved"]> {
  let before = await training.guesses(a.id, running);
  const after = before && (await training.guesses(b.id, running));
  // Tracks came or went meanwhile.
  if (after && before?.columns !== after.columns) before = await training.guesses(a.id, running);
  if (!before || !after || before.columns !== after.columns) return null;
  const { ids, labelMood } = after.columns;
  const [old, now] = [before.guesses.moods, after.guesses.moods];
  // NaN = no data.
  const sure = (row: number) => after.guesses.confidences[row] || 0;
  const surest = (rows: readonly number[]) =>
    rows.toSorted((one, other) => sure(other) - sure(one) || one - other).slice(0, NAMED);
  let count = 0;
  let found: number[] = [];
  for (let row = 0; row < now.length; row += 1) {
    if (labelMood[row] !== 0 || old[row] === now[row]) continue;
    count += 1;
    found.push(row);
    // Sorting all of a large library would be felt.
    if (found.length === 8 * NAMED) found = surest(found);
  }
  const first = surest(found);
  const tracks = new Map(
    named(
      library,
      first.map((row) => ids[row] ?? 0),
    ).map((track) => [track.id, track]),
  );
  const nameOf = (known: ReadonlyMap<number, string>, id: number | undefined) =>
    known.get(id ?? 0) ?? null;
  return {
    count,
    tracks: now.length,
    first: first.flatMap((row) => {
      const track = tracks.get(ids[row] ?? 0);
      const to = nameOf(names.b, now[row]);
      const from = nameOf(names.a, old[row]);
      return track ? [{ ...track, from, to, confidence: to === null ? null : sure(row) }] : [];
    }),
  };
}
