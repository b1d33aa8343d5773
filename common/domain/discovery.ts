import { z } from "zod";
import { moodDefinitionSchema, moodIdSchema } from "./mood.ts";
import { trackIdSchema } from "./track.ts";

/** How well the library falls into so many groups. */
const groupCountSchema = z.object({
  k: z.number().int(),
  /** Mean silhouette, −1..1: how much nearer songs are to their own group than to the next one. */
  silhouette: z.number(),
  /** The same for a made-up library as wide and as tilted, but without any groups. */
  reference: z.number(),
  /** How far two halves of the library agree on the groups: mean adjusted Rand index; 1 = wholly, 0 = by chance. */
  stability: z.number(),
});
export type GroupCount = z.infer<typeof groupCountSchema>;

const exampleSchema = z.object({
  id: trackIdSchema,
  title: z.string(),
  artists: z.array(z.string()),
});

/** Songs that lie close together, with nothing like them around, of which the moods there are make nothing. */
const moodProposalSchema = z.object({
  name: z.string(),
  /** What sets it apart from the library, most telling first: "quiet", "acoustic". */
  words: z.array(z.string()),
  size: z.number().int(),
  /** Share of its songs that no mood is sure of, or no definition fits. */
  unsettled: z.number(),
  definition: moodDefinitionSchema,
  examples: z.array(exampleSchema),
});
export type MoodProposal = z.infer<typeof moodProposalSchema>;

/** A mood whose songs are of two kinds, with fewer songs between them. */
const splitProposalSchema = z.object({
  mood: moodIdSchema,
  silhouette: z.number(),
  stability: z.number(),
  /** How many songs lie between the groups, as a share of those as near to the smaller one's middle; 0 = none. */
  between: z.number(),
  groups: z.array(
    z.object({
      name: z.string(),
      size: z.number().int(),
      definition: moodDefinitionSchema,
      examples: z.array(exampleSchema),
    }),
  ),
});
export type SplitProposal = z.infer<typeof splitProposalSchema>;

/** Why a number of groups is recommended, or none. */
const countReasonSchema = z.enum(["stands-out", "too-few", "no-groups", "not-stable"]);

/** What a library holds beside the moods that it has. */
export const discoverySchema = z.object({
  /** Tracks with audio features; of more than `sampled` a part was looked at where all would take too long. */
  tracks: z.number().int(),
  sampled: z.number().int(),
  /** For 2 groups and more; empty where there are too few tracks. */
  counts: z.array(groupCountSchema),
  /** The number of groups that stands out; null where none does. */
  groups: z.number().int().nullable(),
  reason: countReasonSchema,
  /** The same as a sentence. */
  because: z.string(),
  newMoods: z.array(moodProposalSchema),
  splits: z.array(splitProposalSchema),
});
export type Discovery = z.infer<typeof discoverySchema>;
