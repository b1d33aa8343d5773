import { z } from "zod";
import { discoverySchema } from "../domain/discovery.ts";

export const discoveryCalls = {
  /**
   * How many kinds of songs there are, groups that no mood fits, and moods that are really two. Nothing is changed;
   * the same answer for the same library and seed.
   */
  "learning.discover": {
    input: z.object({ seed: z.number().int().min(0).max(4_294_967_295).default(42) }),
    output: discoverySchema,
    job: "cluster",
  },
} as const;
