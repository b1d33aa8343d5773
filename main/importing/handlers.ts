import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { ImportReport } from "../../common/domain/import.ts";
import { AppError } from "../../common/errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { runInWorker } from "../jobs/worker-job.ts";
import type { Library } from "../library/library.ts";
import type { Ports } from "../ports.ts";
import type { CallContext, Handlers } from "../rpc/dispatch.ts";
import type { Events } from "../rpc/events.ts";
import { inspect } from "./inspect.ts";
import type { ImportJob } from "./worker.ts";

type Deps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly events: Events;
  readonly ports: Ports;
  /** Guesses moods for what came in. */
  readonly train: (context: CallContext) => Promise<unknown>;
};

export function importingHandlers(
  deps: Deps,
): Pick<Handlers, "files.open" | "importing.inspect" | "importing.run" | "importing.sample"> {
  const { ports, library } = deps;
  return {
    async "files.open"({ kind }) {
      const path = await ports.files.pickOpen(kind);
      return { file: path === null ? null : await fileRef(ports, path) };
    },
    async "importing.inspect"({ file }, { signal }) {
      const path = ports.files.resolve(file);
      return inspect(path, { token: file, name: basename(path), size: await sizeOf(path) }, signal);
    },
    "importing.run": ({ file, options }, context) => {
      const path = ports.files.resolve(file);
      const maxTracks = options.maxTracks ?? ports.settings.get().maxTracks;
      const job = {
        kind: "table",
        library: library.file,
        path,
        options: { ...options, maxTracks },
      } as const;
      return runImport(deps, `Importing ${basename(path)}`, job, context);
    },
    "importing.sample": (_, context) => {
      const path = join(ports.paths.resources, "sample", "library.json");
      return runImport(
        deps,
        "Importing the sample library",
        { kind: "sample", library: library.file, path },
        context,
      );
    },
  };
}

function runImport(
  { library, jobs, events, ports, train }: Deps,
  title: string,
  job: ImportJob,
  context: CallContext,
): Promise<ImportReport> {
  return jobs.run(
    {
      kind: "import",
      title,
      outcome: describe,
      async work(running) {
        const report = await library.exclusive(async () => {
          const done = await runInWorker<ImportJob, ImportReport>(
            ports.workers.importing,
            job,
            running,
          );
          await library.reload();
          return done;
        });
        events.emit({ type: "changed", tables: ["tracks", "playlists", "moods", "labels"] });
        if (report.added + report.updated + report.labels > 0) {
          // The tracks are in: a training that fails or is cancelled must not say that they are not.
          await train({ ...running, signal: new AbortController().signal }).catch(
            (error: unknown) => {
              if (error instanceof AppError && error.code === "cancelled") return;
              ports.log("warn", "Guessing moods after an import did not finish.", error);
            },
          );
        }
        return report;
      },
    },
    context,
  );
}

function describe(report: ImportReport): string {
  if (report.added + report.updated + report.labels === 0 && report.skippedCount === 0) {
    return "Nothing new: the library has all of it already.";
  }
  const parts = [
    `${report.added} added`,
    `${report.updated} updated`,
    `${report.unchanged} unchanged`,
  ];
  if (report.labels > 0) parts.push(`${report.labels} labels`);
  if (report.skippedCount > 0) parts.push(`${report.skippedCount} rows left out`);
  return `${parts.join(", ")}.`;
}

async function fileRef(ports: Ports, path: string) {
  return { token: ports.files.register(path), name: basename(path), size: await sizeOf(path) };
}

async function sizeOf(path: string): Promise<number | null> {
  const info = await stat(path).catch(() => null);
  return info?.size ?? null;
}
