import { basename } from "node:path";
import type { ImportOptions } from "../../common/domain/import.ts";
import { serveInWorker } from "../jobs/worker-job.ts";
import { connect } from "../library/database.ts";
import { importSample } from "./sample.ts";
import { LibrarySink } from "./sink.ts";
import { importTable } from "./import.ts";

export type ImportJob =
  | {
      readonly kind: "table";
      readonly library: string;
      readonly path: string;
      readonly options: ImportOptions;
    }
  | { readonly kind: "sample"; readonly library: string; readonly path: string };

/** One import is one transaction: cancelled or killed, the library is as before. */
serveInWorker<ImportJob>(async (job, context) => {
  const db = connect(job.library);
  try {
    db.exec("BEGIN IMMEDIATE");
    const sink = new LibrarySink(
      db,
      job.kind === "sample" ? "sample" : "file",
      new Date().toISOString(),
    );
    const report =
      job.kind === "sample"
        ? await importSample(job.path, sink, context)
        : await importTable(job.path, job.options, sink, context);
    const finished = sink.finish(job.kind === "sample" ? "the sample" : basename(job.path));
    context.signal.throwIfAborted();
    db.exec("COMMIT");
    return { ...report, ...finished };
  } finally {
    if (db.inTransaction) db.exec("ROLLBACK");
    db.close();
  }
});
