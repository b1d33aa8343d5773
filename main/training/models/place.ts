import type { Objection, TrainReport } from "../../../common/domain/model.ts";
import { compareHits } from "../../learning/checks/mcnemar.ts";
import { readModel } from "../../learning/classifier.ts";
import type { Learning } from "../../learning/client.ts";
import { agreementOf } from "../../learning/evaluate.ts";
import type { TrainOutput } from "../../learning/train.ts";
import { trainingFeatures } from "../../learning/training-features.ts";
import type { Settings } from "../../../common/domain/settings.ts";
import type { TrackColumns } from "../../library/columns.ts";
import type { Library } from "../../library/library.ts";
import { getModel, modelInPlace, NOT_CHECKED } from "../../library/models.ts";
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

export type Place = Required<Pick<TrainReport, "agreement" | "paired">> & {
  /** Why the new model should not take the place of the one in use; null: it may. */
  readonly objection: Objection | null;
};

/** The new model and the one in use on the same held-out labels, and whether the new one may take its place. */
export async function placeOf(deps: Deps, trained: Trained, running: CallContext): Promise<Place> {
  const { input, output } = trained;
  const inUse = modelInPlace(deps.library.db);
  const checked = [...output.heldOut.keys()].filter((at) => output.heldOut[at] !== NOT_CHECKED);
  if (!inUse || checked.length === 0)
    return { agreement: output.agreement, paired: null, objection: null };
  const said = await saidBefore(deps, trained, checked, inUse, running);
  const wanted = checked.map((at) => input.moods[input.target[at] ?? 0]?.id ?? 0);
  const now = checked.map((at) => output.moods[output.heldOut[at] ?? 0] ?? 0);
  const paired = { checked: checked.length, ...compareHits(wanted, said, now) };
  return {
    agreement: { before: agreementOf(said, wanted), after: output.agreement.after },
    paired,
    objection: objectionTo({
      before: inUse,
      after: { moods: output.moods, evaluation: output.evaluation },
      paired,
    }),
  };
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
