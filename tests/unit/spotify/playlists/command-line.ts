import { spawn } from "node:child_process";
import { join } from "node:path";
import { COMMAND_LINE } from "../../cli/undertone.ts";
import { createSettings } from "../../../../main/settings/settings.ts";
import type { Sorted } from "./support.ts";

/** Hands the signed-in library over to the command line, which keeps its settings in a file. */
export async function handOver(app: Sorted): Promise<string> {
  const port = (await app.call("settings.get", {})).spotifyPort;
  await app.app.close();
  createSettings(join(app.data, "settings.json")).set({
    spotifyClientId: app.server.clientId,
    spotifyPort: port,
    spotifyDelayMs: 0,
    retrainAutomatically: false,
  });
  app.server.forgetRequests();
  return app.data;
}

/** Starts the command line and kills it, for real, once `when` says so. Resolves with the signal that ended it. */
export function killedWhen(
  options: readonly string[],
  when: () => boolean,
): Promise<NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND_LINE, ...options], {
      stdio: "ignore",
      env: { ...process.env, UNDERTONE_DATA_DIR: "" },
    });
    const watch = setInterval(() => {
      if (when()) child.kill("SIGKILL");
    }, 2);
    child.on("error", reject);
    child.on("close", (_, signal) => {
      clearInterval(watch);
      resolve(signal);
    });
  });
}
