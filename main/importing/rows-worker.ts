import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "../../common/errors.ts";
import { readRows, type RowsReader } from "./rows.ts";
import type { RowsMessage } from "./rows-thread.ts";

/** Batches under way: enough that nobody waits, few enough that memory does not grow. */
const AHEAD = 8;

const port = parentPort;
if (port) {
  let under = 0;
  let wake = () => {};
  port.on("message", () => {
    under -= 1;
    wake();
  });
  const send = (message: RowsMessage) => port.postMessage(message);
  try {
    const file = workerData as Parameters<RowsReader>[0];
    for await (const batch of readRows(file, new AbortController().signal)) {
      send({ type: "batch", batch });
      under += 1;
      // One goes out at a time: one that comes back makes room enough.
      if (under >= AHEAD) await new Promise<void>((resolve) => (wake = resolve));
    }
    send({ type: "end" });
  } catch (error) {
    const known = error instanceof AppError ? error.toValue() : null;
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send({ type: "failed", error: known, detail });
  }
  port.close();
}
