import { z } from "zod";
import { evidenceKindSchema } from "./evidence-kind.ts";
import {
  FEATURE_NAMES,
  featureNameSchema,
  featureSetSchema,
  featureSourceSchema,
} from "./features.ts";
import { moodIdSchema, rangeSchema } from "./mood.ts";

export const trackIdSchema = z.number().int().positive();
const playlistIdSchema = z.number().int().positive();

/** Who said a track's mood: the person, a mood column of a file, a playlist's name; or the model guesses. */
export const LABEL_SOURCES = ["user", "file", "playlist"] as const;
export const labelSourceSchema = z.enum(LABEL_SOURCES);
export type LabelSource = z.infer<typeof labelSourceSchema>;
const moodBySchema = z.enum([...LABEL_SOURCES, "guess"]);

/** The mood a track is in now. `confidence` is the model's probability of it; null where no model spoke. */
export const trackMoodSchema = z.object({
  id: moodIdSchema,
  by: moodBySchema,
  confidence: z.number().nullable(),
});
export type TrackMood = z.infer<typeof trackMoodSchema>;

/** What every list of tracks shows of one. Dates are ISO 8601 (a release date may be a year alone). */
export const trackSchema = z.object({
  id: trackIdSchema,
  title: z.string(),
  artists: z.array(z.string()),
  album: z.string().nullable(),
  releaseDate: z.string().nullable(),
  durationMs: z.number().nullable(),
  isrc: z.string().nullable(),
  /** `spotify:track:…`, or null for a track that Spotify does not know. */
  uri: z.string().nullable(),
  previewUrl: z.string().nullable(),
  /** True if a sound file for it is on this machine. */
  hasAudio: z.boolean(),
  addedAt: z.string().nullable(),
  features: featureSetSchema,
  mood: trackMoodSchema.nullable(),
  /** Further moods the user gave it beside the primary one. */
  also: z.array(moodIdSchema),
});
export type Track = z.infer<typeof trackSchema>;

export const TRACK_SORTS = [
  "added",
  "title",
  "artist",
  "album",
  "releaseDate",
  "duration",
  "mood",
  "confidence",
  /** The place in the playlist that the query names; without one, the order of ids. */
  "position",
  ...FEATURE_NAMES,
] as const;
export const trackSortSchema = z.enum(TRACK_SORTS);
export type TrackSort = z.infer<typeof trackSortSchema>;

/** Which tracks, in which order. All given conditions hold together. Missing values sort last, both ways. */
export const trackQuerySchema = z.object({
  /** Words (or beginnings of words) in title, artists or album; accents and case do not matter. */
  text: z.string().max(200).optional(),
  /** A mood's id, or "none" for tracks in no mood. */
  mood: z.union([moodIdSchema, z.literal("none")]).optional(),
  /** With a mood: tracks that have it as a further one too. */
  withAlso: z.boolean().optional(),
  /** "labelled" = somebody said so; "guess" = the model says so; "unsure" = it says so below the threshold. */
  by: z.enum(["labelled", "guess", "unsure"]).optional(),
  playlist: playlistIdSchema.optional(),
  /** "features" = tracks that lack every model feature but the duration. */
  missing: z.literal("features").optional(),
  ranges: z
    .partialRecord(z.enum([...FEATURE_NAMES, "duration", "confidence"]), rangeSchema)
    .optional(),
  sort: trackSortSchema.default("added"),
  descending: z.boolean().default(false),
});
export type TrackQuery = z.infer<typeof trackQuerySchema>;
export type TrackQueryInput = z.input<typeof trackQuerySchema>;

/** One page of a query's result. `exact` is false where a search stopped counting at a bound. */
export const trackPageSchema = z.object({
  total: z.number().int(),
  exact: z.boolean(),
  start: z.number().int(),
  rows: z.array(trackSchema),
});
export type TrackPage = z.infer<typeof trackPageSchema>;

/** The tracks a change is for: picked ones, or all that a query finds. */
export const trackTargetSchema = z.union([
  z.object({ ids: z.array(trackIdSchema).min(1).max(100_000) }),
  z.object({ query: trackQuerySchema }),
]);
export type TrackTarget = z.infer<typeof trackTargetSchema>;

const featureValueSchema = z.object({
  field: featureNameSchema,
  value: z.number(),
  source: featureSourceSchema,
  at: z.string(),
  /** 0..1, how sure the source is of this value; null = it does not say. */
  confidence: z.number().nullable(),
  /** True for the value that the merged view takes. */
  used: z.boolean(),
});

export const trackDetailSchema = z.object({
  track: trackSchema,
  values: z.array(featureValueSchema),
  /** Integrated loudness of its sound file (ITU-R BS.1770), which is another thing than the feature `loudness`. */
  lufs: z.number().nullable(),
  /** The model's probability per mood, most probable first; empty where it says nothing. */
  probabilities: z.array(
    z.object({
      mood: moodIdSchema,
      probability: z.number(),
      /** How probably this mood fits beside others; null while the model has learnt of no further moods. */
      fits: z.number().nullable(),
    }),
  ),
  /** What the next training learns from this track; null = nothing. */
  counted: z
    .object({
      kind: evidenceKindSchema,
      mood: moodIdSchema,
      at: z.string(),
      /** 1 = as much as a label by hand; 0 = the settings or the lack of features leave it out. */
      weight: z.number(),
    })
    .nullable(),
  playlists: z.array(
    z.object({ id: playlistIdSchema, name: z.string(), position: z.number().int() }),
  ),
  history: z.array(z.object({ at: z.string(), what: z.string() })),
});
export type TrackDetail = z.infer<typeof trackDetailSchema>;

export const playlistSchema = z.object({
  id: playlistIdSchema,
  name: z.string(),
  /** The id its source knows it by (a Spotify id, a file's playlist name). */
  externalId: z.string().nullable(),
  source: z.enum(["file", "spotify", "sample"]),
  count: z.number().int(),
});
export type Playlist = z.infer<typeof playlistSchema>;
