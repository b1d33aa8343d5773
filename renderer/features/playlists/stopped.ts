import type { Receipt } from "../../../common/domain/mood-playlist.ts";
import { useJobs } from "../activity/queries.ts";
import { useReceipts } from "./queries.ts";

/** The newest write, if it stopped before its end and nothing writes now: a kill leaves it "applying". */
export function useStoppedWrite(): Receipt | null {
  const isWriting = useJobs().some(({ kind, endedAt }) => kind === "apply" && endedAt === null);
  const newest = useReceipts()?.[0];
  if (!newest || isWriting) return null;
  return newest.state === "stopped" || newest.state === "applying" ? newest : null;
}
