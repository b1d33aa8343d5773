import { AppError } from "../../../common/errors.ts";
import {
  listWrites,
  saveWriteState,
  writtenLater,
  type WriteEntry,
} from "../../library/mood-playlist-receipts.ts";
import {
  detachMoodPlaylist,
  savePutBack,
  type KeptPlaylist,
} from "../../library/mood-playlists.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import type { PlaylistDeps } from "./deps.ts";
import { sameAbout } from "./about.ts";
import { ANOTHER_ACCOUNT } from "./account.ts";
import { same } from "./content/difference.ts";
import { without, type Item } from "./content/items.ts";
import { putBack } from "./content/merge.ts";
import { contentAt, runOf } from "./content/run.ts";
import type { Remote } from "./remote.ts";
import {
  begin,
  carryOut,
  inLibrary,
  isLost,
  keptPlaylist,
  stopsAll,
  type Writing,
} from "./writing.ts";

export type Undone = {
  readonly undone: number;
  /** Why the others are as they were. */
  readonly left: readonly { readonly name: string; readonly reason: string }[];
};

type Part = {
  readonly deps: PlaylistDeps;
  readonly remote: Remote;
  readonly write: WriteEntry;
  readonly account: string;
};

/**
 * Puts back what was there before, the last playlist first. One that was changed since stays as it is, with the reason.
 * Throws what stops all of them, to be gone on with by calling it again.
 */
export async function undoReceipt(
  deps: PlaylistDeps,
  remote: Remote,
  receipt: number,
  account: string,
  context: CallContext,
): Promise<Undone> {
  const writes = listWrites(deps.library.db, receipt).toReversed();
  const left: { name: string; reason: string }[] = [];
  let undone = 0;
  for (const [done, write] of writes.entries()) {
    if (write.state === "undone" || write.state === "kept") continue;
    context.signal.throwIfAborted();
    context.report({ stage: `Putting “${write.name}” back`, done, total: writes.length });
    const part = { deps, remote, write, account };
    try {
      if (write.base !== null || write.created) {
        await undoOne(part);
        undone += 1;
      } else if (write.state !== "waiting") continue;
      await inLibrary(part, (db) => saveWriteState(db, write, "undone", null));
    } catch (error) {
      if (!(error instanceof AppError) || stopsAll(error.code) || isLost(error)) throw error;
      left.push({ name: write.name, reason: error.message });
      await inLibrary(part, (db) => saveWriteState(db, write, write.state, error.message));
    }
    deps.events.emit({ type: "changed", tables: ["spotify"] });
  }
  return { undone, left };
}

async function undoOne(part: Part): Promise<void> {
  const { deps, write, account } = part;
  const kept = keptPlaylist(deps, write.playlistId);
  if (kept.externalId === null) return;
  if (kept.accountId !== account) throw new AppError("not_yours", ANOTHER_ACCOUNT);
  if (writtenLater(deps.library.db, write.playlistId, write.receiptId)) {
    throw new AppError("conflict", "It was written again later. Undo that first.");
  }
  if (write.created) await unfollow(part, kept, kept.externalId);
  else await restore(part, kept, kept.externalId);
}

/** The playlist goes off the user's list. It stays known as ours, and the mood can get another one. */
async function unfollow(part: Part, kept: KeptPlaylist, externalId: string): Promise<void> {
  if (await isThere(part, kept, externalId)) await part.remote.unfollow(externalId);
  await inLibrary(part, (db) => detachMoodPlaylist(db, kept.id));
}

async function isThere(part: Part, kept: KeptPlaylist, externalId: string): Promise<boolean> {
  try {
    await requireUnchanged(part, kept, externalId);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return false;
    throw error;
  }
}

async function restore(part: Part, kept: KeptPlaylist, externalId: string): Promise<void> {
  const { deps, remote, write } = part;
  const { known, before } = write;
  const writing: Writing = {
    deps,
    remote,
    write,
    externalId,
    state: "undoing",
    wanted: before,
  };
  const begun = write.state === "undoing" ? runOf(write) : null;
  if (begun) await carryOut(writing, begun, { look: true, verify: true });
  else {
    const now = await requireUnchanged(part, kept, externalId);
    // What they added while it was being written was not there before, and is theirs all the same.
    const since = new Set(without(kept.theirs.added, before));
    const target = putBack(before, now, since);
    const run = await begin(writing, now, { target, theirs: kept.theirs });
    await carryOut(writing, run, { look: false, verify: true });
  }
  if (known.about !== null && kept.about !== null && !sameAbout(known.about, kept.about)) {
    await remote.describe(externalId, known.about);
  }
  await inLibrary(part, (db) => savePutBack(db, kept.id, known));
}

/** What is there, if it is as we left it. Throws AppError `conflict` rather than lose what somebody did since. */
async function requireUnchanged(
  { remote, write }: Part,
  kept: KeptPlaylist,
  externalId: string,
): Promise<readonly Item[]> {
  const { items } = await remote.read(externalId);
  const run = runOf(write);
  const ours = [kept.written ?? []];
  // The answer to the last request may have been lost.
  if (run && run.step < run.operations.length) ours.push(contentAt(run, run.step + 1));
  if (ours.some((content) => same(items, content))) return items;
  throw new AppError(
    "conflict",
    "It was changed on Spotify after Undertone wrote it, and putting it back would lose that. Take your changes back there, or leave it as it is.",
  );
}
