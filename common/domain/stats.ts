import { z } from "zod";
import { moodIdSchema } from "./mood.ts";

/** Over the values that are known. `std` is the population's. Quartiles by linear interpolation (R type 7). */
export const featureStatsSchema = z.object({
  feature: z.string(),
  count: z.number().int(),
  missing: z.number().int(),
  mean: z.number().nullable(),
  std: z.number().nullable(),
  min: z.number().nullable(),
  q1: z.number().nullable(),
  median: z.number().nullable(),
  q3: z.number().nullable(),
  max: z.number().nullable(),
});
export type FeatureStats = z.infer<typeof featureStatsSchema>;

export const libraryStatsSchema = z.object({
  tracks: z.number().int(),
  playlists: z.number().int(),
  labelled: z.number().int(),
  unsure: z.number().int(),
  withoutFeatures: z.number().int(),
  features: z.array(featureStatsSchema),
  perMood: z.array(
    z.object({
      mood: moodIdSchema.nullable(),
      name: z.string(),
      count: z.number().int(),
      features: z.array(featureStatsSchema),
    }),
  ),
});
export type LibraryStats = z.infer<typeof libraryStatsSchema>;
