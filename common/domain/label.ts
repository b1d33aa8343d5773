import { z } from "zod";
import { moodIdSchema } from "./mood.ts";
import { trackTargetSchema } from "./track.ts";

/** `set`: this is its mood. `also`: a second one beside it. `accept`: the guess is right. `clear`: no label of mine. */
export const labelChangeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("set"), target: trackTargetSchema, mood: moodIdSchema }),
  z.object({ kind: z.literal("also"), target: trackTargetSchema, mood: moodIdSchema }),
  z.object({ kind: z.literal("notAlso"), target: trackTargetSchema, mood: moodIdSchema }),
  z.object({ kind: z.literal("accept"), target: trackTargetSchema }),
  z.object({ kind: z.literal("clear"), target: trackTargetSchema }),
]);
export type LabelChange = z.infer<typeof labelChangeSchema>;

/** One decision, as it stands in the history: everything that one key press or menu choice changed. */
export const decisionSchema = z.object({
  id: z.number().int(),
  at: z.string(),
  /** "Set 12 tracks to chill". */
  what: z.string(),
  tracks: z.number().int(),
  undone: z.boolean(),
});
export type Decision = z.infer<typeof decisionSchema>;

export const labelResultSchema = z.object({
  /** The decision made or reversed; null when nothing changed. */
  decision: decisionSchema.nullable(),
  changed: z.number().int(),
});
export type LabelResult = z.infer<typeof labelResultSchema>;
