import type { Bridge } from "../../common/bridge.ts";
import type { AppEvent, Progress } from "../../common/domain/job.ts";
import { fileRefSchema } from "../../common/domain/import.ts";
import { unavailable, unwrap } from "./envelopes.ts";
import { askForFile, askWhereToSave } from "./files.ts";
import type { Transport } from "./transport.ts";

declare global {
  interface Window {
    readonly undertone?: Bridge<File>;
  }
}

/** The window's way through the preload. */
export function createElectronTransport(bridge: Bridge<File>): Transport {
  const progressOf = new Map<number, (progress: Progress) => void>();
  let lastId = 0;
  bridge.onProgress((id, progress) => progressOf.get(id)?.(progress));

  const call: Transport["call"] = async (name, input, options = {}) => {
    lastId += 1;
    const id = lastId;
    const { signal, onProgress } = options;
    const cancel = () => bridge.cancel(id);
    if (onProgress) progressOf.set(id, onProgress);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      const answer = bridge.call(id, name, input);
      if (signal?.aborted) cancel();
      return await answer;
    } catch {
      return unavailable("Undertone does not answer. Close the window and start it again.");
    } finally {
      progressOf.delete(id);
      signal?.removeEventListener("abort", cancel);
    }
  };

  return {
    kind: "electron",
    call,
    listen: (onEvent) =>
      bridge.onEvent((event) => {
        if (!isForTextField(event)) onEvent(event);
      }),
    openTable: () => askForFile(call, "table"),
    openModel: () => askForFile(call, "model"),
    acceptFile: async (file) => fileRefSchema.parse(unwrap(await bridge.acceptFile(file))),
    saveTarget: (format, name) => askWhereToSave(call, format, name),
    // The file is where the user chose.
    deliver: () => Promise.resolve(),
  };
}

/**
 * The menu's Undo and Redo belong to the text field while one has the focus: the menu takes their keys before the
 * page sees them.
 */
function isForTextField(event: AppEvent): boolean {
  if (event.type !== "command" || (event.command !== "undo" && event.command !== "redo")) {
    return false;
  }
  const focused = document.activeElement;
  const typing =
    focused instanceof HTMLInputElement ||
    focused instanceof HTMLTextAreaElement ||
    (focused instanceof HTMLElement && focused.isContentEditable);
  // The only way to a field's own history; Chromium keeps it for editors' sake.
  return typing && document.execCommand(event.command);
}
