import { MODEL_FEATURES, modelFeatureSchema } from "../../../common/domain/features.ts";
import type { MoodDefinition } from "../../../common/domain/mood.ts";
import { AppError } from "../../../common/errors.ts";
import { toRange } from "./values.ts";

/**
 * A definition with the ranges of `--range feature=low..high` put in; `feature=` takes a range away.
 * Throws AppError `bad_input`.
 */
export function changeDefinition(
  before: MoodDefinition,
  ranges: readonly string[],
): MoodDefinition {
  const changed = ranges.map((text) => {
    const [name = "", bounds] = text.split("=", 2);
    const feature = modelFeatureSchema.safeParse(name);
    const range = bounds === "" ? { low: null, high: null } : toRange(bounds ?? "");
    if (!feature.success || !range) {
      throw new AppError(
        "bad_input",
        `--range ${text}: write it as feature=low..high, or feature= to take it away; features are ${MODEL_FEATURES.join(", ")}.`,
      );
    }
    return [feature.data, range] as const;
  });
  return { ...before, ...Object.fromEntries(changed) };
}

export function inWords(definition: MoodDefinition): string {
  return MODEL_FEATURES.flatMap((feature) => {
    const range = definition[feature];
    return range ? [`${feature} ${range.low ?? ""}..${range.high ?? ""}`] : [];
  }).join(", ");
}
