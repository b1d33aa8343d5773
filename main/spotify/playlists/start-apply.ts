import type { Database } from "better-sqlite3";
import type { TheirEditsChoice } from "../../../common/domain/mood-playlist.ts";
import { AppError } from "../../../common/errors.ts";
import { getPlan, type PlanEntry, type Wanted } from "../../library/mood-playlist-plans.ts";
import {
  createReceipt,
  createWrite,
  newestAppliedPlan,
  receiptOfPlan,
  supersedeReceipts,
} from "../../library/mood-playlist-receipts.ts";
import { detachMoodPlaylist, getMoodPlaylist } from "../../library/mood-playlists.ts";
import { resolve } from "./content/sides.ts";

type Choices = ReadonlyMap<number, TheirEditsChoice>;

/** Throws AppError `not_found`. */
export function requirePlan(db: Database, id: number): PlanEntry {
  const plan = getPlan(db, id);
  if (plan) return plan;
  throw new AppError("not_found", `There is no plan ${id} any more. Plan again.`);
}

/**
 * The receipt to carry a plan out with: a new one, or the one that stopped. Used inside a transaction. Throws AppError
 * `conflict` for a plan that is done or out of date, and where edits by hand wait for a choice; nothing is written then.
 */
export function startApply(db: Database, plan: PlanEntry, choices: Choices, at: string): number {
  const known = receiptOfPlan(db, plan.id);
  if (known) {
    if (known.state === "applying") return known.id;
    throw new AppError(
      "conflict",
      known.state === "applied"
        ? "This plan was carried out already. Plan again to see what would change now."
        : "This plan was carried out and undone. Plan again to see what would change now.",
    );
  }
  if (newestAppliedPlan(db) > plan.id) {
    throw new AppError(
      "conflict",
      "A later plan was carried out since this one was made, so it is out of date. Plan again.",
    );
  }
  requireChoices(plan, choices);
  supersedeReceipts(db, "A later plan took the place of what was left of this one.");
  const receipt = createReceipt(db, plan.id, at);
  plan.stored.playlists.forEach((wanted, position) => {
    if (wanted.action === "create" || wanted.action === "update") {
      addWrite(db, receipt, position, wanted, choices.get(wanted.mood) ?? null);
    }
  });
  return receipt;
}

function requireChoices({ shown, stored }: PlanEntry, choices: Choices): void {
  const open = stored.playlists.filter(({ edited, mood }) => edited && !choices.has(mood));
  if (open.length === 0) return;
  const names = open.map(
    ({ mood }) => `“${shown.playlists.find((other) => other.mood === mood)?.moodName ?? mood}”`,
  );
  throw new AppError(
    "conflict",
    `Someone changed ${names.join(", ")} on Spotify since Undertone wrote it. Say whether to keep that, to take ours, or to merge the two; nothing was written.`,
    { path: "theirs" },
  );
}

function addWrite(
  db: Database,
  receipt: number,
  position: number,
  wanted: Wanted,
  given: TheirEditsChoice | null,
): void {
  const id = wanted.anew ? detachMoodPlaylist(db, wanted.id) : wanted.id;
  const kept = getMoodPlaylist(db, id);
  if (!kept) return;
  const choice = wanted.edited ? given : null;
  const { target } = resolve(
    {
      written: choice === null ? wanted.now : (kept.written ?? []),
      now: wanted.now,
      wanted: wanted.songs,
      theirs: kept.theirs,
    },
    choice,
  );
  createWrite(db, position, {
    receiptId: receipt,
    playlistId: id,
    name: wanted.about.name,
    state: choice === "keep" ? "kept" : "waiting",
    choice,
    before: wanted.now,
    target,
    known: { written: kept.written, about: kept.about, theirs: kept.theirs },
  });
}
