import { createElectronTransport } from "./electron.ts";
import { createHttpTransport, takeToken } from "./http.ts";
import type { Transport } from "./transport.ts";

/** The way to the main process that this window has: the preload's bridge, or the server that it came from. */
export function createTransport(): Transport {
  const bridge = window.undertone;
  return bridge ? createElectronTransport(bridge) : createHttpTransport(takeToken());
}
