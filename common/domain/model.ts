import { z } from "zod";
import { moodIdSchema } from "./mood.ts";
import { reliabilitySchema } from "./reliability.ts";
import { trackIdSchema } from "./track.ts";

export const modelIdSchema = z.number().int().positive();

/** A mean over folds with its 95 % interval (see evaluate.ts for how it is made). All 0..1. */
export const intervalSchema = z.object({ mean: z.number(), low: z.number(), high: z.number() });
export type Interval = z.infer<typeof intervalSchema>;

const foldSchema = z.object({
  size: z.number().int(),
  accuracy: z.number(),
  macroF1: z.number(),
  logLoss: z.number(),
});

const labelFiguresSchema = z.object({
  label: z.string(),
  precision: z.number().nullable(),
  recall: z.number().nullable(),
  f1: z.number().nullable(),
  support: z.number().int(),
});

/** Cross-validated figures. `confusion[i][j]`: tracks labelled `labels[i]` that were predicted `labels[j]`. */
export const evaluationSchema = z.object({
  accuracy: intervalSchema,
  macroF1: z.number(),
  /** Mean negative natural log of the probability given to the true label. */
  logLoss: z.number(),
  /** Expected calibration error over 10 equal-width bins of the top probability. */
  ece: z.number(),
  /** Reports of 0.1 have none. */
  reliability: reliabilitySchema.optional(),
  labels: z.array(z.string()),
  confusion: z.array(z.array(z.number().int())),
  perLabel: z.array(labelFiguresSchema),
  folds: z.array(foldSchema),
  size: z.number().int(),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

export const modelSummarySchema = z.object({
  id: modelIdSchema,
  createdAt: z.string(),
  /** Labels it was trained on. */
  labels: z.number().int(),
  /** Cross-validated on those labels; null with too few labels to say. */
  accuracy: intervalSchema.nullable(),
  macroF1: z.number().nullable(),
  logLoss: z.number().nullable(),
  inUse: z.boolean(),
  /** From a file that somebody gave, or from this library's labels. */
  source: z.enum(["trained", "imported"]),
  /** From this confidence on its guesses are called sure. */
  sureFrom: z.number(),
  /**
   * It agreed less with the labels than the one in use and was not put in its place. `asked`: the user has yet to say
   * which one they want; `kept`: they kept the other.
   */
  heldBack: z.enum(["asked", "kept"]).nullable(),
});
export type ModelSummary = z.infer<typeof modelSummarySchema>;

const movedTrackSchema = z.object({
  id: trackIdSchema,
  title: z.string(),
  artists: z.array(z.string()),
  from: moodIdSchema.nullable(),
  to: moodIdSchema.nullable(),
  confidence: z.number().nullable(),
});

/** How well the model in place before, and the new one, agree with the same held-out labels. */
const agreementSchema = z.object({
  before: intervalSchema.nullable(),
  after: intervalSchema.nullable(),
});

/** Two models, a and b, on the same labels, none of which either had learnt from when it was asked. */
export const pairedSchema = z.object({
  checked: z.number().int(),
  both: z.number().int(),
  onlyA: z.number().int(),
  onlyB: z.number().int(),
  neither: z.number().int(),
  /** McNemar's exact test, two-sided, mid-p: how easily chance alone would make such a difference. */
  p: z.number(),
});
export type Paired = z.infer<typeof pairedSchema>;

/**
 * `agreement`: it has clearly fewer of the same held-out labels right. `log loss`: its confidences fit the labels worse.
 * `few labels`: the one in use was imported, and too few labels were checked to prefer another one.
 */
const objectionSchema = z.enum(["agreement", "log loss", "few labels"]);
export type Objection = z.infer<typeof objectionSchema>;

export const trainReportSchema = z.object({
  model: modelIdSchema,
  createdAt: z.string(),
  labels: z.number().int(),
  /** How many tracks changed mood. */
  moved: z.number().int(),
  /** The first 200 of them, most confident first. */
  movedTracks: z.array(movedTrackSchema),
  agreement: agreementSchema,
  /** The same labels one by one: a is the model before, b the new one. Reports of 0.1 have none. */
  paired: pairedSchema.nullable().optional(),
  /** Why the model was stored only and the one before stays in use; null or left out: it was put in use. */
  heldBack: objectionSchema.nullable().optional(),
  evaluation: evaluationSchema.nullable(),
  /** Why there is no evaluation, or what limits it; null when all is well. */
  note: z.string().nullable(),
  milliseconds: z.number(),
});
export type TrainReport = z.infer<typeof trainReportSchema>;

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

const clusterSchema = z.object({
  cluster: z.number().int(),
  size: z.number().int(),
  /** The mood whose definition is nearest (one-to-one assignment), or null where moods ran out. */
  mood: moodIdSchema.nullable(),
  /** Mean of each model feature in its own unit; null where nothing is known. */
  centre: z.record(z.string(), z.number().nullable()),
  examples: z.array(trackIdSchema),
});
export const clusteringSchema = z.object({
  k: z.number().int(),
  seed: z.number().int(),
  /** Sum of squared distances to the nearest centre, in scaled units. */
  inertia: z.number(),
  tracks: z.number().int(),
  clusters: z.array(clusterSchema),
});
export type Clustering = z.infer<typeof clusteringSchema>;

/** The answer of `predict` for one track. `distances` are Euclidean, to each cluster's centre, in scaled units. */
export const predictionAnswerSchema = z.object({
  cluster: z.number().int(),
  distances: z.record(z.string(), z.number()),
  mood: z.string().nullable(),
  probabilities: z.record(z.string(), z.number()),
});
export type PredictionAnswer = z.infer<typeof predictionAnswerSchema>;
