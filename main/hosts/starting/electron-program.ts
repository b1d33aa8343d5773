import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** As long as a slow line may take for some 120 MB. */
const DOWNLOAD_LIMIT_MS = 10 * 60_000;
/** Enough to unpack a copy from Electron's own cache, when the network does not answer. */
const OFFLINE_LIMIT_MS = 20_000;
const PROBE_LIMIT_MS = 5000;
const DOWNLOADS = "https://github.com/electron/electron/releases/download/";

/**
 * The path of Electron's program. Its package downloads it when it is first wanted; null when that fails, which
 * takes seconds without a network.
 */
export async function electronProgram(say: (message: string) => void): Promise<string | null> {
  const folder = dirname(createRequire(import.meta.url).resolve("electron/package.json"));
  const installed = installedProgram(folder);
  if (installed !== null) return installed;
  say("Fetching Electron's program (about 120 MB, once)…");
  const child = spawn(process.execPath, [join(folder, "install.js")], { stdio: "ignore" });
  return (await endsWell(child)) ? installedProgram(folder) : null;
}

function installedProgram(folder: string): string | null {
  const pathFile = join(folder, "path.txt");
  if (!existsSync(pathFile)) return null;
  const place = process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(folder, "dist");
  const program = join(place, readFileSync(pathFile, "utf8"));
  return existsSync(program) ? program : null;
}

async function endsWell(child: ChildProcess): Promise<boolean> {
  const ended = new Promise<boolean>((resolve) => {
    child.on("error", () => resolve(false));
    child.on("close", (code) => resolve(code === 0));
  });
  const stop = () => child.kill();
  const short = setTimeout(stop, OFFLINE_LIMIT_MS);
  const long = setTimeout(stop, DOWNLOAD_LIMIT_MS);
  process.once("exit", stop);
  if (await isReachable()) clearTimeout(short);
  const well = await ended;
  process.off("exit", stop);
  clearTimeout(short);
  clearTimeout(long);
  return well;
}

async function isReachable(): Promise<boolean> {
  const mirror = process.env["ELECTRON_MIRROR"] ?? process.env["npm_config_electron_mirror"];
  try {
    await fetch(mirror ?? DOWNLOADS, {
      method: "HEAD",
      redirect: "manual",
      signal: AbortSignal.timeout(PROBE_LIMIT_MS),
    });
    return true;
  } catch {
    return false;
  }
}
