import { parentPort } from "node:worker_threads";
import { AppError } from "../../common/errors.ts";
import { check } from "./checks/check.ts";
import { predict } from "./classifier.ts";
import { clusterTracks } from "./cluster-tracks.ts";
import { discover } from "./discover/discover.ts";
import { examineLabels } from "./doctor.ts";
import type { Running } from "./evaluate.ts";
import type { Answer, Call, Request } from "./messages.ts";
import { createSimilar } from "./similar.ts";
import { createSession } from "./session/session.ts";
import { suggest } from "./suggest.ts";

const port = parentPort;
const similar = createSimilar();
const session = createSession();
let abort = new AbortController();

/** A switch over calls, one at a time. What does not listen to a cancel is cancelled by ending this thread. */
port?.on("message", (request: Request) => {
  if (request.type === "cancel") {
    abort.abort(new AppError("cancelled", "The training was cancelled."));
    return;
  }
  abort = new AbortController();
  const send = (answer: Answer) =>
    port.postMessage(answer, answer.type === "done" ? [...new Set(buffersOf(answer.value))] : []);
  const running = {
    signal: abort.signal,
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

async function work(request: Call, running: Running): Promise<unknown> {
  switch (request.type) {
    case "hold":
      return session.hold(request.input);
    case "patch":
      return session.patch(request.input);
    case "train":
      return session.train(request.input, running);
    case "score":
      return session.score(request.input);
    case "cluster":
      return clusterTracks(request.input);
    case "discover":
      return discover(request.input, running);
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
