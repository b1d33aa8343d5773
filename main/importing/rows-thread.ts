import { Worker } from "node:worker_threads";
import { AppError, type ErrorValue } from "../../common/errors.ts";
import type { RowBatch, RowsReader } from "./rows.ts";

export type RowsMessage =
  | { readonly type: "batch"; readonly batch: RowBatch }
  | { readonly type: "end" }
  | { readonly type: "failed"; readonly error: ErrorValue | null; readonly detail: string };

/**
 * Reads rows in a thread of its own (main/importing/rows-worker.ts), so that one core reads while another writes. The
 * thread is some batches ahead at the most.
 */
export function rowsInThread(module: URL): RowsReader {
  return async function* (file, signal) {
    signal.throwIfAborted();
    const worker = new Worker(module, { workerData: file });
    const waiting: RowsMessage[] = [];
    let wake = () => {};
    const put = (message: RowsMessage) => {
      waiting.push(message);
      wake();
    };
    worker.on("message", put);
    worker.on("error", (error) =>
      put({ type: "failed", error: null, detail: error.stack ?? error.message }),
    );
    const stop = () => wake();
    signal.addEventListener("abort", stop, { once: true });
    try {
      for (;;) {
        signal.throwIfAborted();
        const message = waiting.shift();
        if (!message) {
          await new Promise<void>((resolve) => (wake = resolve));
          continue;
        }
        if (message.type === "end") return;
        if (message.type === "failed") throw toError(message);
        worker.postMessage("more");
        yield message.batch;
      }
    } finally {
      signal.removeEventListener("abort", stop);
      await worker.terminate();
    }
  };
}

function toError({ error, detail }: Extract<RowsMessage, { type: "failed" }>): Error {
  if (!error) return new Error("The thread that reads rows failed.", { cause: detail });
  const { code, message, path } = error;
  return new AppError(code, message, path === undefined ? {} : { path });
}
