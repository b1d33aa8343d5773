import { LIKED, type SyncEstimate } from "../../../common/domain/spotify.ts";
import { keptPages } from "../../library/spotify-pages.ts";
import { listedPlaylists, type ListedRow } from "../../library/spotify-playlists.ts";
import type { SpotifyDeps } from "../deps.ts";
import { isChanged } from "./listing.ts";

/** What a sync of the chosen playlists will ask, from what the list told last. */
export function estimate(
  { library, api, ports }: SpotifyDeps,
  { full }: { readonly full: boolean },
): SyncEstimate {
  const all = listedPlaylists(library.db);
  const chosen = all.filter((row) => row.chosen && row.unreadable === null);
  const batch = ports.settings.get().spotifyBatchSize;
  const listing = Math.max(1, Math.ceil((all.length - 1) / 50));
  const changed = chosen.filter((row) => full || isChanged(row));
  const unchangedLiked = chosen.some((row) => row.externalId === LIKED && !changed.includes(row));
  const requests = changed.reduce(
    (sum, row) => sum + Math.max(1, Math.ceil(itemsToAsk(row) / batch)),
    listing + (unchangedLiked ? 1 : 0),
  );
  const quota = api.quota();
  const blocked = quota.blockedUntil !== null && Date.parse(quota.blockedUntil) > Date.now();
  return {
    requests,
    playlists: changed.length,
    unchanged: chosen.length - changed.length,
    quota,
    enough: !blocked && quota.used + requests <= quota.limit,
  };

  function itemsToAsk(row: ListedRow): number {
    const total = row.total ?? 0;
    const kept = keptPages(library.db, row.externalId);
    if (row.externalId === LIKED) {
      // A resumed pass asks for the newest page again.
      if (kept) return total - kept.count + batch;
      return full || row.syncedTotal === null ? total : Math.abs(total - row.syncedTotal);
    }
    return kept && kept.snapshot === row.snapshotId ? total - kept.count : total;
  }
}
