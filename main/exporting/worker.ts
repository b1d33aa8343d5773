import type { ExportFormat } from "../../common/domain/export.ts";
import { serveInWorker } from "../jobs/worker-job.ts";
import { connect } from "../library/database.ts";
import { drawInThreads } from "./charts/png.ts";
import { exportLibrary } from "./export.ts";
import { librarySource, type SourceOptions } from "./library-source.ts";

export type ExportJob = {
  readonly library: string;
  readonly format: ExportFormat;
  readonly path: string;
  readonly force: boolean;
  /** Track ids in order; null = all, in the order of the library. */
  readonly ids: Int32Array | null;
  /** Mood ids for playlists; null = all. */
  readonly moods: readonly number[] | null;
  readonly options: SourceOptions;
  /** The module that draws charts in a thread of its own. */
  readonly charts: string;
};

/** Reads through a connection of its own, in one read transaction: what is written is one moment of the library. */
serveInWorker<ExportJob>(async (job, context) => {
  drawInThreads(new URL(job.charts));
  const db = connect(job.library, { readonly: true });
  try {
    // Read from one end to the other, nothing is read twice soon enough for a large cache to help.
    db.pragma("cache_size = -4000");
    db.exec("BEGIN");
    const source = await librarySource(db, job.ids, job.options);
    const { format, path, force, moods } = job;
    return await exportLibrary(
      source,
      { format, path, force, ...(moods ? { moods } : {}) },
      context,
    );
  } finally {
    db.close();
  }
});
