import type { Server } from "node:http";
import { onTestFinished } from "vitest";
import { createSounds } from "../../../main/hosts/sounds.ts";
import { createBrowserFiles } from "../../../main/hosts/browser/files.ts";
import { hostOf, listen } from "../../../main/hosts/browser/server.ts";
import type { WindowFiles } from "../../../main/hosts/window-files.ts";
import type { Dispatch } from "../../../main/rpc/dispatch.ts";
import { createEvents, type Events } from "../../../main/rpc/events.ts";
import { temporaryFolder } from "../../support/folder.ts";

export type Stub = {
  readonly server: Server;
  readonly events: Events;
  readonly origin: string;
  readonly token: string;
  readonly url: string;
  readonly close: () => Promise<void>;
};

/** The real server over a dispatch of the test's own. */
export async function startStub(
  dispatch: Dispatch,
  options: { readonly window?: WindowFiles; readonly port?: number } = {},
): Promise<Stub> {
  const token = "k".repeat(43);
  const events = createEvents();
  const sounds = createSounds();
  const server = await listen(
    {
      app: { dispatch, events },
      files: createBrowserFiles(temporaryFolder(), sounds),
      sounds,
      window: options.window ?? new Map(),
      token,
      maxUploadBytes: 1000,
      headersTimeoutMs: 1000,
      log: () => undefined,
    },
    options.port ?? 0,
  );
  const origin = `http://${hostOf(server)}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  return { server, events, origin, token, url: `${origin}/#token=${token}`, close };
}
