import { LIKED } from "../../../common/domain/spotify.ts";
import type { ListedRow } from "../../library/spotify-playlists.ts";
import { keepPage } from "../../library/spotify-pages.ts";
import type { Page, RemoteItem } from "../api.ts";
import type { SpotifyDeps } from "../deps.ts";
import type { CallContext } from "../../rpc/dispatch.ts";

/** What fetching a playlist takes beside the playlist. */
export type Fetching = {
  readonly deps: SpotifyDeps;
  readonly context: CallContext;
  /** New items that this sync may still bring; whoever asks for a page takes off what was new in it. */
  readonly budget: { left: number };
};

/** How far fetching came. `whole`: the pages that are kept are the playlist, with what is left of the old places. */
export type Fetched =
  | {
      readonly state: "whole";
      readonly total: number;
      /** Old places behind this position follow; null = the pages are all. */
      readonly oldAfter: number | null;
      /** Every place was asked for. */
      readonly full: boolean;
    }
  /** Nothing has changed since the last sync. */
  | { readonly state: "same"; readonly total: number }
  /** The budget is used up. */
  | { readonly state: "part" }
  /** The answers contradict each other: it was changed while it was read, or Spotify leaves items out. */
  | { readonly state: "mismatch"; readonly counted: number; readonly total: number };

const SHRINK_EVERY = 1000;

/** Asks for a page; null where the budget is used up. */
export async function askPage(
  { deps, context, budget }: Fetching,
  row: ListedRow,
  start: number,
): Promise<{ readonly page: Page<RemoteItem>; readonly limit: number } | null> {
  const limit = Math.min(deps.ports.settings.get().spotifyBatchSize, budget.left);
  if (limit <= 0) return null;
  const page =
    row.externalId === LIKED
      ? await deps.api.likedTracks({ start, limit }, context.signal)
      : await deps.api.playlistItems(row.externalId, { start, limit }, context.signal);
  return { page, limit };
}

/** Puts a page where a sync that is killed, cancelled or stopped goes on from. */
export async function keep(
  { deps: { library } }: Fetching,
  row: ListedRow,
  page: { readonly start: number; readonly total: number; readonly items: readonly RemoteItem[] },
): Promise<void> {
  const snapshot = row.snapshotId ?? "";
  const now = new Date().toISOString();
  await library.write(() => keepPage(library.db, row.externalId, { ...page, snapshot }, now));
  // A page is not read before the last one is there; of thousands the connection's cache would be full.
  if (page.start % SHRINK_EVERY === 0) library.db.pragma("shrink_memory");
}

export function tell({ context }: Fetching, row: ListedRow, done: number, total: number): void {
  const count = (value: number) => value.toLocaleString("en");
  context.report({
    stage: row.name,
    done,
    total,
    note: `${count(done)} of ${count(total)}`,
  });
}
