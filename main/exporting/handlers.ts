import { basename } from "node:path";
import { stat } from "node:fs/promises";
import type { ExportReport } from "../../common/domain/export.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { runInWorker } from "../jobs/worker-job.ts";
import type { Library } from "../library/library.ts";
import { unsureBelow } from "../library/models.ts";
import type { Ports } from "../ports.ts";
import type { Handlers } from "../rpc/dispatch.ts";
import type { ExportJob } from "./worker.ts";

type Deps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly ports: Ports;
  /** Waits until what the file says is what the model says. */
  readonly settled: () => Promise<void>;
};

export function exportingHandlers({
  library,
  jobs,
  ports,
  settled,
}: Deps): Pick<Handlers, "files.save" | "exporting.run"> {
  return {
    async "files.save"({ format, name }) {
      const path = await ports.files.pickSave({ name, format });
      if (path === null) return { target: null, shown: null, exists: false };
      return { target: ports.files.register(path), shown: path, exists: await isThere(path) };
    },
    "exporting.run": ({ format, target, force, query, moods }, context) => {
      const path = ports.files.resolve(target);
      return jobs.run<ExportReport>(
        {
          kind: "export",
          title: `Exporting to ${basename(path)}`,
          outcome: describe,
          async work(running) {
            await settled();
            const settings = ports.settings.get();
            const limit = unsureBelow(library.db, settings);
            const selection = query ? await library.select(query, limit, true) : null;
            const job: ExportJob = {
              library: library.file,
              format,
              path,
              force,
              ids: selection ? Int32Array.from(selection.ids(0, selection.total)) : null,
              moods: moods ?? null,
              options: {
                unsureBelow: limit,
                trainOnSpotifyFeatures: settings.trainOnSpotifyFeatures,
              },
              charts: ports.workers.charts.href,
            };
            const { files } = await runInWorker<ExportJob, Pick<ExportReport, "files">>(
              ports.workers.exporting,
              job,
              running,
            );
            const downloads = files.flatMap((file) => {
              const url = ports.files.download(file.path);
              return url === null ? [] : [{ name: basename(file.path), url }];
            });
            return { files, downloads };
          },
        },
        context,
      );
    },
  };
}

/** A file that the window fetches lies in a folder that means nothing to the user: its name says enough. */
function describe({ files, downloads }: ExportReport): string {
  const [only] = files;
  if (files.length === 1 && only) {
    return `${only.rows} rows written to ${downloads[0]?.name ?? only.path}.`;
  }
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  return `${files.length} files with ${rows} rows written.`;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
