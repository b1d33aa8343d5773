import { execFile } from "node:child_process";
import { createWriteStream, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import ExcelJS from "exceljs";
import type { ExportJob } from "../../main/exporting/worker.ts";
import { sourceWorkers } from "../../main/hosts/paths.ts";
import { runInWorker } from "../../main/jobs/worker-job.ts";
import { connect } from "../../main/library/database.ts";
import { benchData, type Bench, type BenchResult } from "./bench.ts";

const ROWS = 32_833;
const PYTHON = "/usr/bin/python3";
const COMMAND_LINE = fileURLToPath(new URL("../../main/hosts/cli/main.ts", import.meta.url));
const run = promisify(execFile);

type Measured = { readonly seconds: number; readonly megabytes: number };

/**
 * A library of 32,833 tracks as a workbook, in a process of its own (reading the library and drawing the charts
 * included), against openpyxl writing the values of the same cells, without styles, links or charts.
 */
export const bench: Bench = {
  name: "workbook",
  async run() {
    const folder = await mkdtemp(join(tmpdir(), "undertone-bench-"));
    try {
      await fillLibrary(folder);
      const target = join(folder, "library.xlsx");
      const ours = await ask<Measured>(process.execPath, [
        fileURLToPath(import.meta.url),
        folder,
        target,
      ]);
      const figures: BenchResult[] = [
        { what: `workbook of ${ROWS} tracks`, value: ours.seconds, unit: "s" },
        {
          what: "its peak memory",
          value: ours.megabytes,
          unit: "MB",
          goal: "< 300 MB",
          ok: ours.megabytes < 300,
        },
        { what: "its size", value: statSync(target).size / 1e6, unit: "MB" },
      ];
      return [...figures, ...(await compare(folder, target, ours))];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function compare(folder: string, target: string, ours: Measured): Promise<BenchResult[]> {
  const there = await run(PYTHON, ["-c", "import openpyxl"]).then(
    () => true,
    () => false,
  );
  if (!there) return [];
  const cells = join(folder, "cells.jsonl");
  await dumpCells(target, cells);
  const results: BenchResult[] = [];
  for (const mode of ["write-only", "normal"] as const) {
    const theirs = await ask<Pick<Measured, "seconds">>(PYTHON, [
      "-c",
      OPENPYXL,
      cells,
      join(folder, "other.xlsx"),
      mode,
    ]);
    const ratio = theirs.seconds / ours.seconds;
    results.push(
      { what: `openpyxl (${mode} mode), the same cells`, value: theirs.seconds, unit: "s" },
      {
        what: `times as fast as openpyxl (${mode} mode)`,
        value: ratio,
        unit: "×",
        goal: "> 1",
        ok: ratio > 1,
      },
    );
  }
  return results;
}

/** Into the library of `folder`, through the command line, so that it is as users have it. */
async function fillLibrary(folder: string): Promise<void> {
  const data = benchData();
  let file = data === null ? null : join(data, "spotify_songs_30k.csv");
  if (file === null) {
    file = join(folder, "songs.csv");
    writeFileSync(file, madeUp());
  }
  await run(process.execPath, [COMMAND_LINE, "import", file, "--data-dir", folder, "--json"], {
    maxBuffer: 1e9,
  });
}

function madeUp(): string {
  const columns =
    "title,artists,album,release_date,uri,danceability,energy,loudness,speechiness,acousticness,instrumentalness,liveness,valence,tempo,key,mode,duration_ms";
  const share = (row: number, salt: number) => ((row * 7919 * salt) % 9973) / 9973;
  const rows = Array.from({ length: ROWS }, (_, row) =>
    [
      `Song number ${row} of the many`,
      `Artist ${row % 5000}`,
      `Album ${row % 9000}`,
      `20${String(row % 20).padStart(2, "0")}-0${(row % 9) + 1}-15`,
      `spotify:track:${String(row).padStart(22, "0")}`,
      share(row, 1),
      share(row, 2),
      -20 * share(row, 3),
      ...[4, 5, 6, 7, 8].map((salt) => share(row, salt)),
      60 + 120 * share(row, 9),
      row % 12,
      row % 2,
      120_000 + row,
    ].join(","),
  );
  return [columns, ...rows, ""].join("\n");
}

/** What is in the workbook, sheet by sheet and row by row, for the other side to write. */
async function dumpCells(workbook: string, target: string): Promise<void> {
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(workbook, {
    worksheets: "emit",
    hyperlinks: "ignore",
    sharedStrings: "cache",
    styles: "ignore",
  });
  const out = createWriteStream(target);
  let sheets = 0;
  for await (const sheet of reader) {
    sheets += 1;
    for await (const row of sheet) {
      const values = Array.isArray(row.values) ? row.values.slice(1) : [];
      out.write(`${JSON.stringify([sheets, Array.from(values, (value) => value ?? null)])}\n`);
    }
  }
  out.end();
  await finished(out);
}

async function ask<Answer>(program: string, input: readonly string[]): Promise<Answer> {
  const { stdout } = await run(program, input, { maxBuffer: 1e8 });
  return JSON.parse(stdout) as Answer;
}

/** Reading the cells is not timed; appending and saving are. */
const OPENPYXL = `
import json, sys, time
import openpyxl
sheets = {}
for line in open(sys.argv[1], encoding="utf-8"):
    number, values = json.loads(line)
    sheets.setdefault(number, []).append(values)
start = time.perf_counter()
book = openpyxl.Workbook(write_only=sys.argv[3] == "write-only")
for number, rows in sheets.items():
    sheet = book.create_sheet(str(number))
    for row in rows:
        sheet.append(row)
book.save(sys.argv[2])
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds}))
`;

/** What the process of its own does: this file, started with the library's folder and the workbook's path. */
async function exportOnce(folder: string, path: string): Promise<Measured> {
  const start = performance.now();
  const db = connect(join(folder, "library.db"), { readonly: true });
  const all = db.prepare("SELECT id FROM tracks ORDER BY id").pluck().all() as number[];
  // The file names some tracks more than once; here they are written as often as it does.
  const ids = Int32Array.from({ length: ROWS }, (_, index) => all[index % all.length] ?? 0);
  db.close();
  const library = join(folder, "library.db");
  await runInWorker<ExportJob, unknown>(
    sourceWorkers.exporting,
    {
      library,
      format: "xlsx",
      path,
      force: true,
      ids,
      moods: null,
      options: { unsureBelow: 0.6, trainOnSpotifyFeatures: false },
      charts: sourceWorkers.charts.href,
    },
    { signal: new AbortController().signal, report: () => undefined },
  );
  const seconds = (performance.now() - start) / 1000;
  return { seconds, megabytes: process.resourceUsage().maxRSS / 1024 };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = "", path = ""] = process.argv.slice(2);
  console.log(JSON.stringify(await exportOnce(folder, path)));
}
