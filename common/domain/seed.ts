import { z } from "zod";
import { moodIdSchema } from "./mood.ts";

/** A playlist whose name says a mood. Nothing is labelled until the user accepts it. */
export const seedSchema = z.object({
  playlist: z.number().int().positive(),
  name: z.string(),
  mood: moodIdSchema,
  moodName: z.string(),
  /** The word of the name that gave it away. */
  because: z.string(),
  tracks: z.number().int(),
  /** Of these, how many have no label yet: they alone get one. */
  unlabelled: z.number().int(),
});
export type Seed = z.infer<typeof seedSchema>;
