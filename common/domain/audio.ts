import { z } from "zod";
import { errorCodeSchema } from "../errors.ts";
import { trackIdSchema } from "./track.ts";

const tempoSchema = z.object({
  bpm: z.number(),
  /** 0..1: how far it is ahead of the runner-up. */
  confidence: z.number(),
  /** The next best, mostly half or double. */
  runnerUp: z.number().nullable(),
});

const keySchema = z.object({
  /** Pitch class 0..11, C = 0. */
  key: z.number().int(),
  /** 0 minor, 1 major. */
  mode: z.number().int(),
  confidence: z.number(),
  runnerUp: z.object({ key: z.number().int(), mode: z.number().int() }),
});

/** What a sound file tells of itself. Null = it could not be told. */
export const soundAnalysisSchema = z.object({
  durationMs: z.number(),
  /** Samples a second, Hz. */
  rate: z.number(),
  channels: z.number().int(),
  /** Integrated loudness, BS.1770-4. */
  lufs: z.number().nullable(),
  tempo: tempoSchema.nullable(),
  key: keySchema.nullable(),
  /** 0..1, told from the loudness: an estimate. */
  energy: z.number().nullable(),
  /** The outline: highest absolute sample, 0..1, of equal parts. */
  peaks: z.array(z.number()),
});
export type SoundAnalysis = z.infer<typeof soundAnalysisSchema>;

/** One file of an analysis; `file` as the user named it or below the folder that they named. */
export const analysedFileSchema = z.object({
  file: z.string(),
  /** Null where the file cannot be read; then `problem` says why. */
  analysis: soundAnalysisSchema.nullable(),
  problem: z.object({ code: errorCodeSchema, message: z.string() }).nullable(),
  tookMs: z.number(),
  /** True if an earlier analysis of the same content was taken. */
  cached: z.boolean(),
});
export type AnalysedFile = z.infer<typeof analysedFileSchema>;

/** What is written in a file about itself. */
export const soundTagsSchema = z.object({
  title: z.string().nullable(),
  artists: z.array(z.string()),
  album: z.string().nullable(),
  isrc: z.string().nullable(),
  bpm: z.number().nullable(),
  /** As people write it: "Am", "8A". */
  key: z.string().nullable(),
  mood: z.string().nullable(),
  /** 0..1. */
  rating: z.number().nullable(),
  durationMs: z.number().nullable(),
  year: z.string().nullable(),
});
export type SoundTags = z.infer<typeof soundTagsSchema>;

/** A folder of music that the user chose. */
export const soundFolderSchema = z.object({
  id: z.number().int(),
  path: z.string(),
  /** New and changed files are taken in by themselves. */
  watched: z.boolean(),
  files: z.number().int(),
  /** Files that belong to a track, of which `own` became tracks of their own. */
  matched: z.number().int(),
  own: z.number().int(),
  analysed: z.number().int(),
  broken: z.number().int(),
  /** Files that could be one of several tracks. */
  ambiguous: z.number().int(),
  /** False: it is not there now (an unplugged disk, say). */
  present: z.boolean(),
});
export type SoundFolder = z.infer<typeof soundFolderSchema>;

/** A file that could be one of several tracks: the user says which, or that it is none of them. */
export const ambiguousFileSchema = z.object({
  id: z.number().int(),
  file: z.string(),
  tags: soundTagsSchema,
  candidates: z.array(
    z.object({
      track: trackIdSchema,
      title: z.string(),
      artists: z.array(z.string()),
      album: z.string().nullable(),
      durationMs: z.number().nullable(),
    }),
  ),
});
export type AmbiguousFile = z.infer<typeof ambiguousFileSchema>;

export const brokenFileSchema = z.object({ file: z.string(), reason: z.string() });

export const scanReportSchema = z.object({
  files: z.number().int(),
  added: z.number().int(),
  matched: z.number().int(),
  own: z.number().int(),
  ambiguous: z.number().int(),
  /** Files gone since the last scan, and not found elsewhere; their tracks stay. */
  gone: z.number().int(),
  analysed: z.number().int(),
  /** Analyses taken from the cache. */
  cached: z.number().int(),
  /** The first 1,000. */
  broken: z.array(brokenFileSchema),
  brokenCount: z.number().int(),
});
export type ScanReport = z.infer<typeof scanReportSchema>;

/** Where a track's sound can be heard, and its outline. */
export const playableSchema = z.object({
  /** For an audio element of the window; good until the app is closed. */
  url: z.string(),
  durationMs: z.number().nullable(),
  /** Highest absolute sample, 0..1, of equal parts of the file; empty while it is not known. */
  peaks: z.array(z.number()),
});
export type Playable = z.infer<typeof playableSchema>;
