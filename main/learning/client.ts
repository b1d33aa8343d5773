import { Worker } from "node:worker_threads";
import { AppError } from "../../common/errors.ts";
import type { Running } from "./evaluate.ts";
import type { Answer, Work, WorkName } from "./messages.ts";

export type Learning = {
  readonly [Name in WorkName]: (
    input: Work[Name]["input"],
    running: Running,
  ) => Promise<Work[Name]["output"]>;
} & { close(): Promise<void> };

/**
 * The learning thread as functions. It starts with the first request and stays warm; an abort ends it and rejects
 * with the signal's reason (a half-made model is lost, which is what is wanted). Requests wait for each other.
 */
export function createLearning(
  url: URL,
  log: (level: "error", message: string, detail?: unknown) => void,
): Learning {
  let worker: Worker | undefined;
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve();

  const drop = (gone: Worker) => {
    // A newer thread may have taken its place.
    if (worker === gone) worker = undefined;
  };

  const ask = <Name extends WorkName>(type: Name) => {
    return (
      input: Work[Name]["input"],
      { signal, report }: Running,
    ): Promise<Work[Name]["output"]> => {
      const result = turn.then(async () => {
        signal?.throwIfAborted();
        if (closed) throw new AppError("cancelled", "Undertone was closed.");
        const mine = worker ?? start(url, drop);
        worker = mine;
        const end = () => {
          drop(mine);
          void mine.terminate();
        };
        signal?.addEventListener("abort", end, { once: true });
        try {
          return (await converse(mine, { type, input }, report)) as Work[Name]["output"];
        } catch (error) {
          signal?.throwIfAborted();
          if (closed) throw new AppError("cancelled", "Undertone was closed.");
          if (!(error instanceof AppError)) log("error", "The learning thread failed.", error);
          throw error;
        } finally {
          signal?.removeEventListener("abort", end);
        }
      });
      turn = result.catch(() => undefined);
      return result;
    };
  };

  return {
    train: ask("train"),
    cluster: ask("cluster"),
    predict: ask("predict"),
    similar: ask("similar"),
    suggest: ask("suggest"),
    doctor: ask("doctor"),
    check: ask("check"),
    async close() {
      closed = true;
      await worker?.terminate();
      worker = undefined;
    },
  };
}

function start(url: URL, onEnd: (gone: Worker) => void): Worker {
  const worker = new Worker(url);
  // An idle learning thread must not keep a command from ending.
  worker.unref();
  // A thread that fails ends too; without a listener its error would end the whole process.
  worker.on("error", () => onEnd(worker));
  worker.on("exit", () => onEnd(worker));
  return worker;
}

function converse(worker: Worker, request: unknown, report: Running["report"]): Promise<unknown> {
  worker.ref();
  let done = () => undefined as void;
  const answer = new Promise<unknown>((resolve, reject) => {
    const onMessage = (message: Answer) => {
      switch (message.type) {
        case "progress":
          report?.(message.progress);
          break;
        case "done":
          resolve(message.value);
          break;
        case "failed":
          reject(toError(message));
          break;
      }
    };
    const onExit = () => reject(new Error("The learning thread ended before it answered."));
    worker.on("message", onMessage);
    worker.on("error", reject);
    worker.on("exit", onExit);
    done = () => {
      worker.off("message", onMessage);
      worker.off("error", reject);
      worker.off("exit", onExit);
      worker.unref();
    };
    worker.postMessage(request, []);
  });
  return answer.finally(() => done());
}

function toError({ error, detail }: Extract<Answer, { type: "failed" }>): Error {
  return error.code === "internal"
    ? new Error(error.message, { cause: detail })
    : new AppError(error.code, error.message);
}
