import type {
  Quota,
  SyncedPlaylist,
  SyncEstimate,
  SyncReport,
} from "../../../common/domain/spotify.ts";
import { countOf, formatCount, formatMoment } from "../../elements/format.ts";

/** "About 222 requests; 40 of 600 used today." */
export function estimateWords({ requests, quota }: SyncEstimate): string {
  const used = `${formatCount(quota.used)} of ${formatCount(quota.limit)} used today.`;
  if (requests === 0) return `Nothing to ask Spotify for; ${used}`;
  return `About ${countOf(requests, "request")}; ${used}`;
}

/** "About 220 of 600 requests in the last 24 hours." */
export function quotaWords({ used, limit }: Quota): string {
  return `About ${formatCount(used)} of ${formatCount(limit)} requests today`;
}

/** One sentence for a message in the corner. */
export function syncSentence(report: SyncReport): string {
  if (report.stopped) return report.stopped.message;
  const left = report.playlists.filter(({ state }) => state === "left").length;
  const changed = report.added + report.updated;
  const tail = left === 0 ? "" : ` ${countOf(left, "playlist")} could not be synced.`;
  if (changed === 0) return `Everything is as on Spotify.${tail}`;
  return `Synced: ${countOf(report.added, "new track")}, ${formatCount(report.updated)} updated.${tail}`;
}

/** "2 episodes, 1 local file": what a playlist holds besides playable songs. */
export function markWords(marks: SyncedPlaylist["marks"]): string {
  const parts = [
    [marks.missing, "gone from Spotify", "gone from Spotify"],
    [marks.episodes, "episode", "episodes"],
    [marks.local, "local file", "local files"],
    [marks.unavailable, "not playable here", "not playable here"],
    [marks.relinked, "in another edition", "in other editions"],
    [marks.twice, "twice in it", "twice in it"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => countOf(count, one, many))
    .join(", ");
}

/** When Spotify may be asked again. */
export function untilWords(until: string | null): string {
  return until === null ? "later" : `from ${formatMoment(until)} on`;
}
