import { AppError } from "../../../common/errors.ts";
import type { StoredPlan, Wanted } from "../../library/mood-playlist-plans.ts";
import {
  listWrites,
  saveWriteBefore,
  saveWriteState,
  type WriteEntry,
} from "../../library/mood-playlist-receipts.ts";
import { saveAbout, saveTakenOver, type KeptPlaylist } from "../../library/mood-playlists.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import type { PlaylistDeps } from "./deps.ts";
import { sameAbout } from "./about.ts";
import { ANOTHER_ACCOUNT } from "./account.ts";
import { same } from "./content/difference.ts";
import type { Item } from "./content/items.ts";
import type { Merged } from "./content/merge.ts";
import { runOf } from "./content/run.ts";
import { resolve } from "./content/sides.ts";
import { create } from "./create.ts";
import type { Remote } from "./remote.ts";
import {
  begin,
  carryOut,
  inLibrary,
  isLost,
  keptPlaylist,
  saveCounts,
  stopsAll,
  type Writing,
} from "./writing.ts";

/**
 * Writes the playlists of a receipt that are waiting, one after the other. One that cannot be written is put down with
 * the reason; throws what stops all of them, to be gone on with by calling it again.
 */
export async function applyReceipt(
  deps: PlaylistDeps,
  remote: Remote,
  receipt: number,
  plan: StoredPlan,
  context: CallContext,
): Promise<void> {
  const { library } = deps;
  const writes = listWrites(library.db, receipt);
  let trouble: AppError | null = null;
  for (const [done, write] of writes.entries()) {
    if (write.state !== "waiting") continue;
    context.signal.throwIfAborted();
    context.report({ stage: `Writing “${write.name}”`, done, total: writes.length });
    const wanted = plan.playlists.find(
      ({ mood, id }) =>
        id === write.playlistId || mood === keptPlaylist(deps, write.playlistId).moodId,
    );
    if (!wanted) {
      const reason = "Its mood is gone. Plan again.";
      await library.write(() => saveWriteState(library.db, write, "failed", reason));
      continue;
    }
    const part = { deps, remote, write, wanted, account: plan.account };
    try {
      await applyOne(part);
      await inLibrary(part, (db) => saveWriteState(db, write, "done", null));
    } catch (error) {
      if (!(error instanceof AppError) || stopsAll(error.code)) throw error;
      // Spotify may dislike this playlist alone, or have trouble with all: the next one tells. It waits meanwhile.
      const state = isLost(error) ? "waiting" : "failed";
      await inLibrary(part, (db) => saveWriteState(db, write, state, error.message));
      if (trouble && isLost(error)) throw error;
      if (isLost(error)) trouble = error;
    }
    deps.events.emit({ type: "changed", tables: ["spotify"] });
  }
  if (trouble) throw trouble;
}

type Part = {
  readonly deps: PlaylistDeps;
  readonly remote: Remote;
  readonly write: WriteEntry;
  readonly wanted: Wanted;
  readonly account: string;
};

async function applyOne(part: Part): Promise<void> {
  const { deps, write, account } = part;
  const kept = keptPlaylist(deps, write.playlistId);
  if (kept.externalId === null) return createAndFill(part, kept);
  if (kept.accountId !== account) throw new AppError("not_yours", ANOTHER_ACCOUNT);
  const writing = writingOf(part, kept.externalId);
  const run = runOf(write);
  if (run) await carryOut(writing, run, { look: true, verify: true });
  else if (write.created) await fill(writing, true);
  else await update(part, writing, kept);
  await describe(part, kept.externalId);
}

async function createAndFill(part: Part, kept: KeptPlaylist): Promise<void> {
  const { externalId, foundAgain } = await create(part, kept, part.wanted.about, part.account);
  await fill(writingOf(part, externalId), foundAgain);
}

/**
 * A new playlist is not read again where every request was answered: each answer says that the songs are in, and the
 * next plan compares the snapshot and the count.
 */
async function fill(writing: Writing, look: boolean): Promise<void> {
  const run = await begin(writing, [], resolve(sidesOf(writing, [], []), null));
  await carryOut(writing, run, { look, verify: look });
}

async function update(part: Part, writing: Writing, kept: KeptPlaylist): Promise<void> {
  const { write } = part;
  const planned = write.before;
  const merged = resolve(sidesOf(writing, writtenOf(write, kept), planned), write.choice);
  if (same(merged.target, planned)) {
    await inLibrary(part, (db) => {
      saveTakenOver(db, write.playlistId, planned, merged.theirs);
      saveCounts(writing, planned);
    });
    return;
  }
  const { items } = await part.remote.read(writing.externalId);
  const now = again(writing, kept, merged, items);
  const found = { ...writing, write: { ...write, before: items } };
  await inLibrary(part, (db) => saveWriteBefore(db, write, items));
  const run = await begin(found, items, now);
  await carryOut(found, run, { look: false, verify: true });
}

/** The plan's target, if all is still as the plan saw it; a merge takes in what was changed since. */
function again(writing: Writing, kept: KeptPlaylist, merged: Merged, now: readonly Item[]): Merged {
  const { write } = writing;
  if (same(now, write.before)) return merged;
  if (write.choice === "merge") {
    return resolve(sidesOf(writing, writtenOf(write, kept), now), "merge");
  }
  throw new AppError(
    "conflict",
    "It was changed on Spotify after the plan was made, so nothing was written to it. Plan again to see how.",
  );
}

/** Without a choice the plan saw no edits: what it saw is what we wrote. */
function writtenOf(write: WriteEntry, kept: KeptPlaylist): readonly Item[] {
  return write.choice === null ? write.before : (kept.written ?? []);
}

function sidesOf({ deps, write, wanted }: Writing, written: readonly Item[], now: readonly Item[]) {
  return { written, now, wanted, theirs: keptPlaylist(deps, write.playlistId).theirs };
}

/** Only where our own words for it have changed: a name that the user gave it on Spotify stays. */
async function describe(part: Part, externalId: string): Promise<void> {
  const { deps, remote, write, wanted } = part;
  const { about } = keptPlaylist(deps, write.playlistId);
  if (about !== null && sameAbout(about, wanted.about)) return;
  await remote.describe(externalId, wanted.about);
  await inLibrary(part, (db) => saveAbout(db, write.playlistId, wanted.about));
}

function writingOf({ deps, remote, write, wanted }: Part, externalId: string): Writing {
  return { deps, remote, write, externalId, state: "waiting", wanted: wanted.songs };
}
