import { spawn } from "node:child_process";
import { join } from "node:path";
import { rootDirectory } from "../../../main/hosts/paths.ts";

export const COMMAND_LINE = join(rootDirectory, "main", "hosts", "cli", "main.ts");

export type Outcome = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** Runs the real command line as a process of its own. */
export function undertone(options: readonly string[], input?: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND_LINE, ...options], {
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      env: { ...process.env, UNDERTONE_DATA_DIR: "" },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
    child.stdin?.end(input);
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({
        code,
        stdout: Buffer.concat(out).toString("utf8"),
        stderr: Buffer.concat(err).toString("utf8"),
      }),
    );
  });
}

/** What a command answers in JSON. Throws with what it wrote to standard error when it fails. */
export async function answer(data: string, ...options: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await undertone([...options, "--data-dir", data, "--json"]);
  if (code !== 0) throw new Error(`${options.join(" ")} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}
