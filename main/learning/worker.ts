import { parentPort } from "node:worker_threads";
import { AppError } from "../../common/errors.ts";
import { check } from "./checks/check.ts";
import { predict } from "./classifier.ts";
import { clusterTracks } from "./cluster-tracks.ts";
import { examineLabels } from "./doctor.ts";
import type { Answer, Request } from "./messages.ts";
import { createSimilar } from "./similar.ts";
import { suggest } from "./suggest.ts";
import { train } from "./train.ts";

const port = parentPort;
const similar = createSimilar();

/** A switch over requests, one at a time; to cancel one, the caller ends this thread. */
port?.on("message", (request: Request) => {
  const send = (answer: Answer) =>
    port.postMessage(answer, answer.type === "done" ? [...new Set(buffersOf(answer.value))] : []);
  const running = {
    report: (progress: Extract<Answer, { type: "progress" }>["progress"]) =>
      send({ type: "progress", progress }),
  };
  work(request, running)
    .then((value) => send({ type: "done", value }))
    .catch((error: unknown) => {
      const value =
        error instanceof AppError
          ? error.toValue()
          : { code: "internal" as const, message: String(error) };
      send({
        type: "failed",
        error: value,
        detail: error instanceof Error ? (error.stack ?? "") : "",
      });
    });
});

async function work(request: Request, running: Parameters<typeof train>[1]): Promise<unknown> {
  switch (request.type) {
    case "train":
      return train(request.input, running);
    case "cluster":
      return clusterTracks(request.input);
    case "predict":
      return { prediction: predict(request.input.model, request.input.features) };
    case "similar":
      return similar(request.input);
    case "suggest":
      return suggest(request.input);
    case "doctor":
      return examineLabels(request.input, running);
    case "check":
      return check(request.input, running);
    default:
      return request satisfies never;
  }
}

/** Large results change hands instead of being copied: those of a million tracks would take a noticeable while. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) return value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.values(value).flatMap(buffersOf);
}
