import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { rootDirectory } from "../../main/hosts/paths.ts";
import { runDesktop } from "../../main/hosts/starting/desktop.ts";
import { obstacleToDesktop } from "../../main/hosts/starting/obstacles.ts";
import { temporaryFolder } from "../support/folder.ts";

test("npm start asked for the browser says so in one line with the address, and ends cleanly", async () => {
  const started = start(["--browser", "--data-dir", temporaryFolder()]);
  const line = await started.firstOutput;
  expect(line).toMatch(
    /^Undertone is in your browser, because you asked for it\. Open http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43} \(Ctrl\+C ends it\)\.\n$/,
  );
  const page = await fetch(line.split(" ").find((word) => word.startsWith("http:")) ?? "");
  expect(page.status).toBe(200);
  started.child.kill("SIGTERM");
  expect(await started.ended).toBe(0);
});

test.skipIf(process.platform !== "linux")(
  "npm start without a display says that, and serves the window",
  async () => {
    const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...environment } = process.env;
    const started = start(["--data-dir", temporaryFolder()], environment);
    expect(await started.firstOutput).toMatch(
      /^Undertone is in your browser, because there is no display\. Open http:/,
    );
    started.child.kill("SIGINT");
    expect(await started.ended).toBe(0);
  },
);

test.each([[["--port", "70000"]], [["--nonsense"]], [["extra"]]])(
  "npm start explains what it does not understand: %j",
  async (words) => {
    const started = start(words);
    expect(await started.ended).toBe(1);
    expect(started.errors()).toContain("npm start -- [--data-dir FOLDER]");
  },
);

test.each([
  [{}, "linux", 1000, "there is no display"],
  [{ DISPLAY: "" }, "linux", 1000, "there is no display"],
  [{ DISPLAY: ":0" }, "linux", 1000, null],
  [{ WAYLAND_DISPLAY: "wayland-0" }, "linux", 1000, null],
  [{ DISPLAY: ":0" }, "linux", 0, "Electron does not run for root"],
  [{}, "darwin", 501, null],
  [{}, "win32", undefined, null],
] as const)(
  "what keeps the desktop app from opening: %j on %s for user %s",
  (environment, platform, user, clause) => {
    expect(obstacleToDesktop(environment, platform, user)).toBe(clause);
  },
);

test("an Electron that cannot be run is an obstacle, not a crash", async () => {
  const missing = join(temporaryFolder(), "electron");
  expect(await runDesktop(missing, temporaryFolder())).toBe(
    `Electron does not start (spawn ${missing} ENOENT)`,
  );
});

function start(words: readonly string[], environment: NodeJS.ProcessEnv = process.env) {
  const child = spawn(
    process.execPath,
    [join(rootDirectory, "main", "hosts", "start.ts"), ...words],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: environment,
    },
  );
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  const firstOutput = new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString()));
    child.on("close", () => reject(new Error(`It ended without a word: ${errors}`)));
  });
  firstOutput.catch(() => undefined);
  return { child, ended, firstOutput, errors: () => errors };
}
