import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from "electron";
import type { Bridge, Channel } from "../common/bridge.ts";
import type { AppEvent, Progress } from "../common/domain/job.ts";
import type { Envelope } from "../common/envelope.ts";

/** All that the window sees of Electron. Electron's event object stays here: it would give the window the sender. */
const bridge: Bridge<File> = {
  call: (id, name, input) => invoke("undertone:call", id, name, input),
  cancel: (id) => ipcRenderer.send("undertone:cancel" satisfies Channel, id),
  onProgress: (listener) =>
    on("undertone:progress", (id, progress) => listener(id as number, progress as Progress)),
  onEvent: (listener) => on("undertone:event", (event) => listener(event as AppEvent)),
  acceptFile: (file) => invoke("undertone:accept-file", webUtils.getPathForFile(file)),
};

contextBridge.exposeInMainWorld("undertone", bridge);

function invoke(channel: Channel, ...values: unknown[]): Promise<Envelope> {
  return ipcRenderer.invoke(channel, ...values) as Promise<Envelope>;
}

function on(channel: Channel, listener: (...values: unknown[]) => void): () => void {
  const heard = (_event: IpcRendererEvent, ...values: unknown[]) => listener(...values);
  ipcRenderer.on(channel, heard);
  return () => {
    ipcRenderer.off(channel, heard);
  };
}
