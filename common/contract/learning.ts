import { z } from "zod";
import {
  labelDoctorSchema,
  explanationSchema,
  similarSchema,
  suggestionsSchema,
} from "../domain/learning.ts";
import { moodIdSchema } from "../domain/mood.ts";
import { trackIdSchema } from "../domain/track.ts";

/** What the model can be asked beside its guesses. Nothing of the library is changed by any of these. */
export const learningCalls = {
  /** Error `no_features` where nothing is known of the track, `conflict` where no model is in use. */
  "learning.explain": { input: z.object({ id: trackIdSchema }), output: explanationSchema },
  /**
   * Tracks like one, or like the middle of several; these are not answered. Error `no_features` where nothing but the
   * duration is known of them.
   */
  "learning.similar": {
    input: z.object({
      ids: z.array(trackIdSchema).min(1).max(200),
      count: z.number().int().min(1).max(500).default(20),
      /** Leave out what is in this mood already, by label or guess. */
      notIn: moodIdSchema.optional(),
    }),
    output: similarSchema,
  },
  /** Which songs to label next. The same answer for the same library and seed. */
  "learning.suggest": {
    input: z.object({
      count: z.number().int().min(1).max(200).default(20),
      seed: z.number().int().min(0).max(4_294_967_295).default(42),
      /** Tracks not to ask about: skipped, or asked about already. */
      without: z.array(trackIdSchema).max(5000).default([]),
    }),
    output: suggestionsSchema,
  },
  /** Labels that the label doctor is to leave alone while they stay what they are (`keep` false: no longer). */
  "learning.keep": {
    input: z.object({
      ids: z.array(trackIdSchema).min(1).max(1000),
      keep: z.boolean().default(true),
    }),
    output: z.object({ kept: z.number().int() }),
  },
  /** What may be wrong with the labels. */
  "learning.doctor": { input: z.object({}), output: labelDoctorSchema, job: "evaluate" },
} as const;
