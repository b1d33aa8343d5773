import { z } from "zod";
import { checkCalls } from "./contract/checks.ts";
import { evidenceCalls } from "./contract/evidence.ts";
import { discoveryCalls } from "./contract/discovery.ts";
import { featureCalls } from "./contract/features.ts";
import { learningCalls } from "./contract/learning.ts";
import { modelCalls } from "./contract/models.ts";
import { spotifyCalls } from "./contract/spotify.ts";
import { exportFormatSchema, exportInputSchema, exportReportSchema } from "./domain/export.ts";
import { featureNameSchema } from "./domain/features.ts";
import {
  fileRefSchema,
  fileTokenSchema,
  importMappingSchema,
  importOptionsSchema,
  importReportSchema,
  inspectionSchema,
} from "./domain/import.ts";
import { jobSchema } from "./domain/job.ts";
import { decisionSchema, labelChangeSchema, labelResultSchema } from "./domain/label.ts";
import {
  clusteringSchema,
  modelIdSchema,
  modelSummarySchema,
  predictionAnswerSchema,
  trainReportSchema,
} from "./domain/model.ts";
import {
  moodColorSchema,
  moodDefinitionSchema,
  moodIdSchema,
  moodKeySchema,
  moodNameSchema,
  moodSchema,
  moodSummarySchema,
} from "./domain/mood.ts";
import { settingsPatchSchema, settingsSchema } from "./domain/settings.ts";
import { libraryStatsSchema } from "./domain/stats.ts";
import {
  playlistSchema,
  trackDetailSchema,
  trackIdSchema,
  trackPageSchema,
  trackQuerySchema,
} from "./domain/track.ts";

const nothing = z.object({});

/**
 * Every call that a window or a command can make: the only door to the main process.
 * Inputs are strict where a mistake could hurt; both directions are parsed.
 */
