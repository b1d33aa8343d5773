import {
  FEATURE_NAMES,
  isUsable,
  type FeatureName,
  type FeatureSet,
} from "../../../common/domain/features.ts";
import type { Confidence } from "../../library/features.ts";

/** Of a service that does not say how sure it is. */
export const UNSAID: Confidence = { tempo: null, key: null };

/** Between C and C♯ there is no key. */
const WHOLE: ReadonlySet<FeatureName> = new Set(["key", "mode", "timeSignature"]);

/** What can be believed of what a service says; the rest counts as not told. */
export function usableFeatures(
  told: Readonly<Partial<Record<FeatureName, number | null | undefined>>>,
): Partial<FeatureSet> {
  const entries = FEATURE_NAMES.flatMap((name) => {
    const value = told[name];
    if (typeof value !== "number" || !isUsable(name, value)) return [];
    return WHOLE.has(name) && !Number.isInteger(value) ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

/** True where answers of a service have none of the fields that it is asked for: it must have renamed them. */
export function nothingFamiliar(answers: readonly object[], fields: readonly string[]): boolean {
  return answers.length > 0 && !answers.some((one) => fields.some((field) => field in one));
}
