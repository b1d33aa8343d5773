import { fork } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { table } from "../../main/hosts/cli/terminal.ts";
import type { Bench } from "./bench.ts";

/**
 * Measures: `npm run bench [-- NAME…] [-- --json]`. Each benchmark has a process of its own, so that one's memory is
 * not another's; a table goes to standard output (with --json only JSON), and all figures to out/bench.json.
 */

const resultSchema = z.object({
  what: z.string(),
  value: z.number(),
  unit: z.string(),
  goal: z.string().optional(),
  ok: z.boolean().optional(),
});
const answerSchema = z.object({
  name: z.string(),
  results: z.array(resultSchema),
  /** Why there are no figures. */
  skipped: z.string().optional(),
  error: z.string().optional(),
});
type Answer = z.infer<typeof answerSchema>;

const ENDING = ".bench.ts";
const child = process.argv.indexOf("--child");
if (child > 0) await measure(process.argv[child + 1] ?? "");
else await runAll(process.argv.slice(2));

async function runAll(options: readonly string[]): Promise<void> {
  const json = options.includes("--json");
  const names = options.filter((option) => !option.startsWith("--"));
  const files = readdirSync(import.meta.dirname).filter(
    (file) =>
      file.endsWith(ENDING) && (names.length === 0 || names.some((name) => file.includes(name))),
  );
  const answers: Answer[] = [];
  for (const file of files.toSorted()) {
    if (!json) console.log(`\n${basename(file, ENDING)}`);
    const answer = await inProcess(file);
    answers.push(answer);
    if (!json) console.log(describe(answer));
  }
  const report = {
    at: new Date().toISOString(),
    machine: { platform: platform(), arch: arch(), cpus: cpus().length, node: process.version },
    benches: answers,
  };
  const folder = join(import.meta.dirname, "..", "..", "out");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "bench.json"), `${JSON.stringify(report, null, 2)}\n`);
  if (json) console.log(JSON.stringify(report, null, 2));
  const missed = answers.flatMap(({ results }) => results.filter(({ ok }) => ok === false));
  if (answers.some(({ error }) => error !== undefined)) process.exitCode = 1;
  if (!json) console.log(`\n${missed.length} goals missed; figures in out/bench.json`);
}

/** Runs one benchmark in a process of its own; what it prints goes to standard error. */
function inProcess(file: string): Promise<Answer> {
  const name = basename(file, ENDING);
  return new Promise((resolve) => {
    let answer: Answer = { name, results: [], error: "It ended without an answer." };
    const running = fork(import.meta.filename, ["--child", file], {
      execArgv: ["--expose-gc"],
      stdio: ["ignore", process.stderr, process.stderr, "ipc"],
    });
    running.on("message", (message) => {
      answer = answerSchema.parse(message);
    });
    running.on("close", () => resolve(answer));
  });
}

async function measure(file: string): Promise<void> {
  const name = basename(file, ENDING);
  const answer = await import(pathToFileURL(join(import.meta.dirname, file)).href)
    .then(({ bench }: { bench: Bench }) => bench.run())
    .then(
      (results): Answer =>
        typeof results === "string"
          ? { name, results: [], skipped: results }
          : { name, results: [...results] },
      (error: unknown): Answer => ({
        name,
        results: [],
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    );
  process.send?.(answer, () => process.disconnect());
}

function describe({ results, skipped, error }: Answer): string {
  if (error !== undefined) return `  failed: ${error}`;
  if (skipped !== undefined) return `  skipped: ${skipped}`;
  return table(
    ["what", "value", "unit", "goal", ""],
    results.map(({ what, value, unit, goal, ok }) => [
      what,
      Number(value.toPrecision(4)),
      unit,
      goal ?? "",
      ok === undefined ? "" : ok ? "ok" : "MISSED",
    ]),
  );
}
