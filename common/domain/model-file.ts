import { z } from "zod";
import { MODEL_FEATURES, type ModelFeature } from "./features.ts";
import { modelIdSchema } from "./model.ts";
import { modelOriginSchema } from "./model-history.ts";
import { moodDefinitionSchema, moodIdSchema, moodNameSchema } from "./mood.ts";

/** A model has some tens of thousands of numbers at the most. */
export const MAX_MODEL_BYTES = 16_000_000;

const UNITS: Readonly<Record<ModelFeature, string>> = {
  danceability: "0..1",
  energy: "0..1",
  loudness: "dB",
  speechiness: "0..1",
  acousticness: "0..1",
  instrumentalness: "0..1",
  liveness: "0..1",
  valence: "0..1",
  tempo: "BPM",
  duration: "ms",
};

/** What a model of this version looks at, in the order of its columns. */
export const MODEL_FILE_FEATURES = MODEL_FEATURES.map((name) => ({ name, unit: UNITS[name] }));

/** Squares of scaled differences stay finite within these bounds; scaled values of real songs are far inside. */
const bounded = z.number().min(-1e9).max(1e9);
const columns = z.array(bounded).length(MODEL_FEATURES.length);

/** k-means over scaled features: (value − mean) / scale, a missing value 0; `centres` in these scaled units. */
export const clusteringFileSchema = z
  .object({
    k: z.number().int().min(1).max(255),
    seed: z.number().int().min(0),
    scaler: z.object({
      mean: columns,
      scale: z.array(bounded.min(1e-100)).length(MODEL_FEATURES.length),
    }),
    centres: z.array(columns),
  })
  .refine(({ k, centres }) => centres.length === k, "There is one centre per cluster.");
export type ClusteringFile = z.infer<typeof clusteringFileSchema>;

const orderedDefinitionSchema = moodDefinitionSchema.refine(
  (definition) =>
    Object.values(definition).every(
      ({ low, high }) => low === null || high === null || low <= high,
    ),
  "A range starts above its end.",
);

/** The file of a model; resources/model-format.md describes it. `model` is checked by the learning. */
export const modelFileSchema = z
  .object({
    format: z.literal("undertone-model"),
    version: z.literal(1),
    createdAt: z.iso.datetime({ offset: true }),
    undertone: z.string().max(40),
    note: z.string().max(1000).optional(),
    features: z
      .array(z.object({ name: z.string().max(40), unit: z.string().max(20) }))
      .refine(
        (features) =>
          features.length === MODEL_FILE_FEATURES.length &&
          MODEL_FILE_FEATURES.every(
            ({ name, unit }, index) =>
              features[index]?.name === name && features[index].unit === unit,
          ),
        "The features are others than this version of Undertone looks at.",
      ),
    moods: z
      .array(z.object({ name: moodNameSchema, definition: orderedDefinitionSchema }))
      .min(1)
      .max(254)
      .refine(
        (moods) => new Set(moods.map(({ name }) => name.toLowerCase())).size === moods.length,
        "Two moods have the same name.",
      ),
    model: z.looseObject({ version: z.number(), classes: z.number().int() }),
    clustering: clusteringFileSchema,
    figures: modelOriginSchema.shape.figures,
  })
  .refine(({ moods, model }) => moods.length === model.classes, {
    message: "There is one mood per class of the model.",
    path: ["moods"],
  });
export type ModelFile = z.infer<typeof modelFileSchema>;

/** Before it is imported: what the file holds, and which of its moods the library has. */
export const modelFilePreviewSchema = modelOriginSchema.extend({
  moods: z.array(
    z.object({
      name: z.string(),
      definition: moodDefinitionSchema,
      /** The library's mood of that name; null = it has none. */
      id: moodIdSchema.nullable(),
    }),
  ),
});
export type ModelFilePreview = z.infer<typeof modelFilePreviewSchema>;

export const modelImportReportSchema = z.object({
  model: modelIdSchema,
  /** Moods that were made for it. */
  created: z.array(z.string()),
  /** Moods of the file that the library does not have: the model guesses among the others. */
  missing: z.array(z.string()),
  inUse: z.boolean(),
  /** How many tracks changed their mood by putting it in use. */
  moved: z.number().int(),
});
export type ModelImportReport = z.infer<typeof modelImportReportSchema>;
