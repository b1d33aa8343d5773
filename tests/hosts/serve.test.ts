import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { rootDirectory } from "../../main/hosts/paths.ts";
import { startApp } from "../support/app.ts";
import { temporaryFolder } from "../support/folder.ts";

const ADDRESS = /^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/;

describe("undertone serve", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "prints one line of JSON, serves the window, and closes cleanly on %s",
    async (signal) => {
      const data = temporaryFolder();
      const running = serve(data, ["--json"]);
      const { url } = JSON.parse(await running.firstOutput) as { url: string };
      expect(url).toMatch(ADDRESS);
      const page = await fetch(url);
      expect([page.status, await page.text()]).toStrictEqual([
        200,
        expect.stringContaining("<title>Undertone</title>"),
      ]);
      running.child.kill(signal);
      expect(await running.ended).toStrictEqual({ code: 0, signal: null, errors: "" });
      // The library is free, and nothing but it and its settings is left.
      await startApp({ data });
      expect(readdirSync(data)).not.toContain("uploads");
    },
  );

  test("prints one line for people", async () => {
    const running = serve(temporaryFolder(), []);
    const line = await running.firstOutput;
    running.child.kill("SIGTERM");
    await running.ended;
    expect(line).toMatch(/^Undertone is at http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}\n$/);
  });

  test("a second process on the same library says who has it", async () => {
    const data = temporaryFolder();
    const first = serve(data, ["--json"]);
    await first.firstOutput;
    const second = serve(data, ["--json"]);
    expect(await second.ended).toStrictEqual({
      code: 8,
      signal: null,
      errors: `${JSON.stringify({
        error: {
          code: "library_locked",
          message: `The library ${join(data, "library.db")} is open in another Undertone. Close that one first, or name another folder with --data-dir.`,
        },
      })}\n`,
    });
    first.child.kill("SIGTERM");
    expect((await first.ended).code).toBe(0);
  });

  test("a port that is taken, or is none, is said in one sentence", async () => {
    const first = serve(temporaryFolder(), ["--json"]);
    const { url } = JSON.parse(await first.firstOutput) as { url: string };
    const { port } = new URL(url);
    const second = await serve(temporaryFolder(), ["--port", port]).ended;
    const third = await serve(temporaryFolder(), ["--port", "http"]).ended;
    expect([second, third]).toStrictEqual([
      {
        code: 5,
        signal: null,
        errors: `Port ${port} cannot be used: something else listens on it. Name another one with --port, or leave it out.\n`,
      },
      { code: 2, signal: null, errors: expect.stringContaining("from 0 to 65535") },
    ]);
    first.child.kill("SIGTERM");
    await first.ended;
  });

  test("the log holds no key", async () => {
    const data = temporaryFolder();
    const running = serve(data, ["--json"]);
    const { url } = JSON.parse(await running.firstOutput) as { url: string };
    const key = new URL(url).hash.slice("#token=".length);
    running.child.kill("SIGTERM");
    await running.ended;
    for (const name of readdirSync(data)) {
      expect(readFileSync(join(data, name), "latin1")).not.toContain(key);
    }
  });
});

type Running = {
  readonly child: ChildProcess;
  readonly firstOutput: Promise<string>;
  readonly ended: Promise<{ code: number | null; signal: string | null; errors: string }>;
};

function serve(data: string, more: readonly string[]): Running {
  const main = join(rootDirectory, "main", "hosts", "cli", "main.ts");
  const child = spawn(process.execPath, [main, "serve", "--data-dir", data, ...more], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let errors = "";
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended: Running["ended"] = new Promise((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, errors: withoutBuilding(errors) }));
  });
  const firstOutput = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.endsWith("\n")) resolve(output);
    });
    child.on("close", () => reject(new Error(`It ended without a word: ${errors}`)));
  });
  firstOutput.catch(() => undefined);
  return { child, firstOutput, ended };
}

/** A first start after a change builds the window and says so. */
function withoutBuilding(errors: string): string {
  return errors.replace("Building the window (once, until its sources change)…\n", "");
}
