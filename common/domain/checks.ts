import { z } from "zod";
import { modelFeatureSchema } from "./features.ts";
import { evaluationSchema, intervalSchema, modelIdSchema, pairedSchema } from "./model.ts";

/** A figure over several rounds (divisions into folds, draws of labels). */
const spreadSchema = z.object({
  mean: z.number(),
  /** Sample standard deviation; 0 for one round. */
  deviation: z.number(),
  least: z.number(),
  most: z.number(),
});
export type Spread = z.infer<typeof spreadSchema>;

/** The same labels checked again and again, each time divided into folds anew. */
export const repeatsSchema = z.object({
  repeats: z.number().int(),
  folds: z.number().int(),
  /** The mean, with Wilson's 95 % interval of that many labels: asking them again makes them no more. */
  interval: intervalSchema,
  accuracy: spreadSchema,
  macroF1: spreadSchema,
  logLoss: spreadSchema,
  ece: spreadSchema,
});
export type Repeats = z.infer<typeof repeatsSchema>;

/**
 * In which order labels are learnt from: by lot, the most uncertain first (smallest margin between the two most
 * probable moods), or as `suggest` would ask for them.
 */
export const STRATEGIES = ["random", "margin", "suggest"] as const;
export const strategySchema = z.enum(STRATEGIES);
export type Strategy = z.infer<typeof strategySchema>;

/** How good a model is with so many labels, on labels that it never learnt from. */
export const learningCurveSchema = z.object({
  strategy: strategySchema,
  /** How often it was drawn anew which labels come when. */
  draws: z.number().int(),
  points: z.array(
    z.object({
      /** 0 = the moods' definitions alone. */
      labels: z.number().int(),
      accuracy: spreadSchema,
      logLoss: spreadSchema,
      ece: spreadSchema,
    }),
  ),
});
export type LearningCurve = z.infer<typeof learningCurveSchema>;

/** Two guessers on the same held-out labels. */
export const comparisonSchema = z.object({
  /** Whom it was compared with, for people. */
  other: z.string(),
  /** Agreement with the labels, and log loss (null: the other one gives no probabilities). */
  own: z.object({ accuracy: intervalSchema, logLoss: z.number() }),
  others: z.object({ accuracy: intervalSchema, logLoss: z.number().nullable() }),
  /** a is the classifier of now, b the other. */
  paired: pairedSchema,
  /** `no difference`: chance alone makes such a difference in more than 5 of 100 cases. */
  verdict: z.enum(["better", "worse", "no difference"]),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** Whether tracks without a label are like those with one: a model knows little of what it never saw the like of. */
export const driftSchema = z.object({
  /** Tracks with a label, and without, that were compared (of large libraries a sample). */
  labelled: z.number().int(),
  unlabelled: z.number().int(),
  /** Farther from their nearest labelled tracks than 95 in 100 labelled tracks are from theirs. */
  unlike: z.number().int(),
  /** Share of the unlabelled: 0.05 where nothing has drifted. */
  share: intervalSchema,
  drifted: z.boolean(),
  /** In what the unlike differ from the labelled most, the largest difference first; medians in the feature's unit. */
  features: z.array(
    z.object({
      feature: modelFeatureSchema,
      labelled: z.number(),
      unlike: z.number(),
      /** In standard deviations of the labelled. */
      by: z.number(),
    }),
  ),
});
export type Drift = z.infer<typeof driftSchema>;

/** What `evaluate` says of a labelled file; all but the evaluation only where it was asked for. */
export const fileEvaluationSchema = evaluationSchema.extend({
  repeats: repeatsSchema.optional(),
  learningCurve: learningCurveSchema.optional(),
  comparison: comparisonSchema.optional(),
});
export type FileEvaluation = z.infer<typeof fileEvaluationSchema>;

/** How sure the figures of the user's own labels are. */
export const checkSchema = z.object({
  checkedAt: z.string(),
  /** Labels there are, and those of songs with features that were checked. */
  labels: z.number().int(),
  checked: z.number().int(),
  /** Null with too few labels to say; see `note`. */
  figures: z
    .object({
      evaluation: evaluationSchema,
      repeats: repeatsSchema,
      learningCurve: learningCurveSchema,
    })
    .nullable(),
  /** With the newest earlier model that had learnt from other labels; null where there is none. */
  comparison: comparisonSchema
    .extend({ model: modelIdSchema, createdAt: z.string(), labels: z.number().int() })
    .nullable(),
  /** Null with too few labels or without unlabelled tracks. */
  drift: driftSchema.nullable(),
  /** What limits the answer; null when all is well. */
  note: z.string().nullable(),
});
export type Check = z.infer<typeof checkSchema>;
