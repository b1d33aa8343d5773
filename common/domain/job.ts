import { z } from "zod";
import { errorValueSchema } from "../errors.ts";

/** `total` is null while it is not known. */
export const progressSchema = z.object({
  stage: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  note: z.string().optional(),
});
export type Progress = z.infer<typeof progressSchema>;

export const jobKindSchema = z.enum([
  "import",
  "train",
  "export",
  "cluster",
  "evaluate",
  "sync",
  "plan",
  "apply",
  "fetch",
  "analyse",
]);
export type JobKind = z.infer<typeof jobKindSchema>;

/** A long piece of work, as the activity panel shows it. */
export const jobSchema = z.object({
  id: z.number().int(),
  kind: jobKindSchema,
  title: z.string(),
  state: z.enum(["waiting", "running", "done", "failed", "cancelled"]),
  progress: progressSchema.nullable(),
  /** One sentence when it is over. */
  outcome: z.string().nullable(),
  error: errorValueSchema.nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
});
export type Job = z.infer<typeof jobSchema>;

/**
 * `spotify`: the connection, the list of playlists there and the mood playlists. `features`: what services and sound
 * files tell, and the folders of these files.
 */
const TABLES = [
  "tracks",
  "playlists",
  "moods",
  "labels",
  "models",
  "settings",
  "spotify",
  "features",
] as const;
const tableSchema = z.enum(TABLES);

export const appEventSchema = z.discriminatedUnion("type", [
  /** What a query over these tables returned may differ now. */
  z.object({ type: z.literal("changed"), tables: z.array(tableSchema) }),
  z.object({ type: z.literal("job"), job: jobSchema }),
  /**
   * A training has ended; the window may show what it did. `heldBack`: its model agrees less with the labels than the
   * one before, and waits for the user's word.
   */
  z.object({
    type: z.literal("trained"),
    model: z.number().int(),
    moved: z.number().int(),
    heldBack: z.boolean().optional(),
  }),
  /** A menu item or a shortcut of the host asks the window for something. */
  z.object({
    type: z.literal("command"),
    command: z.enum(["import", "export", "settings", "undo", "redo", "find", "palette", "keys"]),
  }),
]);
export type AppEvent = z.infer<typeof appEventSchema>;
