import { z } from "zod";

/**
 * How often guesses of a confidence are right: ten bins of the confidence, those without a guess left out. `right` has
 * Wilson's 95 % interval. All 0..1 but the count.
 */
export const reliabilitySchema = z.array(
  z.object({
    from: z.number(),
    to: z.number(),
    count: z.number().int(),
    /** Mean confidence of the bin's guesses. */
    confidence: z.number(),
    right: z.object({ mean: z.number(), low: z.number(), high: z.number() }),
  }),
);
export type Reliability = z.infer<typeof reliabilitySchema>;
