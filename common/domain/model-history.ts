import { z } from "zod";
import { modelFeatureSchema } from "./features.ts";
import {
  intervalSchema,
  modelIdSchema,
  modelSummarySchema,
  pairedSchema,
  trainReportSchema,
} from "./model.ts";
import { moodDefinitionSchema, moodIdSchema } from "./mood.ts";
import { trackIdSchema } from "./track.ts";

const namedTrackSchema = z.object({
  id: trackIdSchema,
  title: z.string(),
  artists: z.array(z.string()),
});

/** Which model speaks, from when on it is sure, and whether a newer one waits for the user's word. */
export const modelStateSchema = z.object({
  inUse: modelIdSchema.nullable(),
  /** Below this confidence a guess is called unsure: the setting, or what the model says itself. */
  unsureBelow: z.number(),
  /** What the model in use says itself; null without one. */
  sureFrom: z.number().nullable(),
  /** The newest model that agrees less with the labels than the one in use, and is not in its place. */
  waiting: z
    .object({
      model: modelIdSchema,
      createdAt: z.string(),
      /** False: the user kept the one in use before. */
      asked: z.boolean(),
      before: intervalSchema.nullable(),
      after: intervalSchema.nullable(),
      /** One sentence for the user. */
      sentence: z.string(),
    })
    .nullable(),
});
export type ModelState = z.infer<typeof modelStateSchema>;

/** A mood as it was when a model was trained; the definition is null where it was not recorded (models of 0.1). */
const moodThenSchema = z.object({
  name: z.string(),
  definition: moodDefinitionSchema.nullable(),
});

/** What a model's file said of where it was made. */
export const modelOriginSchema = z.object({
  undertone: z.string(),
  createdAt: z.string(),
  figures: z
    .object({
      labels: z.number().int(),
      accuracy: intervalSchema.nullable(),
      macroF1: z.number().nullable(),
      logLoss: z.number().nullable(),
      ece: z.number().nullable(),
    })
    .nullable(),
});

/** All that is kept of a model. */
export const modelDetailSchema = z.object({
  summary: modelSummarySchema,
  /** In the order of the model's classes. `id` is null for a mood that the library does not have. */
  moods: z.array(
    moodThenSchema.extend({
      id: moodIdSchema.nullable(),
      /** Labels of it that the model learnt from. */
      labels: z.number().int(),
    }),
  ),
  /** How many labels of tracks that are still there; the first ones by track. */
  labels: z.object({
    count: z.number().int(),
    first: z.array(
      namedTrackSchema.extend({
        mood: z.string(),
        /** What it was guessed to be while its label was held out; null = not checked. */
        heldOut: z.string().nullable(),
      }),
    ),
  }),
  report: trainReportSchema,
  /** Null for a model that was trained here. */
  origin: modelOriginSchema.nullable(),
});
export type ModelDetail = z.infer<typeof modelDetailSchema>;

const labelDifferenceSchema = z.object({
  count: z.number().int(),
  /** At most 200 of tracks that are still there. `from` and `to`: the label in a and in b; null = none. */
  first: z.array(
    namedTrackSchema.extend({ from: z.string().nullable(), to: z.string().nullable() }),
  ),
});

/** What differs between two models, a and b. */
export const modelDiffSchema = z.object({
  a: modelSummarySchema.extend({ ece: z.number().nullable() }),
  b: modelSummarySchema.extend({ ece: z.number().nullable() }),
  /** In the order of b, those of a alone behind them. */
  moods: z.array(
    z.object({
      change: z.enum(["same", "added", "removed", "changed", "unknown"]),
      a: moodThenSchema.nullable(),
      b: moodThenSchema.nullable(),
      /** Features whose range differs. */
      features: z.array(modelFeatureSchema),
    }),
  ),
  labels: z.object({
    same: z.number().int(),
    added: labelDifferenceSchema,
    removed: labelDifferenceSchema,
    changed: labelDifferenceSchema,
  }),
  paired: pairedSchema.nullable(),
  /** Unlabelled tracks that b puts in another mood than a; the first 200, those that b is surest of. Null: see the note. */
  moved: z
    .object({
      count: z.number().int(),
      tracks: z.number().int(),
      first: z.array(
        namedTrackSchema.extend({
          from: z.string().nullable(),
          to: z.string().nullable(),
          confidence: z.number().nullable(),
        }),
      ),
    })
    .nullable(),
  /** What could not be told, a sentence each. */
  notes: z.array(z.string()),
});
export type ModelDiff = z.infer<typeof modelDiffSchema>;
