import { z } from "zod";

export const settingsSchema = z.object({
  theme: z.enum(["system", "light", "dark"]).default("system"),
  /** Retrain by itself, that long after the last correction. */
  retrainAutomatically: z.boolean().default(true),
  retrainDelayMs: z.number().int().min(0).max(60_000).default(1500),
  /** Below this probability a guess is called "unsure". */
  unsureBelow: z.number().min(0).max(1).default(0.6),
  /** Tracks to import at the most; null = no limit. */
  maxTracks: z.number().int().positive().nullable().default(null),
  /** Columns of the track table, in order. */
  columns: z
    .array(z.string())
    .default([
      "title",
      "artist",
      "mood",
      "confidence",
      "tempo",
      "camelot",
      "energy",
      "valence",
      "duration",
    ]),
});
export type Settings = z.infer<typeof settingsSchema>;
export const settingsPatchSchema = z
  .object({
    theme: settingsSchema.shape.theme.unwrap(),
    retrainAutomatically: z.boolean(),
    retrainDelayMs: settingsSchema.shape.retrainDelayMs.unwrap(),
    unsureBelow: settingsSchema.shape.unsureBelow.unwrap(),
    maxTracks: z.number().int().positive().nullable(),
    columns: z.array(z.string().max(40)).max(60),
  })
  .partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
