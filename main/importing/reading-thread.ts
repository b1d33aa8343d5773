import { once } from "node:events";
import { stat } from "node:fs/promises";
import { Worker, parentPort } from "node:worker_threads";
import { AppError, type ErrorValue } from "../../common/errors.ts";
import { packRows, unpackRows, type PackedBatch } from "./packed-rows.ts";
import { readRows, type RowBatch, type RowSource } from "./rows.ts";

/** What the thread is told: the file, and that it is to read. */
export type ReadingJob = { readonly kind: "read"; readonly file: RowSource };

type Message =
  | { readonly type: "batch"; readonly batch: PackedBatch }
  | { readonly type: "end" }
  | { readonly type: "failed"; readonly error: ErrorValue | null; readonly detail: string };

/** Smaller files are read before a thread has started. */
const LARGE_BYTES = 2_000_000;
/** Batches that may wait for the one who writes: more would hold a file of any length in memory. */
const AHEAD = 16;
const YOUNG_MB = 12;

/**
 * {@link readRows}, for a large file in a thread of its own while the caller writes what it got. `entry`: the module
 * that calls {@link serveReading}.
 */
export async function* readRowsAhead(
  entry: URL,
  file: RowSource,
  signal: AbortSignal,
): AsyncGenerator<RowBatch, void> {
  const size = await stat(file.path)
    .then((info) => info.size)
    .catch(() => 0);
  if (size < LARGE_BYTES) {
    yield* readRows(file, signal);
    return;
  }
  const job: ReadingJob = { kind: "read", file };
  const worker = new Worker(entry, {
    workerData: job,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  try {
    for await (const message of messagesOf(worker)) {
      signal.throwIfAborted();
      switch (message.type) {
        case "batch":
          yield unpackRows(message.batch);
          worker.postMessage("more");
          break;
        case "end":
          return;
        case "failed":
          throw toError(message);
      }
    }
  } finally {
    await worker.terminate();
  }
}

async function* messagesOf(worker: Worker): AsyncGenerator<Message, void> {
  const waiting: Message[] = [];
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  worker.on("message", (message: Message) => {
    waiting.push(message);
    wake();
  });
  worker.on("error", (error: Error) => {
    failure = error;
    wake();
  });
  worker.on("exit", (code) => {
    failure ??= new Error(`The reading thread ended with code ${code}.`);
    wake();
  });
  for (;;) {
    const next = waiting.shift();
    if (next) {
      yield next;
      continue;
    }
    if (failure) throw failure;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

/** The other side: reads ahead of the writer, but not far. */
export async function serveReading({ file }: ReadingJob): Promise<void> {
  const port = parentPort;
  if (!port) return;
  const send = (message: Message, parts: ArrayBuffer[] = []) => port.postMessage(message, parts);
  let ahead = 0;
  port.on("message", () => {
    ahead -= 1;
  });
  try {
    for await (const batch of readRows(file, new AbortController().signal)) {
      const packed = packRows(batch);
      send({ type: "batch", batch: packed }, [packed.numbers.buffer]);
      ahead += 1;
      if (ahead >= AHEAD) await once(port, "message");
    }
    send({ type: "end" });
  } catch (error) {
    send({
      type: "failed",
      error: error instanceof AppError ? error.toValue() : null,
      detail: error instanceof Error ? (error.stack ?? "") : String(error),
    });
  } finally {
    port.close();
  }
}

function toError({ error, detail }: Extract<Message, { type: "failed" }>): Error {
  if (error === null) return new Error("A table could not be read.", { cause: detail });
  const { code, message, path } = error;
  return new AppError(code, message, path === undefined ? {} : { path });
}
