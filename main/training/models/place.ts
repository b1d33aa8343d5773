import type { ModelSummary, Objection, Paired, TrainReport } from "../../../common/domain/model.ts";
import { compareHits } from "../../learning/checks/mcnemar.ts";
import { readModel } from "../../learning/classifier.ts";
import type { Learning } from "../../learning/client.ts";
import { agreementOf } from "../../learning/evaluate.ts";
import type { TrainOutput } from "../../learning/train.ts";
import { trainingFeatures } from "../../learning/training-features.ts";
import type { Settings } from "../../../common/domain/settings.ts";
import type { TrackColumns } from "../../library/columns.ts";
import type { Library } from "../../library/library.ts";
import { getModel, heldBackState, modelInPlace, NOT_CHECKED } from "../../library/models.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import type { TrainRequest } from "../session.ts";
import { objectionTo } from "./guard.ts";

type Deps = {
  readonly library: Library;
  readonly learning: Learning;
  readonly settings: () => Settings;
};

type Trained = {
  readonly input: TrainRequest;
  readonly columns: TrackColumns;
  readonly output: TrainOutput;
};

export type Place = {
  readonly agreement: TrainReport["agreement"];
  readonly paired: Paired | null;
  /** Why the new model does not take the place of the one in use; null: it does. */
  readonly heldBack: Objection | null;
  /** Whether the user is asked about it. */
  readonly waits: ModelSummary["heldBack"];
};

/** The new model and the one in use on the same held-out labels, and whether the new one takes its place. */
export async function placeOf(
  deps: Deps,
  trained: Trained,
  acceptWorse: boolean,
  running: CallContext,
): Promise<Place> {
  const { input, output } = trained;
  const inUse = modelInPlace(deps.library.db);
  const checked = [...output.heldOut.keys()].filter((at) => output.heldOut[at] !== NOT_CHECKED);
  if (!inUse || checked.length === 0)
    return { agreement: output.agreement, paired: null, heldBack: null, waits: null };
  const said = await saidBefore(deps, trained, checked, inUse, running);
  const wanted = checked.map((at) => input.moods[input.target[at] ?? 0]?.id ?? 0);
  const now = checked.map((at) => output.moods[output.heldOut[at] ?? 0] ?? 0);
  const paired = { checked: checked.length, ...compareHits(wanted, said, now) };
  const after = { moods: output.moods, evaluation: output.evaluation };
  const objection = acceptWorse ? null : objectionTo({ before: inUse, after, paired });
  // What this version cannot read keeps nothing out of its place.
  const heldBack = objection !== null && isReadable(deps.library, inUse.id) ? objection : null;
  return {
    agreement: { before: agreementOf(said, wanted), after: output.agreement.after },
    paired,
    heldBack,
    waits: heldBack === null ? null : waitingAs(deps.library, heldBack),
  };
}

function isReadable(library: Library, id: number): boolean {
  return readModel(getModel(library.db, id).data) !== null;
}

/** A model that is held back for want of labels only asks nothing: the user chose the imported one. */
function waitingAs(library: Library, objection: Objection): "asked" | "kept" {
  return objection === "few labels" ? "kept" : heldBackState(library.db);
}

/**
 * What the model in use says of the checked labels, as mood ids. The learning knows that of a training which it goes on
 * from; else what was stored with the model counts, where the label is still the same. An imported model has seen none
 * of them: it is asked.
 */
async function saidBefore(
  deps: Deps,
  { input, columns, output }: Trained,
  checked: readonly number[],
  inUse: { readonly id: number; readonly source: "trained" | "imported" },
  running: CallContext,
): Promise<number[]> {
  if (input.continues !== null) return checked.map((at) => output.before[at] ?? 0);
  const stored = getModel(deps.library.db, inUse.id);
  if (inUse.source === "imported") {
    const model = readModel(stored.data);
    if (!model) return checked.map(() => 0);
    const rows = checked.map((at) => input.labelledRows[at] ?? 0);
    const features = trainingFeatures(columns.featureMatrix(rows), deps.settings());
    const { prediction } = await deps.learning.predict({ model, features }, running);
    return Array.from(prediction.mood, (index) => stored.moods[index] ?? 0);
  }
  const recorded = new Map(
    stored.labels.map(({ trackId, moodId }, index) => [
      trackId,
      { moodId, guess: stored.moods[stored.heldOut?.[index] ?? NOT_CHECKED] },
    ]),
  );
  return checked.map((at) => {
    const mood = input.moods[input.target[at] ?? 0]?.id;
    const known = recorded.get(input.ids[at] ?? 0);
    return (known?.moodId === mood ? known?.guess : undefined) ?? output.before[at] ?? 0;
  });
}
