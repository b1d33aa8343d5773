import type { Library } from "../../library/library.ts";
import { saveWriteStep, unfinishedWrite } from "../../library/mood-playlist-receipts.ts";
import {
  saveSeen,
  saveWritten,
  type KeptPlaylist,
  type SeenContent,
} from "../../library/mood-playlists.ts";
import type { ListedPlaylist } from "../api.ts";
import { same } from "./content/difference.ts";
import type { Item } from "./content/items.ts";
import { contentAt, runOf } from "./content/run.ts";
import { nearer } from "./content/sides.ts";
import type { Remote } from "./remote.ts";

/** Spotify's list tells snapshots from before a write for about half a minute. */
const LAG_MS = 120_000;

export type Look = {
  /** What we wrote last, by what is there: also where the answer to the last request was lost. */
  readonly written: readonly Item[];
  readonly now: readonly Item[];
  readonly names: SeenContent["names"];
};

/** What is known of the playlist at Spotify: not made yet, gone (and why), or its content. */
export type There =
  | { readonly kind: "none" }
  | { readonly kind: "gone"; readonly reason: string }
  | ({ readonly kind: "there" } & Look);

/**
 * What a playlist of ours holds, with no request where its snapshot is one that we know. A snapshot that we do not
 * know may be of a rename alone, so that the content is read and compared.
 */
export async function look(
  library: Library,
  remote: Remote,
  kept: KeptPlaylist & { readonly externalId: string },
  listed: ListedPlaylist,
): Promise<Look> {
  const written = kept.written ?? [];
  const known = remembered(kept, written, listed);
  if (known) return { written, now: known.items, names: known.names };
  const content = await remote.read(kept.externalId);
  const last = await lastWritten(library, kept, content.items);
  await library.write(() => {
    const seen = same(content.items, last) ? null : content;
    saveSeen(library.db, kept.id, seen, listed.snapshotId);
  });
  return { written: last, now: content.items, names: content.names };
}

function remembered(
  kept: KeptPlaylist,
  written: readonly Item[],
  { snapshotId, total }: ListedPlaylist,
): SeenContent | null {
  if (snapshotId === null) return null;
  const ours = { items: [...written], names: {} };
  if (snapshotId === kept.seenSnapshot || snapshotId === kept.writtenSnapshot) {
    const content = snapshotId === kept.seenSnapshot ? (kept.seen ?? ours) : ours;
    return total === null || total === content.items.length ? content : null;
  }
  const writtenAgo = Date.now() - Date.parse(kept.writtenAt ?? "");
  // Nothing is written on the ground of it: what is to be written to is read again right before.
  return kept.passed.includes(snapshotId) && writtenAgo < LAG_MS ? ours : null;
}

/** A request of an apply that was killed may have taken effect without our knowing. */
async function lastWritten(
  library: Library,
  kept: KeptPlaylist,
  now: readonly Item[],
): Promise<readonly Item[]> {
  const written = kept.written ?? [];
  const write = unfinishedWrite(library.db, kept.id);
  const run = write && runOf(write);
  if (!write || !run || run.step >= run.operations.length) return written;
  const next = contentAt(run, run.step + 1);
  if (nearer(now, written, next) === written) return written;
  await library.write(() => {
    saveWriteStep(library.db, write, run.step + 1);
    saveWritten(library.db, kept.id, next, null, new Date().toISOString());
  });
  return next;
}
