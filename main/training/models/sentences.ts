import type { TrainReport } from "../../../common/domain/model.ts";

/** Why a training's model is not in use, as a sentence; null: it was put in use. */
export function heldBackSentence({
  heldBack,
  agreement: { before, after },
  labels,
}: Pick<TrainReport, "heldBack" | "agreement" | "labels">): string | null {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  switch (heldBack) {
    case null:
    case undefined:
      return null;
    case "agreement": {
      const isLess = before && after && percent(after.mean) !== percent(before.mean);
      const figures = isLess ? ` (${percent(after.mean)} instead of ${percent(before.mean)})` : "";
      return `The new model agrees less with your labels${figures}, so the one before stays in use.`;
    }
    case "log loss":
      return "The new model is right about as often, but its confidences fit your labels much worse, so the one before stays in use.";
    case "few labels":
      return `The imported model stays in use: ${labels === 1 ? "1 label is" : `${labels} labels are`} too few to say that a model of yours is as good.`;
    default:
      return heldBack satisfies never;
  }
}
