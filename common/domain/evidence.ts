import { z } from "zod";
import { evidenceKindSchema } from "./evidence-kind.ts";
import { moodIdSchema } from "./mood.ts";
import { trackIdSchema } from "./track.ts";

/** A song that was passed over, with the guess that it showed. */
export const seenMarkSchema = z.object({ id: trackIdSchema, mood: moodIdSchema });

export const evidenceSummarySchema = z.object({
  /** False: what was seen and left is kept, and counts for nothing. */
  learnFromSeen: z.boolean(),
  /** One per kind, in the order of EVIDENCE_KINDS. */
  kinds: z.array(
    z.object({
      kind: evidenceKindSchema,
      count: z.number().int(),
      /** How many of them the model can learn from; the others' songs have no audio features that it may use. */
      learnable: z.number().int(),
      /** What each counts for beside a label by hand, which is 1. */
      weight: z.number(),
    }),
  ),
});
export type EvidenceSummary = z.infer<typeof evidenceSummarySchema>;

/** Where a list goes on. */
const evidencePlaceSchema = z.object({ at: z.string().max(40), id: trackIdSchema });
export type EvidencePlace = z.infer<typeof evidencePlaceSchema>;

export const evidenceListInputSchema = z.object({
  kind: evidenceKindSchema,
  /** `next` of the part before. */
  after: evidencePlaceSchema.optional(),
  limit: z.number().int().min(1).max(1000).default(100),
});

/** Newest first. */
export const evidenceListSchema = z.object({
  items: z.array(
    z.object({
      id: trackIdSchema,
      title: z.string(),
      artists: z.array(z.string()),
      /** The guess that was left, or the label. */
      mood: moodIdSchema,
      at: z.string(),
    }),
  ),
  /** Null at the end. */
  next: evidencePlaceSchema.nullable(),
});
export type EvidenceList = z.infer<typeof evidenceListSchema>;
