import { z } from "zod";
import { exportReportSchema } from "../domain/export.ts";
import { fileTokenSchema } from "../domain/import.ts";
import { modelIdSchema } from "../domain/model.ts";
import { modelFilePreviewSchema, modelImportReportSchema } from "../domain/model-file.ts";
import { modelDetailSchema, modelDiffSchema, modelStateSchema } from "../domain/model-history.ts";

/** The history of models: what each was made of, what differs, and files of them. */
export const modelCalls = {
  "models.state": { input: z.object({}), output: modelStateSchema },
  "models.show": {
    input: z.object({
      id: modelIdSchema,
      /** How many labels to name. */
      labels: z.number().int().min(0).max(1_000_000).default(200),
    }),
    output: modelDetailSchema,
  },
  /** Asks both models about the whole library; nothing is changed. */
  "models.diff": {
    input: z.object({ a: modelIdSchema, b: modelIdSchema }),
    output: modelDiffSchema,
    job: "evaluate",
  },
  /** The models that agree less with the labels than the one in use are not wanted. */
  "models.keep": { input: z.object({}), output: modelStateSchema },
  /** Writes a model into a file: no tracks and no labels go with it. Without `id`, the one in use. */
  "models.export": {
    input: z.object({
      id: modelIdSchema.optional(),
      target: fileTokenSchema,
      force: z.boolean().default(false),
    }),
    output: exportReportSchema,
    job: "export",
  },
  /** What a model's file holds; nothing is stored. */
  "models.inspect": { input: z.object({ file: fileTokenSchema }), output: modelFilePreviewSchema },
  /** Stores a file's model; its moods are matched by name to the library's. */
  "models.import": {
    input: z.object({
      file: fileTokenSchema,
      /** Make the moods that the library lacks. */
      createMoods: z.boolean().default(false),
      use: z.boolean().default(false),
    }),
    output: modelImportReportSchema,
    job: "import",
  },
} as const;
