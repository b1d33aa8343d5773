import { z } from "zod";
import { providerSchema } from "./coverage.ts";
import { clientIdSchema, portSchema } from "./spotify.ts";

/** Services to ask for features, in this order; those that are not named come last and are off. */
const providersSchema = z.array(z.object({ id: providerSchema, enabled: z.boolean() })).max(20);

export const settingsSchema = z.object({
  theme: z.enum(["system", "light", "dark"]).default("system"),
  /** Retrain by itself, that long after the last correction. */
  retrainAutomatically: z.boolean().default(true),
  retrainDelayMs: z.number().int().min(0).max(60_000).default(500),
  /** Below this confidence a guess is called "unsure"; null = where the model in use says (see `sureShare`). */
  unsureBelow: z.number().min(0).max(1).nullable().default(null),
  /** How many of the guesses that a model calls sure should be right; trainings put its own limit by that. */
  sureShare: z.number().min(0.5).max(0.99).default(0.8),
  /** Songs that were looked at and left as guessed count a little. */
  learnFromSeen: z.boolean().default(true),
  /** How loud the player is, as the ear has it. */
  volume: z.number().min(0).max(1).default(0.8),
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

  /** The app that the user registered in Spotify's dashboard. Not a secret. */
  spotifyClientId: clientIdSchema.nullable().default(null),
  /** Where Spotify sends the browser back to; part of the redirect URI that the user registers. */
  spotifyPort: portSchema.default(8347),
  /** Items to ask for at a time; Spotify gives 50 at the most. */
  spotifyBatchSize: z.number().int().min(1).max(50).default(50),
  /** Pause between two requests. Spotify counts those of any 30 seconds. */
  spotifyDelayMs: z.number().int().min(0).max(60_000).default(250),
  /** Requests in 24 hours at which we stop by ourselves. Spotify's own limit is not published. */
  spotifyDailyRequests: z.number().int().min(10).max(100_000).default(600),
  /** Names of new mood playlists; {mood} stands for the mood. */
  spotifyPlaylistName: z.string().trim().min(1).max(100).default("{mood} · sorted by mood"),
  /** Spotify's terms forbid training on what comes from it, unless an old app's owner may. */
  trainOnSpotifyFeatures: z.boolean().default(false),

  /** The last three only if the user wants them: Spotify answers old apps alone, the others have terms of their own. */
  featureProviders: providersSchema.default([
    { id: "reccobeats", enabled: true },
    { id: "spotify", enabled: false },
    { id: "acousticbrainz", enabled: false },
    { id: "deezer", enabled: false },
  ]),
});
export type Settings = z.infer<typeof settingsSchema>;
export const settingsPatchSchema = z
  .object({
    theme: settingsSchema.shape.theme.unwrap(),
    retrainAutomatically: z.boolean(),
    retrainDelayMs: settingsSchema.shape.retrainDelayMs.unwrap(),
    unsureBelow: settingsSchema.shape.unsureBelow.unwrap(),
    sureShare: settingsSchema.shape.sureShare.unwrap(),
    learnFromSeen: z.boolean(),
    volume: settingsSchema.shape.volume.unwrap(),
    maxTracks: z.number().int().positive().nullable(),
    columns: z.array(z.string().max(40)).max(60),
    spotifyBatchSize: settingsSchema.shape.spotifyBatchSize.unwrap(),
    spotifyDelayMs: settingsSchema.shape.spotifyDelayMs.unwrap(),
    spotifyDailyRequests: settingsSchema.shape.spotifyDailyRequests.unwrap(),
    spotifyPlaylistName: settingsSchema.shape.spotifyPlaylistName.unwrap(),
    trainOnSpotifyFeatures: z.boolean(),
    featureProviders: providersSchema,
    spotifyClientId: settingsSchema.shape.spotifyClientId.unwrap(),
    spotifyPort: settingsSchema.shape.spotifyPort.unwrap(),
  })
  .partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
