import type { Database } from "better-sqlite3";
import { z } from "zod";
import { planSchema, type Plan } from "../../common/domain/mood-playlist.ts";
import { aboutSchema, urisSchema } from "./mood-playlists.ts";
import { prepared } from "./prepared.ts";

/** What a plan is carried out from, for one playlist. */
const wantedSchema = z.object({
  /** In mood_playlists. */
  id: z.number().int(),
  mood: z.number().int(),
  action: z.enum(["create", "update", "nothing", "missing"]),
  /** The playlist that was ours is gone or another's: a new one takes its place. */
  anew: z.boolean(),
  /** The user has to say what is to be done with their edits. */
  edited: z.boolean(),
  /** What the rules gave, each URI once. */
  songs: urisSchema,
  /** What was there. */
  now: urisSchema,
  about: aboutSchema,
});
const storedPlanSchema = z.object({ account: z.string(), playlists: z.array(wantedSchema) });
export type Wanted = z.infer<typeof wantedSchema>;
export type StoredPlan = z.infer<typeof storedPlanSchema>;

export type PlanEntry = { readonly id: number; readonly shown: Plan; readonly stored: StoredPlan };

/** Plans kept; older ones go with the next, unless they were carried out. */
const KEEP_PLANS = 20;

/** Returns the plan's id, which it is shown with. */
export function savePlan(db: Database, shown: Omit<Plan, "id">, stored: StoredPlan): Plan {
  const { lastInsertRowid } = prepared(
    db,
    "INSERT INTO mood_playlist_plans (at, plan, wanted) VALUES (?, ?, ?)",
  ).run(shown.at, JSON.stringify({ ...shown, id: 0 }), JSON.stringify(stored));
  prepared(
    db,
    `DELETE FROM mood_playlist_plans WHERE id NOT IN (SELECT plan_id FROM mood_playlist_receipts)
       AND id NOT IN (SELECT id FROM mood_playlist_plans ORDER BY id DESC LIMIT ?)`,
  ).run(KEEP_PLANS);
  return { ...shown, id: Number(lastInsertRowid) };
}

export function getPlan(db: Database, id: number): PlanEntry | null {
  const row = prepared(db, "SELECT plan, wanted FROM mood_playlist_plans WHERE id = ?").get(id) as
    | { plan: string; wanted: string }
    | undefined;
  if (!row) return null;
  return {
    id,
    shown: { ...planSchema.parse(JSON.parse(row.plan)), id },
    stored: storedPlanSchema.parse(JSON.parse(row.wanted)),
  };
}
