import { z } from "zod";

/** What signing in asks for; nothing that Undertone does needs more. */
export const SPOTIFY_SCOPES = [
  "playlist-read-private",
  "playlist-read-collaborative",
  "playlist-modify-private",
  "playlist-modify-public",
  "user-library-read",
] as const;

/** The id that stands for Liked Songs among a user's playlists. */
export const LIKED = "liked";

/** People paste it with blanks and line ends around it. */
export const clientIdSchema = z
  .string()
  .max(200)
  .trim()
  .regex(
    /^[0-9a-fA-F]{32}$/,
    "A client ID is 32 digits and letters from a to f. Copy it whole from your app's page in Spotify's dashboard.",
  );
export const clientSecretSchema = z
  .string()
  .max(200)
  .trim()
  .regex(
    /^[0-9a-fA-F]{32}$/,
    "A client secret is 32 digits and letters from a to f. Copy it whole from your app's page in Spotify's dashboard.",
  );
export const portSchema = z.number().int().min(1024).max(65_535);

/** Requests of the last 24 hours, and until when Spotify asked us to wait. Times are ISO 8601. */
export const quotaSchema = z.object({
  used: z.number().int(),
  /** What the user allows a day; Spotify does not publish its limit. */
  limit: z.number().int(),
  blockedUntil: z.string().nullable(),
});
export type Quota = z.infer<typeof quotaSchema>;

/**
 * How things stand with Spotify. `not_set_up`: no client ID yet. `app_only`: an id and a secret without a person, for
 * public playlists, which Spotify grants to old apps alone.
 */
export const connectionSchema = z.object({
  state: z.enum(["not_set_up", "signed_out", "signed_in", "app_only"]),
  clientId: z.string().nullable(),
  /** What has to stand in Spotify's dashboard, letter by letter. */
  redirectUri: z.string(),
  account: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  missingScopes: z.array(z.string()),
  authorizedAt: z.string().nullable(),
  /** Six months after signing in: then Spotify wants it done again. */
  expiresAt: z.string().nullable(),
  /** True in the last 30 days before `expiresAt`. */
  expiresSoon: z.boolean(),
  /** `encrypted`: the system's key store. `file`: a file that this user alone may read. */
  tokensKept: z.enum(["encrypted", "file"]),
  /** The last call did not reach Spotify. */
  offline: z.boolean(),
  /** What keeps the connection from working, in a sentence that says what now; null = nothing known. */
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  quota: quotaSchema,
});
export type Connection = z.infer<typeof connectionSchema>;

/** A playlist of the user's, as Spotify lists it; Liked Songs has the id {@link LIKED}. */
export const remotePlaylistSchema = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string().nullable(),
  /** Items, tracks or not; null = Spotify did not say. */
  count: z.number().int().nullable(),
  readable: z.boolean(),
  /** Why it cannot be read, in words; null where it can. */
  reason: z.string().nullable(),
  chosen: z.boolean(),
  /** One of the mood playlists that Undertone made. */
  ours: z.boolean(),
  /** When it was last synced whole; null = never. */
  syncedAt: z.string().nullable(),
  /** False: what we have is what Spotify has, as far as the list tells. */
  changed: z.boolean(),
});
export type RemotePlaylist = z.infer<typeof remotePlaylistSchema>;

/** What a sync will ask of Spotify, before it asks. */
export const syncEstimateSchema = z.object({
  requests: z.number().int(),
  playlists: z.number().int(),
  unchanged: z.number().int(),
  quota: quotaSchema,
  /** False where the day's requests will not do; the sync then stops and goes on later. */
  enough: z.boolean(),
});
export type SyncEstimate = z.infer<typeof syncEstimateSchema>;

export const syncedPlaylistSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** `left`: not done, and `reason` says why. `unchanged`: nothing was asked. */
  state: z.enum(["synced", "unchanged", "left"]),
  added: z.number().int(),
  removed: z.number().int(),
  reason: z.string().nullable(),
  /** Places kept that hold no song of the library, and songs with a remark. */
  marks: z.object({
    missing: z.number().int(),
    episodes: z.number().int(),
    local: z.number().int(),
    unavailable: z.number().int(),
    relinked: z.number().int(),
    twice: z.number().int(),
  }),
});
export type SyncedPlaylist = z.infer<typeof syncedPlaylistSchema>;

export const syncReportSchema = z.object({
  /** Tracks of the library. */
  added: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  playlists: z.array(syncedPlaylistSchema),
  requests: z.number().int(),
  /** Why the sync did not reach its end; the next one goes on from there. */
  stopped: z
    .object({
      reason: z.enum(["quota", "offline", "limit"]),
      message: z.string(),
      until: z.string().nullable(),
    })
    .nullable(),
});
export type SyncReport = z.infer<typeof syncReportSchema>;

/** What disconnecting took away. */
export const disconnectReportSchema = z.object({
  tracks: z.number().int(),
  playlists: z.number().int(),
  labelsKept: z.number().int(),
});
export type DisconnectReport = z.infer<typeof disconnectReportSchema>;
