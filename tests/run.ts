import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { builtWindow } from "../main/hosts/build/window.ts";
import { findChromium, NO_CHROMIUM } from "./support/chromium.ts";

/**
 * Everything that is checked, in one run that ends with the line `N passed, N failed`: format, types, lint and dead
 * code count as one each, then every test. `node tests/run.ts check core ui` takes any part of it.
 */

type Counts = { passed: number; failed: number };

const PARTS = ["check", "core", "ui"] as const;
type Part = (typeof PARTS)[number];

const reportSchema = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

const asked = PARTS.filter((part) => process.argv.includes(part));
const total: Counts = { passed: 0, failed: 0 };
for (const part of asked.length === 0 ? PARTS : asked) {
  const counts = await run(part);
  total.passed += counts.passed;
  total.failed += counts.failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

function run(part: Part): Promise<Counts> {
  switch (part) {
    case "check":
      return check();
    case "core":
      return tests("core");
    case "ui":
      return windowTests();
  }
}

async function check(): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0 };
  const checks = [
    { name: "Format", tool: "oxfmt", bin: "oxfmt", options: ["--check", "."] },
    { name: "Types", tool: "typescript", bin: "tsc", options: ["-b"] },
    { name: "Lint", tool: "oxlint", bin: "oxlint", options: [] },
    { name: "Dead code", tool: "knip", bin: "knip", options: [] },
  ];
  for (const { name, tool, bin, options } of checks) {
    console.log(`\n— ${name}`);
    const ok = (await runTool(tool, bin, options)) === 0;
    if (ok) counts.passed += 1;
    else counts.failed += 1;
    console.log(`${name}: ${ok ? "passed" : "FAILED"}`);
  }
  return counts;
}

async function windowTests(): Promise<Counts> {
  const failed: Counts = { passed: 0, failed: 1 };
  if (findChromium() === null) {
    console.log(`\n${NO_CHROMIUM}`);
    return failed;
  }
  try {
    await builtWindow((message) => console.log(`\n${message}`));
  } catch (error) {
    console.log(`\n${String(error)}`);
    return failed;
  }
  return tests("ui");
}

async function tests(project: "core" | "ui"): Promise<Counts> {
  console.log(`\n— Tests: ${project}`);
  const folder = mkdtempSync(join(tmpdir(), "undertone-tests-"));
  const report = join(folder, "report.json");
  try {
    const code = await runTool("vitest", "vitest", [
      "run",
      `--project=${project}`,
      // Left to itself it keeps one core free, which on two is half of them; much of the time goes into waiting.
      "--maxWorkers=100%",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ]);
    const counts = readReport(report);
    // An error outside any test, a worker that died, or no test at all must not pass unseen.
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
    return counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that could not be loaded has no tests of its own in the report: it counts as one that failed. */
function readReport(file: string): Counts {
  try {
    const report = reportSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    const broken = report.testResults.filter(
      ({ status, assertionResults }) =>
        status === "failed" && assertionResults.every((result) => result.status !== "failed"),
    );
    return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** Runs a tool of node_modules with this Node, on every system alike; its output goes where ours goes. */
function runTool(tool: string, bin: string, options: readonly string[]): Promise<number> {
  const root = dirname(import.meta.dirname);
  // Not by resolving it: some packages do not export their package.json.
  const manifest = join(root, "node_modules", tool, "package.json");
  const { bin: bins } = z
    .object({ bin: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(manifest, "utf8")));
  const program = join(dirname(manifest), bins[bin] ?? bin);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...options], {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
