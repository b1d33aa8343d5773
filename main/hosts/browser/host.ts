import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createApp, type App } from "../../app.ts";
import { createSettings } from "../../settings/settings.ts";
import { randomToken } from "../file-tokens.ts";
import { createFileSecrets } from "../file-secrets.ts";
import { createSounds } from "../sounds.ts";
import { createLog } from "../log.ts";
import { resourcesDirectory, sourceWorkers } from "../paths.ts";
import { version } from "../version.ts";
import type { WindowFiles } from "../window-files.ts";
import { createBrowserFiles, MAX_UPLOAD_BYTES } from "./files.ts";
import { hostOf, listen } from "./server.ts";

export type BrowserHost = {
  readonly app: App;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** The key that every call must carry. */
  readonly token: string;
  /** The address for the user: the key rides in its fragment, which browsers never send. */
  readonly url: string;
  /** Lets all windows go, ends what runs, and gives the library free. */
  close(): Promise<void>;
};

/**
 * Serves the window on 127.0.0.1 over the library in `data`. Throws AppError `library_locked` and the like, and
 * `conflict` when the port is taken.
 */
export async function startBrowserHost(options: {
  readonly data: string;
  readonly window: WindowFiles;
  readonly port?: number;
  readonly maxUploadBytes?: number;
  readonly headersTimeoutMs?: number;
}): Promise<BrowserHost> {
  const { data, window } = options;
  const maxUploadBytes = options.maxUploadBytes ?? MAX_UPLOAD_BYTES;
  mkdirSync(data, { recursive: true });
  const log = createLog(join(data, "undertone.log"));
  const sounds = createSounds();
  const files = createBrowserFiles(data, sounds, maxUploadBytes);
  const app = await createApp({
    host: "browser",
    version,
    paths: { data, resources: resourcesDirectory },
    settings: createSettings(join(data, "settings.json")),
    files: files.port,
    secrets: createFileSecrets(join(data, "secrets.json")),
    // The page opens it: it is where the person is.
    openUrl: () => Promise.resolve(false),
    log,
    workers: sourceWorkers,
  });
  try {
    // What a killed process left; the library is ours now, so nobody else needs it.
    await files.clear();
    const token = randomToken();
    const headersTimeoutMs = options.headersTimeoutMs ?? 10_000;
    const served = { app, files, sounds, window, token, maxUploadBytes, headersTimeoutMs, log };
    const server = await listen(served, options.port ?? 0);
    const origin = `http://${hostOf(server)}`;
    return {
      app,
      origin,
      token,
      url: `${origin}/#token=${token}`,
      async close() {
        server.close();
        server.closeAllConnections();
        await app.close();
        await files.clear();
      },
    };
  } catch (error) {
    await app.close();
    throw error;
  }
}
