import type { Interval, ModelSummary } from "../../../common/domain/model.ts";
import type { ModelState } from "../../../common/domain/model-history.ts";
import type { Settings } from "../../../common/domain/settings.ts";
import type { Library } from "../../library/library.ts";
import { getReport, listModels, unsureBelow } from "../../library/models.ts";

/** Which model speaks, and which one waits. */
export function modelState(library: Library, settings: Settings): ModelState {
  const models = listModels(library.db);
  const inUse = models.find((model) => model.inUse);
  const waiting = models.find(({ id, heldBack }) => heldBack !== null && id > (inUse?.id ?? 0));
  return {
    inUse: inUse?.id ?? null,
    unsureBelow: unsureBelow(library.db, settings),
    sureFrom: inUse?.sureFrom ?? null,
    waiting: waiting ? describe(library, waiting) : null,
  };
}

function describe(library: Library, model: ModelSummary): ModelState["waiting"] {
  const { before, after } = getReport(library.db, model.id).agreement;
  return {
    model: model.id,
    createdAt: model.createdAt,
    asked: model.heldBack === "asked",
    before,
    after,
    sentence: heldBackSentence(before, after),
  };
}

/** What a training says whose model was not put in use. */
export function heldBackSentence(before: Interval | null, after: Interval | null): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const isLess = before && after && percent(after.mean) !== percent(before.mean);
  const figures = isLess ? ` (${percent(after.mean)} instead of ${percent(before.mean)})` : "";
  return `The new model agrees less with your labels${figures}, so the one before stays in use.`;
}
