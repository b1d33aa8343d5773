import { z } from "zod";
import {
  evidenceListInputSchema,
  evidenceListSchema,
  evidenceSummarySchema,
  seenMarkSchema,
} from "../domain/evidence.ts";
import { weakKindSchema } from "../domain/evidence-kind.ts";
import { labelResultSchema } from "../domain/label.ts";
import { trackIdSchema } from "../domain/track.ts";

/** What the model learns from beside the labels that were made one by one. */
export const evidenceCalls = {
  /**
   * Songs that the user looked at and passed over on the way to a correction, told just before it. Those that have a
   * label, are gone, or whose mood is gone are left out; nothing is kept while the setting `learnFromSeen` is off. What
   * was kept counts from the next training on.
   */
  "evidence.seen": {
    input: z.object({ marks: z.array(seenMarkSchema).min(1).max(500) }),
    output: z.object({ kept: z.number().int() }),
  },
  /** What the model learns from now. */
  "evidence.summary": { input: z.object({}), output: evidenceSummarySchema },
  "evidence.list": { input: evidenceListInputSchema, output: evidenceListSchema },
  /**
   * What was seen counts no more; labels that were accepted in a batch are taken back. Of these tracks, or of this
   * kind, or both. One decision, which undo takes back.
   */
  "evidence.remove": {
    input: z
      .object({
        ids: z.array(trackIdSchema).min(1).max(100_000).optional(),
        kind: weakKindSchema.optional(),
      })
      .refine(({ ids, kind }) => ids !== undefined || kind !== undefined, {
        message: "Say which tracks or which kind.",
        path: ["kind"],
      }),
    output: labelResultSchema,
  },
} as const;
