import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import type { Progress } from "../../common/domain/job.ts";
import { AppError, type ErrorValue } from "../../common/errors.ts";
import type { CallContext } from "../rpc/dispatch.ts";
import { stepBack } from "./step-back.ts";

/** A worker that was asked to stop and does not is ended by force after this long. */
const PATIENCE_MS = 3000;

/** Jobs go through rows that are soon forgotten: with V8's 48 MB for them an export takes more memory, and no less time. */
const YOUNG_MB = 12;

type Message =
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "done"; readonly value: unknown }
  | { readonly type: "failed"; readonly error: ErrorValue; readonly detail: string };

/**
 * Runs one job in a worker thread of its own and ends it. On abort the worker is asked to stop, so that it can roll
 * back; rejects with the signal's reason once it has. Errors of the worker that are not AppErrors carry their text
 * as cause, for the log.
 */
export async function runInWorker<Input, Output>(
  url: URL,
  input: Input,
  { signal, report }: CallContext,
): Promise<Output> {
  signal.throwIfAborted();
  const worker = new Worker(url, {
    workerData: input,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const stop = () => {
    worker.postMessage("cancel");
    setTimeout(() => void worker.terminate(), PATIENCE_MS).unref();
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await new Promise<Output>((resolve, reject) => {
      worker.on("message", (message: Message) => {
        switch (message.type) {
          case "progress":
            report(message.progress);
            break;
          case "done":
            resolve(message.value as Output);
            break;
          case "failed":
            reject(toError(message));
            break;
        }
      });
      worker.on("error", reject);
      worker.on("exit", (code) => reject(new Error(`The worker ended with code ${code}.`)));
    });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    await worker.terminate();
  }
}

/** The other side: what a worker's entry module calls. */
export function serveInWorker<Input>(
  work: (input: Input, context: CallContext) => Promise<unknown>,
): void {
  const port = parentPort;
  if (isMainThread || !port) return;
  stepBack();
  const abort = new AbortController();
  port.on("message", () => abort.abort());
  const send = (message: Message) => port.postMessage(message);
  const report = (progress: Progress) => send({ type: "progress", progress });
  void work(workerData as Input, { signal: abort.signal, report })
    .then((value) => send({ type: "done", value }))
    .catch((error: unknown) => {
      const known = error instanceof AppError;
      const value = known ? error.toValue() : { code: "internal" as const, message: String(error) };
      send({
        type: "failed",
        error: value,
        detail: error instanceof Error ? (error.stack ?? "") : "",
      });
    })
    .finally(() => port.close());
}

function toError(message: Extract<Message, { type: "failed" }>): Error {
  const { code, message: text, path } = message.error;
  if (code === "internal") return new Error(text, { cause: message.detail });
  return new AppError(code, text, path === undefined ? {} : { path });
}
