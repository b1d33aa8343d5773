import { Worker } from "node:worker_threads";
import { AppError } from "../../common/errors.ts";
import type { Running } from "./evaluate.ts";
import {
  LONG_WORK,
  SESSION_WORK,
  type Answer,
  type Call,
  type Work,
  type WorkName,
} from "./messages.ts";

export type Learning = {
  readonly [Name in WorkName]: (
    input: Work[Name]["input"],
    running: Running,
  ) => Promise<Work[Name]["output"]>;
} & { close(): Promise<void> };

/**
 * The learning threads as functions. One has the library in its memory and trains, one answers short questions, and one
 * long ones, so that nobody waits for what takes longer. Each starts with its first request and stays warm; requests
 * to one wait for each other. An abort rejects with the signal's reason: the thread with the library hears of it and
 * goes on living, the others are ended.
 */
export function createLearning(
  url: URL,
  log: (level: "error", message: string, detail?: unknown) => void,
): Learning {
  const session = createLane(url, log, "tell");
  const questions = createLane(url, log, "end");
  const long = createLane(url, log, "end");
  const laneOf = (type: WorkName) => {
    if (SESSION_WORK.has(type)) return session;
    return LONG_WORK.has(type) ? long : questions;
  };
  const ask = <Name extends WorkName>(type: Name) => {
    const lane = laneOf(type);
    return (input: Work[Name]["input"], running: Running): Promise<Work[Name]["output"]> =>
      lane.ask({ type, input } as Call, running) as Promise<Work[Name]["output"]>;
  };
  return {
    hold: ask("hold"),
    patch: ask("patch"),
    train: ask("train"),
    score: ask("score"),
    cluster: ask("cluster"),
    discover: ask("discover"),
    predict: ask("predict"),
    similar: ask("similar"),
    suggest: ask("suggest"),
    doctor: ask("doctor"),
    check: ask("check"),
    async close() {
      await Promise.all([session.close(), questions.close(), long.close()]);
    },
  };
}

/** What an abort does to the thread: it is told and gives up where it can, or it is ended at once. */
type OnAbort = "tell" | "end";

function createLane(url: URL, log: Parameters<typeof createLearning>[1], onAbort: OnAbort) {
  let worker: Worker | undefined;
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve();

  const drop = (gone: Worker) => {
    // A newer thread may have taken its place.
    if (worker === gone) worker = undefined;
  };

  const ask = (call: Call, { signal, report }: Running): Promise<unknown> => {
    const result = turn.then(async () => {
      signal?.throwIfAborted();
      if (closed) throw new AppError("cancelled", "Undertone was closed.");
      const mine = worker ?? start(url, drop);
      worker = mine;
      const end = () => {
        if (onAbort === "tell") {
          mine.postMessage({ type: "cancel" });
          return;
        }
        drop(mine);
        void mine.terminate();
      };
      signal?.addEventListener("abort", end, { once: true });
      try {
        const answer = await converse(mine, call, report);
        signal?.throwIfAborted();
        return answer;
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

  return {
    ask,
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

function converse(worker: Worker, call: Call, report: Running["report"]): Promise<unknown> {
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
    worker.postMessage(call, handedOver(call));
  });
  return answer.finally(() => done());
}

/** What is made for one request alone changes hands: a copy of a million rows would be felt. */
function handedOver(call: Call): ArrayBuffer[] {
  switch (call.type) {
    case "hold":
    case "patch":
      return call.input.features.data.buffer instanceof ArrayBuffer
        ? [call.input.features.data.buffer]
        : [];
    case "train":
    case "score":
      return call.input.guessed ? [call.input.guessed.buffer] : [];
    default:
      return [];
  }
}

function toError({ error, detail }: Extract<Answer, { type: "failed" }>): Error {
  return error.code === "internal"
    ? new Error(error.message, { cause: detail })
    : new AppError(error.code, error.message);
}
