import type { Plan, Receipt } from "../../../common/domain/mood-playlist.ts";
import { AppError } from "../../../common/errors.ts";
import type { Handlers } from "../../rpc/dispatch.ts";
import type { PlaylistDeps } from "./deps.ts";
import { requireAccount } from "./account.ts";
import { carryOutPlan, carryOutUndo } from "./carry.ts";
import { makePlan } from "./plan.ts";
import { requireReceipt, showReceipts } from "./receipts.ts";
import { changePlaylist, showPlaylists } from "./settings.ts";
import { requirePlan, startApply } from "./start-apply.ts";
import { createTurn } from "./turn.ts";
import { showingWaits } from "./waits.ts";

export function moodPlaylistHandlers(
  deps: PlaylistDeps,
): Pick<
  Handlers,
  | "moodPlaylists.list"
  | "moodPlaylists.update"
  | "moodPlaylists.plan"
  | "moodPlaylists.apply"
  | "moodPlaylists.receipts"
  | "moodPlaylists.undo"
> {
  const { library } = deps;
  const jobs = showingWaits(deps);
  const { db } = library;
  const turn = createTurn();
  return {
    "moodPlaylists.list": () => showPlaylists(deps),
    "moodPlaylists.update": (patch) => changePlaylist(deps, patch),
    "moodPlaylists.plan": (input, context) =>
      turn.take(() =>
        jobs.run(
          {
            kind: "plan",
            title: "Planning mood playlists",
            outcome: describePlan,
            work: (running) => makePlan(deps, input, running),
          },
          context,
        ),
      ),
    "moodPlaylists.apply": async ({ plan: id, theirs }, context) => {
      const plan = requirePlan(db, id);
      const account = await requireAccount(deps);
      requireSame(account, plan.stored.account);
      const choices = new Map(theirs.map(({ mood, choice }) => [mood, choice]));
      return turn.take(async (name) => {
        const receipt = await library.write(() =>
          startApply(db, plan, choices, new Date().toISOString()),
        );
        name(receipt);
        return jobs.run(
          {
            kind: "apply",
            title: "Writing mood playlists",
            outcome: describeReceipt,
            cancelled: "Cancelled. What was written so far stays; go on with it, or undo it.",
            work: (running) => carryOutPlan(deps, receipt, plan.stored, running),
          },
          context,
        );
      });
    },
    "moodPlaylists.receipts": ({ limit }) => showReceipts(db, limit, turn.receipt()),
    "moodPlaylists.undo": async ({ receipt }, context) => {
      const { state } = requireReceipt(db, receipt);
      if (state === "undone") {
        throw new AppError("conflict", "It was undone already. Plan again to write the playlists.");
      }
      const account = await requireAccount(deps);
      return turn.take((name) => {
        name(receipt);
        return jobs.run(
          {
            kind: "apply",
            title: "Putting playlists back",
            outcome: describeReceipt,
            cancelled: "Cancelled. What was put back so far stays; undo again to go on.",
            work: (running) => carryOutUndo(deps, receipt, account, running),
          },
          context,
        );
      });
    },
  };
}

function requireSame(account: string, planned: string): void {
  if (account === planned) return;
  throw new AppError(
    "conflict",
    "The plan was made for another Spotify account than the one that is signed in now. Plan again.",
  );
}

function describePlan({ playlists, requests }: Plan): string {
  const changing = playlists.filter(({ action }) => action === "create" || action === "update");
  if (changing.length === 0) return "Nothing to change on Spotify.";
  return `${changing.length} of ${playlists.length} playlists would change, in ${requests} requests.`;
}

function describeReceipt({ state, reason, playlists, requests }: Receipt): string {
  switch (state) {
    case "applying":
    case "stopped":
      return `Stopped: ${reason ?? "it can be gone on with."}`;
    case "applied":
      return reason ?? `${playlists.length} playlists are as planned, after ${requests} requests.`;
    case "undone":
      return "All is as it was before.";
  }
}
