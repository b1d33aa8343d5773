import type { Receipt } from "../../../common/domain/mood-playlist.ts";
import { AppError, type ErrorCode } from "../../../common/errors.ts";
import type { StoredPlan } from "../../library/mood-playlist-plans.ts";
import { addRequests, listWrites, saveReceiptState } from "../../library/mood-playlist-receipts.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import type { PlaylistDeps } from "./deps.ts";
import { applyReceipt } from "./apply.ts";
import { showReceipt } from "./receipts.ts";
import { createRemote, type Remote } from "./remote.ts";
import { undoReceipt, type Undone } from "./undo.ts";

/** Carries a receipt's plan out, or goes on with it. What stops it is told in the receipt. */
export function carryOutPlan(
  deps: PlaylistDeps,
  receipt: number,
  plan: StoredPlan,
  context: CallContext,
): Promise<Receipt> {
  const { db } = deps.library;
  return guard(deps, receipt, "applying", context, async (remote) => {
    await applyReceipt(deps, remote, receipt, plan, context);
    const writes = listWrites(db, receipt);
    const failed = writes.filter(({ state }) => state === "failed").length;
    const reason = `${failed} of ${writes.length} could not be written; each says why.`;
    return { state: "applied", why: failed === 0 ? null : { reason, code: null } };
  });
}

/** Undoes a receipt, or goes on with that. Throws AppError `conflict` where nothing could be put back. */
export async function carryOutUndo(
  deps: PlaylistDeps,
  receipt: number,
  account: string,
  context: CallContext,
): Promise<Receipt> {
  let result: Undone = { undone: 0, left: [] };
  const shown = await guard(deps, receipt, "undoing", context, async (remote) => {
    result = await undoReceipt(deps, remote, receipt, account, context);
    const { undone, left } = result;
    const reason = left.map((one) => `“${one.name}”: ${one.reason}`).join(" ");
    if (left.length === 0) return { state: "undone", why: null };
    return {
      state: "applied",
      why: { reason: undone === 0 ? reason : `All was put back but ${reason}`, code: null },
    };
  });
  const [first] = result.left;
  if (first && result.undone === 0) {
    throw new AppError("conflict", `“${first.name}” was not put back. ${first.reason}`);
  }
  return shown;
}

type Ending = {
  readonly state: "applied" | "undone";
  readonly why: { readonly reason: string; readonly code: ErrorCode | null } | null;
};

async function guard(
  deps: PlaylistDeps,
  receipt: number,
  during: "applying" | "undoing",
  { signal }: CallContext,
  work: (remote: Remote) => Promise<Ending>,
): Promise<Receipt> {
  const { library, events } = deps;
  const remote = createRemote(deps.api, signal);
  const end = async (state: Ending["state"] | typeof during, why: Ending["why"]) => {
    await library.write(() => {
      addRequests(library.db, receipt, remote.takeRequests());
      saveReceiptState(library.db, receipt, state, why);
    });
    events.emit({ type: "changed", tables: ["spotify"] });
  };
  await end(during, null);
  try {
    const { state, why } = await work(remote);
    await end(state, why);
  } catch (error) {
    const why = whyStopped(error, signal);
    await end(during, why);
    if (why.code === "internal") throw error;
  }
  return showReceipt(library.db, receipt);
}

function whyStopped(error: unknown, signal: AbortSignal): { reason: string; code: ErrorCode } {
  if (signal.aborted) {
    return {
      reason: "You stopped it. What was written is put down: it can be gone on with, or undone.",
      code: "cancelled",
    };
  }
  if (error instanceof AppError) return { reason: error.message, code: error.code };
  return {
    reason:
      "Something went wrong inside Undertone. It can be gone on with; the log has the details.",
    code: "internal",
  };
}
