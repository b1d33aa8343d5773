import { z } from "zod";
import { checkSchema, fileEvaluationSchema, strategySchema } from "../domain/checks.ts";
import { fileTokenSchema } from "../domain/import.ts";

const folds = z.number().int().min(2).max(50);
const repeats = z.number().int().min(1).max(100);
const seed = z.number().int().min(0).max(4_294_967_295).default(42);

/** How good the learning is, and how sure that is. Nothing is stored or changed. */
export const checkCalls = {
  /** Cross-validates on a labelled file. */
  "models.evaluate": {
    input: z.object({
      file: fileTokenSchema,
      label: z.string().min(1),
      folds: folds.default(10),
      seed,
      repeats: repeats.optional(),
      learningCurve: z.object({ strategy: strategySchema.default("random") }).optional(),
      /** `definitions`: those of the library's moods with the labels' names. */
      compare: z
        .discriminatedUnion("with", [
          z.object({ with: z.enum(["majority", "centroid", "knn", "definitions"]) }),
          z.object({ with: z.literal("model"), file: fileTokenSchema }),
        ])
        .optional(),
    }),
    output: fileEvaluationSchema,
    job: "evaluate",
  },
  /** Checks thoroughly on the library's own labels. */
  "learning.check": {
    input: z.object({ repeats: repeats.default(10), folds: folds.default(5), seed }),
    output: checkSchema,
    job: "evaluate",
  },
} as const;
