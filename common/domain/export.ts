import { z } from "zod";
import { fileTokenSchema } from "./import.ts";
import { trackQuerySchema } from "./track.ts";
import { moodIdSchema } from "./mood.ts";

export const exportFormatSchema = z.enum(["xlsx", "csv", "json", "m3u8"]);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/**
 * Where to: for xlsx, csv and json one file; for m3u8 a folder that gets one playlist per mood.
 * `target` is a token from `files.save`, or (command line) a path.
 */
export const exportInputSchema = z.object({
  format: exportFormatSchema,
  target: fileTokenSchema,
  /** Replace what is there. Without it an existing file is a `file_exists` error. */
  force: z.boolean().default(false),
  /** Only these tracks; left out: the whole library. */
  query: trackQuerySchema.optional(),
  /** For m3u8: only these moods; left out: all. */
  moods: z.array(moodIdSchema).optional(),
});

export const exportReportSchema = z.object({
  files: z.array(z.object({ path: z.string(), rows: z.number().int(), bytes: z.number().int() })),
  /** Tokens to download the files with, where the window runs in a browser; empty elsewhere. */
  downloads: z.array(z.object({ name: z.string(), url: z.string() })),
});
export type ExportReport = z.infer<typeof exportReportSchema>;
