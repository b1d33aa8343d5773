import {
  featureNameSchema,
  isUsable,
  type FeatureName,
  type FeatureSet,
} from "../../../common/domain/features.ts";
import { parseKey } from "../../../common/domain/key.ts";
import { AppError } from "../../../common/errors.ts";

export type OwnValue = { readonly field: FeatureName; readonly value: number | null };

/**
 * What a person writes as a value of their own, "-" to take it back: a number, a key as musicians or DJs write it
 * (which says its mode too), major or minor, half or double of the tempo that `known` has. Throws AppError `bad_input`.
 */
export function toOwnValues(feature: string, text: string, known: FeatureSet): OwnValue[] {
  const field = toField(feature);
  const written = text.trim();
  switch (field) {
    case "key":
      return toKey(written);
    case "mode":
      return [{ field, value: toMode(written) }];
    case "tempo":
      return [{ field, value: toTempo(written, known.tempo) }];
    default:
      return [{ field, value: written === "-" ? null : toNumber(field, written) }];
  }
}

function toField(feature: string): FeatureName {
  const wanted = feature.toLowerCase().replaceAll(/[ _-]/g, "");
  const field = featureNameSchema.options.find((name) => name.toLowerCase() === wanted);
  if (field) return field;
  if (wanted === "bpm") return "tempo";
  throw new AppError(
    "bad_input",
    `“${feature}” is no feature. Features: ${featureNameSchema.options.join(", ")}.`,
  );
}

/** A key that is taken back takes its mode along, as it brought one. */
function toKey(written: string): OwnValue[] {
  if (written === "-") {
    return [
      { field: "key", value: null },
      { field: "mode", value: null },
    ];
  }
  const told = parseKey(written);
  if (!told) {
    throw new AppError(
      "bad_input",
      `“${written}” is no key. Write it like 8A, “F# minor”, Bb or 0 to 11 (0 = C).`,
    );
  }
  const mode = told.mode === null ? [] : [{ field: "mode" as const, value: told.mode }];
  return [{ field: "key", value: told.key }, ...mode];
}

function toMode(written: string): number | null {
  if (written === "-") return null;
  if (/^(major|maj|1)$/i.test(written)) return 1;
  if (/^(minor|min|0)$/i.test(written)) return 0;
  throw new AppError("bad_input", `“${written}” is no mode. Write major or minor.`);
}

function toTempo(written: string, known: number | null): number | null {
  if (written === "-") return null;
  const factor = /^half$/i.test(written) ? 0.5 : /^double$/i.test(written) ? 2 : null;
  if (factor === null) return toNumber("tempo", written);
  if (known === null)
    throw new AppError("bad_input", "Its tempo is not known. Write the BPM as a number.");
  return known * factor;
}

function toNumber(field: FeatureName, written: string): number {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(written) ? Number(written) : NaN;
  if (Number.isNaN(value)) throw new AppError("bad_input", `“${written}” is not a number.`);
  if (!isUsable(field, value))
    throw new AppError("bad_input", `${written} is not a usable value for ${field}.`);
  return value;
}
