import type { Database } from "better-sqlite3";
import { basename } from "node:path";
import { workerData } from "node:worker_threads";
import type { ImportOptions } from "../../common/domain/import.ts";
import { serveInWorker } from "../jobs/worker-job.ts";
import type { CallContext } from "../rpc/dispatch.ts";
import { connect } from "../library/database.ts";
import { removeSpotifyData, type RemovalJob } from "../library/spotify-removal.ts";
import { storePlaylist, type PlaylistJob } from "../library/spotify-store.ts";
import { importSample } from "./sample.ts";
import { LibrarySink } from "./sink.ts";
import { importTable } from "./import.ts";
import { readRowsAhead, serveReading, type ReadingJob } from "./reading-thread.ts";

type TableJob = {
  readonly kind: "table";
  readonly library: string;
  readonly path: string;
  readonly options: ImportOptions;
};
type SampleJob = { readonly kind: "sample"; readonly library: string; readonly path: string };
export type ImportJob = TableJob | SampleJob;

/** One job is one transaction: cancelled or killed, the library is as before. */
async function work(job: ImportJob | PlaylistJob | RemovalJob, context: CallContext) {
  const db = connect(job.library);
  try {
    if (job.kind === "removal") return removeSpotifyData(db, job.keepLabels);
    // Its pages are read once, one after the other: a large cache would only hold them.
    if (job.kind === "playlist") db.pragma("cache_size = -8000");
    db.exec("BEGIN IMMEDIATE");
    const result =
      job.kind === "playlist" ? storePlaylist(db, job.store) : await importTracks(db, job, context);
    context.signal.throwIfAborted();
    db.exec("COMMIT");
    return result;
  } finally {
    if (db.inTransaction) db.exec("ROLLBACK");
    db.close();
  }
}

if (isReadingJob(workerData)) await serveReading(workerData);
else serveInWorker(work);

async function importTracks(db: Database, job: ImportJob, context: CallContext) {
  const sink = new LibrarySink(
    db,
    job.kind === "sample" ? "sample" : "file",
    new Date().toISOString(),
  );
  const report =
    job.kind === "sample"
      ? await importSample(job.path, sink, context)
      : await importTable(job.path, job.options, sink, context, (file, signal) =>
          readRowsAhead(new URL(import.meta.url), file, signal),
        );
  return { ...report, ...sink.finish(job.kind === "sample" ? "the sample" : basename(job.path)) };
}

function isReadingJob(data: unknown): data is ReadingJob {
  return typeof data === "object" && data !== null && "kind" in data && data.kind === "read";
}