export const contract = {
  ...spotifyCalls,
  ...featureCalls,
  ...learningCalls,
  ...discoveryCalls,
  ...evidenceCalls,
  ...checkCalls,
  ...modelCalls,

  "app.info": {
    input: nothing,
    output: z.object({
      version: z.string(),
      host: z.enum(["electron", "browser", "cli"]),
      libraryFile: z.string(),
    }),
  },

  "tracks.query": {
    input: z.object({
      query: trackQuerySchema,
      start: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
    output: trackPageSchema,
  },
  /** Where a track stands in a list; null if it is not in it. */
  "tracks.position": {
    input: z.object({ query: trackQuerySchema, id: trackIdSchema }),
    output: z.object({ position: z.number().int().min(0).nullable() }),
  },
  "tracks.get": { input: z.object({ id: trackIdSchema }), output: trackDetailSchema },
  /** The user's own value for one feature; null takes it back. */
  "tracks.setFeature": {
    input: z.object({ id: trackIdSchema, field: featureNameSchema, value: z.number().nullable() }),
    output: trackDetailSchema,
  },
  "playlists.list": { input: nothing, output: z.array(playlistSchema) },

  "moods.list": { input: nothing, output: z.array(moodSummarySchema) },
  "moods.create": {
    input: z.object({
      name: moodNameSchema,
      color: moodColorSchema.optional(),
      key: moodKeySchema.optional(),
      definition: moodDefinitionSchema.default({}),
    }),
    output: moodSchema,
  },
  "moods.update": {
    input: z.object({
      id: moodIdSchema,
      name: moodNameSchema.optional(),
      color: moodColorSchema.optional(),
      key: moodKeySchema.optional(),
      definition: moodDefinitionSchema.optional(),
    }),
    output: moodSchema,
  },
  "moods.reorder": {
    input: z.object({ ids: z.array(moodIdSchema) }),
    output: z.array(moodSummarySchema),
  },
  /** Labels of `id` become labels of `into`; `id` is gone. */
  "moods.merge": {
    input: z.object({ id: moodIdSchema, into: moodIdSchema }),
    output: z.object({ relabelled: z.number().int() }),
  },
  /** Two groups within the mood, by 2-means; nothing is changed. */
  "moods.proposeSplit": {
    input: z.object({ id: moodIdSchema }),
    output: z.object({
      groups: z.array(
        z.object({
          name: z.string(),
          definition: moodDefinitionSchema,
          tracks: z.array(trackIdSchema),
          examples: z.array(z.object({ title: z.string(), artists: z.array(z.string()) })),
        }),
      ),
    }),
  },
  /** Makes a new mood with this definition; the given tracks' labels of `id` become labels of the new one. */
  "moods.split": {
    input: z.object({
      id: moodIdSchema,
      name: moodNameSchema,
      definition: moodDefinitionSchema,
      tracks: z.array(trackIdSchema).max(1_000_000),
    }),
    output: moodSchema,
  },
  /** Deletes the mood; its tracks lose their labels of it and get a new guess. */
  "moods.remove": {
    input: z.object({ id: moodIdSchema }),
    output: z.object({ unlabelled: z.number().int() }),
  },
  "moods.cluster": {
    input: z.object({
      k: z.number().int().min(2).max(20).default(5),
      seed: z.number().int().min(0).max(4_294_967_295).default(42),
      starts: z.number().int().min(1).max(50).default(10),
    }),
    output: clusteringSchema,
    job: "cluster",
  },

  "labels.change": { input: labelChangeSchema, output: labelResultSchema },
  "labels.undo": { input: nothing, output: labelResultSchema },
  "labels.redo": { input: nothing, output: labelResultSchema },
  "labels.history": {
    input: z.object({ limit: z.number().int().min(1).max(500).default(10) }),
    output: z.object({
      decisions: z.array(decisionSchema),
      canUndo: z.boolean(),
      canRedo: z.boolean(),
    }),
  },

  "training.run": {
    /** `acceptWorse`: put the model in use even if it agrees less with the labels than the one before. */
    input: z.object({ acceptWorse: z.boolean().default(false) }),
    output: trainReportSchema,
    job: "train",
  },
  "models.list": { input: nothing, output: z.array(modelSummarySchema) },
  "models.report": { input: z.object({ id: modelIdSchema }), output: trainReportSchema },
  /** Puts an earlier model back in place. */
  "models.use": {
    input: z.object({ id: modelIdSchema }),
    output: z.object({ moved: z.number().int() }),
    job: "train",
  },
  "models.predict": {
    input: z.object({
      file: fileTokenSchema,
      mapping: importMappingSchema.optional(),
      /** A model's file, which answers alone; left out: the library's model and clusters do. */
      model: fileTokenSchema.optional(),
    }),
    output: z.array(predictionAnswerSchema),
    job: "evaluate",
  },
  /** Lets the user choose a file; null = they did not. */
  "files.open": {
    input: z.object({ kind: z.enum(["table", "model"]) }),
    output: z.object({ file: fileRefSchema.nullable() }),
  },
  "files.save": {
    input: z.object({ format: exportFormatSchema, name: z.string().min(1).max(200) }),
    output: z.object({
      target: z.string().nullable(),
      shown: z.string().nullable(),
      exists: z.boolean(),
    }),
  },
  "importing.inspect": {
    input: z.object({ file: fileTokenSchema }),
    output: inspectionSchema,
  },
  "importing.run": {
    input: z.object({ file: fileTokenSchema, options: importOptionsSchema }),
    output: importReportSchema,
    job: "import",
  },
  "importing.sample": { input: nothing, output: importReportSchema, job: "import" },
  "exporting.run": { input: exportInputSchema, output: exportReportSchema, job: "export" },

  "stats.library": { input: nothing, output: libraryStatsSchema },
  "settings.get": { input: nothing, output: settingsSchema },
  "settings.set": { input: settingsPatchSchema, output: settingsSchema },
  "jobs.list": { input: nothing, output: z.array(jobSchema) },
  "jobs.cancel": {
    input: z.object({ id: z.number().int() }),
    output: z.object({ cancelled: z.boolean() }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType; job?: string }>;

export type Contract = typeof contract;
export type CallName = keyof Contract;
export type CallInput<Name extends CallName> = z.output<Contract[Name]["input"]>;
/** What a caller may leave out is optional here. */
export type CallArgument<Name extends CallName> = z.input<Contract[Name]["input"]>;
export type CallOutput<Name extends CallName> = z.output<Contract[Name]["output"]>;
