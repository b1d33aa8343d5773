import { z } from "zod";
import {
  ambiguousFileSchema,
  analysedFileSchema,
  brokenFileSchema,
  playableSchema,
  scanReportSchema,
  soundFolderSchema,
} from "../domain/audio.ts";
import { coverageSchema, fetchReportSchema, providerSchema } from "../domain/coverage.ts";
import { fileTokenSchema } from "../domain/import.ts";
import { trackIdSchema, trackTargetSchema } from "../domain/track.ts";

const nothing = z.object({});
const folderId = z.number().int().positive();

/** Where features come from: services that are asked, and sound on this machine that is listened to. */
export const featureCalls = {
  "features.status": { input: nothing, output: coverageSchema },
  /** Asks the enabled services (or those named) about tracks that lack something. */
  "features.fetch": {
    input: z.object({
      providers: z.array(providerSchema).optional(),
      target: trackTargetSchema.optional(),
      /** Ask again also where the answer was "not known" a short while ago. */
      again: z.boolean().default(false),
    }),
    output: fetchReportSchema,
    job: "fetch",
  },

  /** Listens to files, or all in folders; nothing of the library changes. */
  "audio.analyse": {
    input: z.object({ paths: z.array(fileTokenSchema).min(1).max(100_000) }),
    output: z.array(analysedFileSchema),
    job: "analyse",
  },
  "audio.folders": { input: nothing, output: z.array(soundFolderSchema) },
  /** Lets the user choose a folder (or takes the token of one); null = they did not. */
  "audio.addFolder": {
    input: z.object({ folder: fileTokenSchema.optional(), watched: z.boolean().default(false) }),
    output: z.object({ folder: soundFolderSchema.nullable() }),
  },
  "audio.watchFolder": {
    input: z.object({ id: folderId, watched: z.boolean() }),
    output: z.array(soundFolderSchema),
  },
  /** Forgets the folder and its files; tracks, labels and what was measured stay. */
  "audio.removeFolder": { input: z.object({ id: folderId }), output: z.array(soundFolderSchema) },
  /** Looks for new and changed files in all folders (or one), matches and measures them. */
  "audio.scan": {
    input: z.object({ folder: folderId.optional() }),
    output: scanReportSchema,
    job: "analyse",
  },
  "audio.ambiguous": { input: nothing, output: z.array(ambiguousFileSchema) },
  /** `track` null: it is none of them, and becomes a track of its own. */
  "audio.match": {
    input: z.object({ file: z.number().int().positive(), track: trackIdSchema.nullable() }),
    output: z.array(ambiguousFileSchema),
  },
  "audio.broken": { input: nothing, output: z.array(brokenFileSchema) },
  /** Error `file_missing` where the track's file is gone, `not_found` where it has none. */
  "audio.open": { input: z.object({ track: trackIdSchema }), output: playableSchema },
} as const;
