import { z } from "zod";
import { MODEL_FEATURES, modelFeatureSchema, type ModelFeature } from "./features.ts";

/** Where a mood lies on one feature, in the feature's own unit; null = open at that end. */
export const rangeSchema = z.object({ low: z.number().nullable(), high: z.number().nullable() });
export type Range = z.infer<typeof rangeSchema>;

/** Target ranges; a feature that is not named does not matter for the mood. */
export const moodDefinitionSchema = z.partialRecord(modelFeatureSchema, rangeSchema);
export type MoodDefinition = Readonly<Partial<Record<ModelFeature, Range>>>;

export const moodIdSchema = z.number().int().positive();
/** Colours are tokens of the palette (`mood-1` … `mood-12`), so that both themes stay readable. */
export const MOOD_COLORS = [
  "mood-1",
  "mood-2",
  "mood-3",
  "mood-4",
  "mood-5",
  "mood-6",
  "mood-7",
  "mood-8",
  "mood-9",
  "mood-10",
  "mood-11",
  "mood-12",
] as const;
export const moodColorSchema = z.enum(MOOD_COLORS);
export type MoodColor = z.infer<typeof moodColorSchema>;

export const moodNameSchema = z
  .string()
  .trim()
  .min(1, "A mood needs a name.")
  .max(60, "A mood's name has at most 60 characters.");

/** One printable character that sets the mood, or null. */
export const moodKeySchema = z
  .string()
  .regex(/^[\p{L}\p{N}]$/u, "A key is one letter or digit.")
  .nullable();

export const moodSchema = z.object({
  id: moodIdSchema,
  name: moodNameSchema,
  color: moodColorSchema,
  key: moodKeySchema,
  definition: moodDefinitionSchema,
});
export type Mood = z.infer<typeof moodSchema>;

/** A mood with how many tracks are in it now, and how many of those the user (or a file) labelled. */
export const moodSummarySchema = moodSchema.extend({
  count: z.number().int(),
  labelled: z.number().int(),
});
export type MoodSummary = z.infer<typeof moodSummarySchema>;

/** The five moods a new library starts with. Ranges are what the words mean to most people; users edit them. */
export const STARTING_MOODS: readonly Omit<Mood, "id">[] = [
  {
    name: "chill",
    color: "mood-1",
    key: "1",
    definition: {
      energy: { low: 0.1, high: 0.5 },
      valence: { low: 0.2, high: 0.65 },
      acousticness: { low: 0.3, high: 1 },
      loudness: { low: -18, high: -8 },
      tempo: { low: 65, high: 115 },
    },
  },
  {
    name: "hype",
    color: "mood-2",
    key: "2",
    definition: {
      energy: { low: 0.75, high: 1 },
      danceability: { low: 0.5, high: 1 },
      loudness: { low: -7, high: 0 },
      acousticness: { low: 0, high: 0.15 },
      tempo: { low: 110, high: 180 },
    },
  },
  {
    name: "study",
    color: "mood-3",
    key: "3",
    definition: {
      instrumentalness: { low: 0.5, high: 1 },
      energy: { low: 0, high: 0.45 },
      speechiness: { low: 0, high: 0.08 },
      loudness: { low: -35, high: -11 },
    },
  },
  {
    name: "happy",
    color: "mood-4",
    key: "4",
    definition: {
      valence: { low: 0.6, high: 1 },
      energy: { low: 0.5, high: 0.9 },
      danceability: { low: 0.55, high: 1 },
      instrumentalness: { low: 0, high: 0.1 },
    },
  },
  {
    name: "sad",
    color: "mood-5",
    key: "5",
    definition: {
      valence: { low: 0, high: 0.35 },
      energy: { low: 0, high: 0.5 },
      danceability: { low: 0.1, high: 0.55 },
      instrumentalness: { low: 0, high: 0.3 },
      tempo: { low: 60, high: 120 },
    },
  },
];

/** Drops ranges that say nothing (open at both ends) and puts the rest in the features' order. */
export function tidyDefinition(definition: MoodDefinition): MoodDefinition {
  const tidy: Partial<Record<ModelFeature, Range>> = {};
  for (const feature of MODEL_FEATURES) {
    const range = definition[feature];
    if (range && (range.low !== null || range.high !== null)) tidy[feature] = range;
  }
  return tidy;
}
