import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from "electron";
import type { Channel } from "../../../common/bridge.ts";
import type { Envelope } from "../../../common/envelope.ts";
import { AppError } from "../../../common/errors.ts";
import type { App } from "../../app.ts";
import type { Ports } from "../../ports.ts";
import { isOwnUrl } from "./addresses.ts";
import { acceptDroppedFile } from "./dropped-file.ts";
import { createRunningCalls } from "./running-calls.ts";

const STRANGER: Envelope = {
  ok: false,
  error: { code: "unavailable", message: "Only Undertone's own window may ask for this." },
};

/** Connects the window's bridge to the application. Messages of any other frame are not answered. */
export function serveWindows(app: App, { files, log }: Pick<Ports, "files" | "log">): void {
  const calls = createRunningCalls(app.dispatch);
  const watched = new WeakSet<WebContents>();

  handle("undertone:call", (event, id, name, input) => {
    watch(event.sender);
    return calls.run(event.sender.id, id, name, input, (call, progress) =>
      post(event.sender, "undertone:progress", call, progress),
    );
  });
  handle("undertone:accept-file", async (_event, path) => {
    try {
      return { ok: true, value: await acceptDroppedFile(path, (known) => files.register(known)) };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, error: error.toValue() };
      throw error;
    }
  });
  ipcMain.on("undertone:cancel" satisfies Channel, (event, id: unknown) => {
    if (isOwnFrame(event)) calls.cancel(event.sender.id, id);
  });

  /** Calls end with the page that made them, as a request ends with its tab. */
  function watch(contents: WebContents): void {
    if (watched.has(contents)) return;
    watched.add(contents);
    const { id } = contents;
    contents.on("did-navigate", () => calls.cancelAll(id));
    contents.on("render-process-gone", (_event, { reason, exitCode }) => {
      log("error", `The window's process ended: ${reason} (${exitCode}).`);
      calls.cancelAll(id);
    });
    contents.on("destroyed", () => calls.cancelAll(id));
  }
}

/** Events of the application for one window; the function ends it. */
export function forwardEvents(app: App, contents: WebContents): () => void {
  return app.events.listen((event) => post(contents, "undertone:event", event));
}

function handle(
  channel: Channel,
  answer: (event: IpcMainInvokeEvent, ...values: unknown[]) => Promise<Envelope>,
): void {
  ipcMain.handle(channel, (event, ...values: unknown[]) =>
    isOwnFrame(event) ? answer(event, ...values) : STRANGER,
  );
}

/** The main frame of a page of ours; never a frame within it. */
function isOwnFrame({ senderFrame, sender }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwnUrl(senderFrame.url);
}

function post(contents: WebContents, channel: Channel, ...values: unknown[]): void {
  if (!contents.isDestroyed()) contents.send(channel, ...values);
}
