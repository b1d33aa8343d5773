import { setTimeout as wait } from "node:timers/promises";
import type { JobKind } from "../../../common/domain/job.ts";
import type { DisconnectReport } from "../../../common/domain/spotify.ts";
import { runInWorker } from "../../jobs/worker-job.ts";
import { prepared } from "../../library/prepared.ts";
import type { Removal, RemovalJob } from "../../library/spotify-removal.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import type { SpotifyDeps } from "../deps.ts";

/**
 * Signs out, and where asked deletes everything that came from Spotify. It is not cancelled halfway: what is to be
 * deleted is gone when it returns.
 */
export async function disconnect(
  { library, jobs, ports, events, signOut, retrain }: SpotifyDeps,
  options: {
    readonly deleteData: boolean;
    readonly keepLabels: boolean;
    readonly forgetClient: boolean;
  },
): Promise<DisconnectReport> {
  await signOut({ forgetClient: options.forgetClient });
  // What they fetch or note must not come in again behind the deletion.
  await endJobs(jobs);
  let report: DisconnectReport = { tracks: 0, playlists: 0, labelsKept: 0 };
  if (options.deleteData) {
    report = await library.exclusive(async () => {
      const job: RemovalJob = {
        kind: "removal",
        library: library.file,
        keepLabels: options.keepLabels,
      };
      try {
        return await runInWorker<RemovalJob, Removal>(ports.workers.importing, job, UNSTOPPED);
      } finally {
        await library.reload();
      }
    });
  }
  if (options.forgetClient) await library.write(() => forgetMoodPlaylists({ library }));
  events.emit({
    type: "changed",
    tables: ["tracks", "playlists", "labels", "moods", "models", "spotify", "settings"],
  });
  if (options.deleteData) retrain();
  return report;
}

const UNSTOPPED: CallContext = { signal: new AbortController().signal, report: () => undefined };

const OF_SPOTIFY: ReadonlySet<JobKind> = new Set(["sync", "plan", "apply"]);

async function endJobs(jobs: SpotifyDeps["jobs"]): Promise<void> {
  const running = () =>
    jobs.list().filter(({ kind, endedAt }) => OF_SPOTIFY.has(kind) && endedAt === null);
  for (const { id } of running()) jobs.cancel(id);
  while (running().length > 0) await wait(20);
}

/** Another account may sign in next: the playlists on Spotify stay, but we do not know them any more. */
function forgetMoodPlaylists({ library: { db } }: Pick<SpotifyDeps, "library">): void {
  prepared(db, "DELETE FROM mood_playlist_receipts").run();
  prepared(db, "DELETE FROM mood_playlist_plans").run();
  prepared(db, "DELETE FROM mood_playlists WHERE mood_id IS NULL").run();
  prepared(
    db,
    `UPDATE mood_playlists SET account_id = NULL, external_id = NULL, mark = NULL, written = NULL,
       written_snapshot = NULL, written_at = NULL, about = NULL, theirs = NULL, seen = NULL, seen_snapshot = NULL,
       passed = NULL`,
  ).run();
}
