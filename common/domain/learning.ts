import { z } from "zod";
import { modelFeatureSchema } from "./features.ts";
import { modelIdSchema } from "./model.ts";
import { moodIdSchema } from "./mood.ts";
import { labelSourceSchema, trackIdSchema } from "./track.ts";

/** Enough of a track to recognise it. */
const namedTrackSchema = z.object({
  id: trackIdSchema,
  title: z.string(),
  artists: z.array(z.string()),
});

/** Where a value lies among the library's: below the 5th, 25th, above the 75th, 95th hundredth, or between. */
const levelSchema = z.enum(["very low", "low", "middling", "high", "very high"]);
export type Level = z.infer<typeof levelSchema>;

const opinionSchema = z.object({ mood: moodIdSchema, probability: z.number() });

/** What one feature adds to the log-odds of the first mood against the second. */
const contributionSchema = z.object({
  feature: modelFeatureSchema,
  /** In the feature's own unit; null = not known, and what is added is what not knowing it says. */
  value: z.number().nullable(),
  level: levelSchema.nullable(),
  amount: z.number(),
});

/** Why the model in use says what it says of one track. */
export const explanationSchema = z.object({
  track: namedTrackSchema,
  model: modelIdSchema,
  first: opinionSchema,
  second: opinionSchema,
  /** Natural log of the first one's probability over the second's: `intercept` and all contributions, added up. */
  logOdds: z.number(),
  /** What is said before anything of the track is looked at. */
  intercept: z.number(),
  /** One per model feature, the largest first. */
  contributions: z.array(contributionSchema),
  /** Labelled tracks that are most like it, nearest first. */
  nearest: z.array(
    namedTrackSchema.extend({
      mood: moodIdSchema,
      by: labelSourceSchema,
      distance: z.number(),
    }),
  ),
  /** The smallest change of one feature, within what is usual in the library, that makes it another mood. */
  counterfactual: z
    .object({ feature: modelFeatureSchema, value: z.number(), mood: moodIdSchema })
    .nullable(),
});
export type Explanation = z.infer<typeof explanationSchema>;

/** The tracks of the library that are most like one, or like the middle of several, nearest first. */
export const similarSchema = z.object({
  tracks: z.array(namedTrackSchema).min(1),
  /** Features that are known of the tracks: the only ones that others are compared by. */
  features: z.array(modelFeatureSchema),
  similar: z.array(
    namedTrackSchema.extend({
      /** The mood it is in now; null = none. */
      mood: moodIdSchema.nullable(),
      /** In standard deviations of the library; what a track lacks counts as the difference to be expected. */
      distance: z.number(),
      /** How many of the features above are known of it. */
      compared: z.number().int(),
    }),
  ),
});
export type Similar = z.infer<typeof similarSchema>;

/** Songs whose labels would teach the model most. */
export const suggestionsSchema = z.object({
  /** The song that teaches most first. */
  suggestions: z.array(
    namedTrackSchema.extend({
      /** The two moods that it stands between, the more probable first. */
      between: z.array(opinionSchema).length(2),
      /** About how many songs without a label are like it, itself left out. */
      like: z.number().int(),
      /** 0..1: uncertainty × density × balance × diversity. */
      gain: z.number(),
    }),
  ),
  /**
   * Share of the guesses that another 20 answers are expected to change, those of the songs asked about left out; null
   * where nothing could be asked.
   */
  expectedChange: z.number().nullable(),
  /** True where that is less than one in a hundred: there is no need to go on. */
  enough: z.boolean(),
});
export type Suggestions = z.infer<typeof suggestionsSchema>;

/** What may be wrong with the labels. Nothing is changed. */
export const labelDoctorSchema = z.object({
  /** Labels that models which had not seen them doubt, the most doubtful first; at most 200. */
  doubts: z.array(
    namedTrackSchema.extend({
      mood: moodIdSchema,
      by: labelSourceSchema,
      /** Held-out probability of that label. */
      probability: z.number(),
      /** What the models would say instead. */
      says: opinionSchema,
    }),
  ),
  /** How many doubts there are in all, without those of labels that are kept. */
  doubted: z.number().int(),
  /** Doubted labels, and recordings with different ones, that the user keeps: they are left out. */
  kept: z.number().int(),
  /** Tracks of one recording (same ISRC, or same title and artists) that have different labels. */
  disagreements: z.array(z.array(namedTrackSchema.extend({ mood: moodIdSchema }))),
  /** Moods with too few labels to be learnt or checked. */
  small: z.array(z.object({ mood: moodIdSchema, labels: z.number().int() })),
  /** Pairs of moods that the models can hardly tell apart, the most alike first. */
  alike: z.array(
    z.object({
      moods: z.array(moodIdSchema).length(2),
      /** Mean share of both moods' labels that is told right between the two; 0.5 is chance. */
      toldApart: z.number(),
    }),
  ),
  /** What limits the answer; null when all is well. */
  note: z.string().nullable(),
});
export type LabelDoctor = z.infer<typeof labelDoctorSchema>;
