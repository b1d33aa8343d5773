import { spawn } from "node:child_process";
import { EXPLAINED } from "../exit-codes.ts";
import { electronEntry } from "../paths.ts";

/** A program that ends badly this soon has shown nobody a window. */
const TOO_SOON_MS = 10_000;

/**
 * Runs the desktop app until it is closed. A clause that says why, when it could not even start (a missing system
 * library, say); null otherwise.
 */
export async function runDesktop(program: string, data: string): Promise<string | null> {
  const started = performance.now();
  const child = spawn(program, [electronEntry, `--data-dir=${data}`], { stdio: "inherit" });
  const stop = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  const [code, reason] = await new Promise<[number | null, string]>((resolve) => {
    child.on("error", (error) => resolve([null, error.message]));
    child.on("close", (code, signal) => resolve([code, signal ?? `code ${code}`]));
  });
  process.off("SIGINT", stop);
  process.off("SIGTERM", stop);
  const stopped = reason === "SIGINT" || reason === "SIGTERM";
  if (code === 0 || code === EXPLAINED || stopped) return null;
  return performance.now() - started < TOO_SOON_MS ? `Electron does not start (${reason})` : null;
}
