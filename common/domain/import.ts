import { z } from "zod";
import { FEATURE_NAMES } from "./features.ts";

/** What a column of a file can mean. Features keep their names. */
export const IMPORT_FIELDS = [
  "title",
  "artists",
  "album",
  "releaseDate",
  "duration",
  "isrc",
  "uri",
  "previewUrl",
  "addedAt",
  "playlist",
  "playlistId",
  "mood",
  /** The user's own BPM: wins over `tempo`. */
  "actualBpm",
  /** A key as people write it ("Am", "8A"): wins over `key` and `mode`. */
  "musicKey",
  ...FEATURE_NAMES,
] as const;
export const importFieldSchema = z.enum(IMPORT_FIELDS);
export type ImportField = z.infer<typeof importFieldSchema>;

/** Field → column index (0-based). Fields that are absent are not read. */
export const importMappingSchema = z.partialRecord(importFieldSchema, z.number().int().min(0));
export type ImportMapping = z.infer<typeof importMappingSchema>;

/** A token for a file, or on the command line a path. */
export const fileTokenSchema = z
  .string()
  .min(1)
  .max(4096)
  .refine((token) => !token.includes("\0"), "A file's name has no NUL character.");

/** A file that the host let the user choose: an opaque token stands for the path. */
export const fileRefSchema = z.object({
  token: fileTokenSchema,
  name: z.string(),
  size: z.number().int().nullable(),
});
export type FileRef = z.infer<typeof fileRefSchema>;

export const importFormatSchema = z.enum(["csv", "xlsx", "json"]);
export type ImportFormat = z.infer<typeof importFormatSchema>;

/** What a file looks like before it is imported: enough to show, and to correct the mapping. */
export const inspectionSchema = z.object({
  file: fileRefSchema,
  format: importFormatSchema,
  /** For CSV. */
  delimiter: z.string().nullable(),
  encoding: z.string().nullable(),
  /** The layout that was recognised, in words ("Exportify", "Undertone workbook"), or null. */
  layout: z.string().nullable(),
  columns: z.array(z.string()),
  mapping: importMappingSchema,
  /** At most 20 rows, as text, one cell per column. */
  preview: z.array(z.array(z.string())),
  /** The different values of the mood column in the first 5,000 rows, most frequent first (≤ 50). */
  moodValues: z.array(z.object({ value: z.string(), count: z.number().int() })),
  /** Things worth a word before importing ("2 columns are named `tempo`; the first one is used."). */
  notes: z.array(z.string()),
});
export type Inspection = z.infer<typeof inspectionSchema>;

export const importOptionsSchema = z.object({
  mapping: importMappingSchema.optional(),
  /** Turn the mood column into labels. */
  labels: z.boolean().default(false),
  /** Stop after that many usable rows; null = no limit. */
  maxTracks: z.number().int().positive().nullable().default(null),
  /** Import only the rows of this playlist: its name, URL, URI or id. */
  playlist: z.string().max(500).optional(),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/** `line` is the line in a CSV (1 = header), the row of a sheet, or the element of a JSON array (from 1). */
const skippedRowSchema = z.object({ line: z.number().int(), reason: z.string() });

export const importReportSchema = z.object({
  added: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  /** The first 1,000 rows that could not be used. */
  skipped: z.array(skippedRowSchema),
  skippedCount: z.number().int(),
  labels: z.number().int(),
  /** Cells that were dropped from rows that went in, with their reason (first 1,000). */
  warnings: z.array(skippedRowSchema),
  newMoods: z.array(z.string()),
});
export type ImportReport = z.infer<typeof importReportSchema>;
