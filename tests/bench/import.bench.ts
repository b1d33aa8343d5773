import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { importReportSchema } from "../../common/domain/import.ts";
import { settingsSchema } from "../../common/domain/settings.ts";
import { createApp } from "../../main/app.ts";
import { keepCompiled } from "../../main/hosts/compile-cache.ts";
import { createFileSecrets } from "../../main/hosts/file-secrets.ts";
import { resourcesDirectory, sourceWorkers } from "../../main/hosts/paths.ts";
import { benchData, type Bench, type BenchResult } from "./bench.ts";

const ROWS = 1_000_000;

const runSchema = z.object({
  seconds: z.number(),
  firstTenth: z.number(),
  lastTenth: z.number(),
  megabytes: z.number(),
});

/** Importing a real table through the whole application, and a million rows for their rate and memory. */
export const bench: Bench = {
  name: "import",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "undertone-bench-"));
    try {
      const real = benchData();
      const table =
        real === null ? [] : await importReal(join(real, "spotify_songs_30k.csv"), folder);
      return [...table, ...(await importMillion(folder))];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** As the command line does it. */
async function importReal(file: string, data: string): Promise<BenchResult[]> {
  keepCompiled();
  const settings = settingsSchema.parse({ retrainAutomatically: false });
  const app = await createApp({
    host: "cli",
    version: "bench",
    paths: { data, resources: resourcesDirectory },
    settings: { get: () => settings, set: () => settings },
    files: {
      pickOpen: () => Promise.resolve(null),
      pickFolder: () => Promise.resolve(null),
      pickSave: () => Promise.resolve(null),
      resolve: (token) => token,
      register: (path) => path,
      offerSound: (path) => path,
      download: () => null,
    },
    secrets: createFileSecrets(join(data, "secrets.json")),
    openUrl: () => Promise.resolve(false),
    log: () => undefined,
    workers: sourceWorkers,
  });
  let trainingFrom = NaN;
  app.events.listen((event) => {
    const begins = event.type === "job" && event.job.kind === "train";
    if (begins && Number.isNaN(trainingFrom)) trainingFrom = performance.now();
  });
  const start = performance.now();
  const envelope = await app.dispatch("importing.run", { file, options: {} });
  const end = performance.now();
  await app.close();
  if (!envelope.ok) throw new Error(envelope.error.message);
  const { added, updated, unchanged } = importReportSchema.parse(envelope.value);
  const seconds = (trainingFrom - start) / 1000;
  return [
    {
      what: `import of ${added + updated + unchanged} real rows, without guesses`,
      value: seconds,
      unit: "s",
      goal: "< 3 s",
      ok: seconds < 3,
    },
    { what: "first guesses for them", value: (end - trainingFrom) / 1000, unit: "s" },
  ];
}

async function importMillion(folder: string): Promise<BenchResult[]> {
  const entry = join(import.meta.dirname, "million-rows.ts");
  // V8's young generation as main/jobs/worker-job.ts limits it: three times so many MB.
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--max-semi-space-size=4",
    entry,
    folder,
    String(ROWS),
  ]);
  const { seconds, firstTenth, lastTenth, megabytes } = runSchema.parse(JSON.parse(stdout));
  const ratio = lastTenth / firstTenth;
  return [
    { what: `import of ${ROWS} rows`, value: seconds, unit: "s" },
    {
      what: "time of the last tenth to that of the first",
      value: ratio,
      unit: "×",
      goal: "≤ 1.5",
      ok: ratio <= 1.5,
    },
    { what: "peak memory", value: megabytes, unit: "MB", goal: "≤ 300 MB", ok: megabytes <= 300 },
  ];
}
