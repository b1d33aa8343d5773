import { z } from "zod";
import { explanationSchema } from "../domain/learning.ts";
import { trackIdSchema } from "../domain/track.ts";

/** What the model can be asked beside its guesses. Nothing of the library is changed by any of these. */
export const learningCalls = {
  /** Error `no_features` where nothing is known of the track, `conflict` where no model is in use. */
  "learning.explain": { input: z.object({ id: trackIdSchema }), output: explanationSchema },
} as const;
