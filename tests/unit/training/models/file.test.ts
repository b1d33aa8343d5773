import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { AppError } from "../../../../common/errors.ts";
import { MODEL_FEATURES } from "../../../../common/domain/features.ts";
import { STARTING_MOODS } from "../../../../common/domain/mood.ts";
import { createPrior, fit } from "../../../../main/learning/classifier.ts";
import { createRandom } from "../../../../main/learning/random.ts";
import {
  checkModelFile,
  readModelFile,
  writeModelFile,
} from "../../../../main/training/models/file.ts";
import { temporaryFolder } from "../../../support/folder.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

let good = "";

beforeAll(() => {
  const random = createRandom(1);
  const columns = MODEL_FEATURES.length;
  const data = Float32Array.from({ length: 40 * columns }, () => random());
  const features = { rows: 40, columns, data };
  const zeros = MODEL_FEATURES.map(() => 0);
  const ones = MODEL_FEATURES.map(() => 1);
  const moods = STARTING_MOODS.map(({ name, definition }) => ({ name, definition }));
  const prior = createPrior(
    moods.map(({ definition }) => definition),
    features,
    1,
  );
  const target = Int32Array.from({ length: 40 }, (_, row) => row % moods.length);
  const weights = new Float32Array(40).fill(1);
  good = writeModelFile({
    createdAt: "2026-11-25T02:00:00.000Z",
    undertone: "0.2.0",
    moods,
    model: fit({ features, target, weights, classes: moods.length, prior }),
    clustering: {
      k: 2,
      seed: 42,
      scaler: {
        mean: zeros,
        scale: ones,
      },
      centres: [zeros, ones],
    },
    figures: null,
  });
});

function changed(change: (file: Record<string, Json>) => void): string {
  const file = JSON.parse(good) as Record<string, Json>;
  change(file);
  return JSON.stringify(file);
}

function refusal(text: string): string {
  try {
    checkModelFile(text, "moods.json");
    return "";
  } catch (error) {
    if (error instanceof AppError && error.code === "file_unreadable") return error.message;
    throw error;
  }
}

const part = (file: Record<string, Json>, name: string) => file[name] as Record<string, Json>;

test("what is written can be read", () => {
  const { file, model } = checkModelFile(good, "moods.json");
  expect(file.moods.map(({ name }) => name)).toEqual(STARTING_MOODS.map(({ name }) => name));
  expect(model.weights).toEqual(part(JSON.parse(good) as Record<string, Json>, "model")["weights"]);
});

test.each<[string, () => string, string]>([
  ["text", () => "not JSON", "it is not JSON"],
  ["another JSON", () => '{"tracks": []}', "it is not a model of Undertone"],
  ["null", () => "null", "it is not a model of Undertone"],
  ["a later version", () => changed((file) => void (file["version"] = 2)), "newer version"],
  [
    "a mood too few",
    () => changed((file) => (file["moods"] as Json[]).pop()),
    "one mood per class",
  ],
  [
    "two moods of one name",
    () =>
      changed((file) => {
        const moods = file["moods"] as Record<string, Json>[];
        if (moods[1]) moods[1]["name"] = "CHILL";
      }),
    "Two moods have the same name.",
  ],
  [
    "features in another order",
    () => changed((file) => (file["features"] as Json[]).reverse()),
    "The features are others",
  ],
  [
    "a weight too few",
    () => changed((file) => (part(file, "model")["weights"] as Json[]).pop()),
    "do not fit this version",
  ],
  [
    "a scale of 0",
    () =>
      changed((file) => {
        const engineer = part(part(file, "model"), "engineer");
        (part(engineer, "base")["scale"] as Json[])[0] = 0;
      }),
    "do not fit this version",
  ],
  [
    "an infinite weight",
    () => good.replace(/"weights": \[\s+-?[\d.e-]+/, '"weights": [1e999'),
    "do not fit this version",
  ],
  [
    "a weight that would overflow",
    () => changed((file) => ((part(file, "model")["weights"] as Json[])[0] = 1e300)),
    "do not fit this version",
  ],
  [
    "centres of another width",
    () => changed((file) => ((part(file, "clustering")["centres"] as Json[])[0] = [1, 2])),
    "clustering.centres.0",
  ],
  [
    "a centre whose distances would overflow",
    () =>
      changed((file) => {
        const [centre] = part(file, "clustering")["centres"] as Json[][];
        if (centre) centre[0] = 1e300;
      }),
    "clustering.centres.0.0",
  ],
  [
    "a clustering's scale that makes distances overflow",
    () =>
      changed((file) => {
        const scaler = part(part(file, "clustering"), "scaler");
        (scaler["scale"] as Json[])[0] = 1e-300;
      }),
    "clustering.scaler.scale.0",
  ],
  [
    "a range upside down",
    () =>
      changed((file) => {
        const [mood] = file["moods"] as Record<string, Json>[];
        if (mood) mood["definition"] = { energy: { low: 0.9, high: 0.1 } };
      }),
    "moods.0.definition",
  ],
])("%s is refused with a sentence", (_, text, why) => {
  const message = refusal(text());
  expect(message).toContain("“moods.json” cannot be read as a model: ");
  expect(message).toContain(why);
});

test("whatever one value is replaced by, the file is read or refused", () => {
  const paths: (string | number)[][] = [];
  const walk = (value: Json, path: (string | number)[]) => {
    paths.push(path);
    if (Array.isArray(value)) value.slice(0, 2).forEach((child, at) => walk(child, [...path, at]));
    else if (typeof value === "object" && value !== null)
      for (const [name, child] of Object.entries(value)) walk(child, [...path, name]);
  };
  walk(JSON.parse(good) as Json, []);
  const wild = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
    fc.constantFrom<Json>(-1, 0, 1e308, "__proto__", [], {}, null),
  );
  fc.assert(
    fc.property(fc.constantFrom(...paths.slice(1)), wild, (path, value) => {
      const file = JSON.parse(good) as Json;
      let at = file as Record<string | number, Json>;
      for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, Json>;
      at[path.at(-1) ?? ""] = value;
      expect(typeof refusal(JSON.stringify(file))).toBe("string");
    }),
    { numRuns: 300, seed: 42 },
  );
});

test("a file that is too large, a folder and a missing one are told apart", async () => {
  const folder = temporaryFolder();
  const large = join(folder, "large.json");
  writeFileSync(large, " ".repeat(16_000_001));
  await expect(readModelFile(large)).rejects.toMatchObject({ code: "file_too_large" });
  await expect(readModelFile(folder)).rejects.toMatchObject({ code: "file_unreadable" });
  await expect(readModelFile(join(folder, "none.json"))).rejects.toMatchObject({
    code: "file_missing",
  });
});
