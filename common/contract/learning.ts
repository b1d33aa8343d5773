import { z } from "zod";
import {
  labelDoctorSchema,
  explanationSchema,
  similarSchema,
  suggestionsSchema,
} from "../domain/learning.ts";
import { trackIdSchema } from "../domain/track.ts";

/** What the model can be asked beside its guesses. Nothing of the library is changed by any of these. */
export const learningCalls = {
  /** Error `no_features` where nothing is known of the track, `conflict` where no model is in use. */
  "learning.explain": { input: z.object({ id: trackIdSchema }), output: explanationSchema },
  /** Error `no_features` where nothing but the duration is known of the track. */
  "learning.similar": {
    input: z.object({ id: trackIdSchema, count: z.number().int().min(1).max(500).default(20) }),
    output: similarSchema,
  },
  /** Which songs to label next. The same answer for the same library and seed. */
  "learning.suggest": {
    input: z.object({
      count: z.number().int().min(1).max(200).default(20),
      seed: z.number().int().min(0).max(4_294_967_295).default(42),
    }),
    output: suggestionsSchema,
  },
  /** What may be wrong with the labels. */
  "learning.doctor": { input: z.object({}), output: labelDoctorSchema },
} as const;
