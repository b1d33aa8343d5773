import { z } from "zod";
import { errorCodeSchema } from "../errors.ts";
import { moodIdSchema } from "./mood.ts";
import { trackIdSchema } from "./track.ts";

export const PLAYLIST_ORDERS = [
  "energyUp",
  "energyDown",
  /** Up to the middle, then down. */
  "energyArc",
  "bpm",
  /** Neighbours on the Camelot wheel follow each other. */
  "harmonic",
  /** Newest in the library first. */
  "added",
  /** What somebody labelled first, then the surest guesses. */
  "confidence",
  /** As in `custom`; the others behind. */
  "custom",
] as const;
export const playlistOrderSchema = z.enum(PLAYLIST_ORDERS);
export type PlaylistOrder = z.infer<typeof playlistOrderSchema>;

const ruleFields = {
  /** Guesses below it stay out; what somebody labelled is always sure enough. */
  minConfidence: z.number().min(0).max(1),
  /** Only what somebody labelled, no guesses. */
  labelledOnly: z.boolean(),
  /** Songs too that have it as a further mood, beside their primary one. */
  withAlso: z.boolean(),
  maxLength: z.number().int().min(1).max(10_000).nullable(),
  exclude: z.array(trackIdSchema).max(10_000),
  /** So many songs at least between two of one artist, as far as that can be had; 0 = as the order has it. */
  artistGap: z.number().int().min(0).max(20),
  order: playlistOrderSchema,
  custom: z.array(trackIdSchema).max(10_000),
};

/** Which tracks of a mood go into its playlist, and in which order. */
export const playlistRulesSchema = z.object({
  minConfidence: ruleFields.minConfidence.default(0.6),
  labelledOnly: ruleFields.labelledOnly.default(false),
  withAlso: ruleFields.withAlso.default(false),
  maxLength: ruleFields.maxLength.default(null),
  exclude: ruleFields.exclude.default([]),
  artistGap: ruleFields.artistGap.default(0),
  order: ruleFields.order.default("energyUp"),
  custom: ruleFields.custom.default([]),
});
export type PlaylistRules = z.infer<typeof playlistRulesSchema>;

/** A mood's playlist on Spotify, made or to be made. */
export const moodPlaylistSchema = z.object({
  mood: moodIdSchema,
  moodName: z.string(),
  /** Written with each plan; false = this mood has no playlist. */
  chosen: z.boolean(),
  name: z.string(),
  description: z.string(),
  public: z.boolean(),
  rules: playlistRulesSchema,
  /** Null until Spotify has it. */
  externalId: z.string().nullable(),
  url: z.string().nullable(),
  writtenAt: z.string().nullable(),
  /** Tracks in it as we last wrote it. */
  writtenCount: z.number().int().nullable(),
  /** Tracks that the rules give now and Spotify can have. */
  matching: z.number().int(),
});
export type MoodPlaylist = z.infer<typeof moodPlaylistSchema>;

export const moodPlaylistPatchSchema = z.object({
  mood: moodIdSchema,
  chosen: z.boolean().optional(),
  /** Null = by the template in the settings. */
  name: z.string().trim().min(1).max(100).nullable().optional(),
  /** Spotify takes 300 characters, of which a new playlist's mark needs some. */
  description: z.string().trim().max(280).nullable().optional(),
  public: z.boolean().optional(),
  // Without defaults: zod fills them in even where a field is optional, and a patch would reset what it does not name.
  rules: z.object(ruleFields).partial().optional(),
});
export type MoodPlaylistPatch = z.infer<typeof moodPlaylistPatchSchema>;

/**
 * `keep`: theirs stands, nothing is written. `ours`: as the rules say. `merge`: ours, but what they added stays and what
 * they took out stays out, now and in the plans to come.
 */
export const theirEditsChoiceSchema = z.enum(["keep", "ours", "merge"]);
export type TheirEditsChoice = z.infer<typeof theirEditsChoiceSchema>;

const plannedTrackSchema = z.object({
  uri: z.string(),
  /** Null for a song that is not in the library. */
  track: trackIdSchema.nullable(),
  title: z.string(),
  artists: z.array(z.string()),
});
export type PlannedTrack = z.infer<typeof plannedTrackSchema>;

export const playlistPlanSchema = z.object({
  mood: moodIdSchema,
  moodName: z.string(),
  name: z.string(),
  externalId: z.string().nullable(),
  /**
   * `missing`: the user deleted it on Spotify, or it cannot be read; it is made anew only if they say so with
   * `recreate`. Where they edited it, it is an `update` that waits for their choice, even if a merge changes nothing.
   */
  action: z.enum(["create", "update", "nothing", "missing"]),
  /** Why it is `missing`, in words; null elsewhere. */
  reason: z.string().nullable(),
  /** What follows is of a merge, where they edited it. */
  added: z.array(plannedTrackSchema),
  removed: z.array(plannedTrackSchema),
  /** Tracks that change their place among those that stay. */
  moved: z.number().int(),
  /** Its name, description or visibility changes as well. */
  described: z.boolean(),
  /** How many it has afterwards. */
  total: z.number().int(),
  /** What was changed by hand on Spotify since our last write; null = nothing. */
  theirs: z
    .object({
      added: z.array(plannedTrackSchema),
      removed: z.array(plannedTrackSchema),
      moved: z.boolean(),
    })
    .nullable(),
  /** Tracks of the mood that cannot be written, with the reason in words. */
  left: z.array(z.object({ title: z.string(), reason: z.string() })),
  leftCount: z.number().int(),
  /** Requests that writing it takes. */
  requests: z.number().int(),
});
export type PlaylistPlan = z.infer<typeof playlistPlanSchema>;

export const planSchema = z.object({
  id: z.number().int(),
  at: z.string(),
  playlists: z.array(playlistPlanSchema),
  /** Requests that applying it takes; 0 = nothing to do. */
  requests: z.number().int(),
});
export type Plan = z.infer<typeof planSchema>;

/** What an apply did, with what was there before: the base of its undo. */
export const receiptSchema = z.object({
  id: z.number().int(),
  plan: z.number().int(),
  at: z.string(),
  /** `stopped`: applying the same plan again goes on from there. */
  state: z.enum(["applying", "stopped", "applied", "undone"]),
  /** True where an undo has begun and not come to its end: going on is the undo's. */
  undoing: z.boolean(),
  /** Why it stopped, or what an undo left; null elsewhere. */
  reason: z.string().nullable(),
  /** The error's code where it stopped: `quota_exceeded`, `offline`, `cancelled` … */
  code: errorCodeSchema.nullable(),
  playlists: z.array(
    z.object({
      mood: moodIdSchema.nullable(),
      name: z.string(),
      externalId: z.string().nullable(),
      state: z.enum(["waiting", "done", "kept", "failed", "undone"]),
      created: z.boolean(),
      added: z.number().int(),
      removed: z.number().int(),
      moved: z.number().int(),
      /** Items before and after. */
      before: z.number().int(),
      after: z.number().int(),
      reason: z.string().nullable(),
    }),
  ),
  requests: z.number().int(),
});
export type Receipt = z.infer<typeof receiptSchema>;
