import { z } from "zod";
import { moodIdSchema } from "./mood.ts";
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

export const trainReportSchema = z.object({
  model: modelIdSchema,
  createdAt: z.string(),
  labels: z.number().int(),
  /** How many tracks changed mood. */
  moved: z.number().int(),
  /** The first 200 of them, most confident first. */
  movedTracks: z.array(movedTrackSchema),
  agreement: agreementSchema,
  evaluation: evaluationSchema.nullable(),
  /** Why there is no evaluation, or what limits it; null when all is well. */
  note: z.string().nullable(),
  milliseconds: z.number(),
});
export type TrainReport = z.infer<typeof trainReportSchema>;

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
