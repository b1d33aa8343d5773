import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { AppError } from "../../../common/errors.ts";
import type { Dispatch } from "../../rpc/dispatch.ts";
import { refuseType } from "./guard.ts";
import { refuse, writeHead } from "./reply.ts";

/** The largest call relabels or splits a million tracks by id. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

const callSchema = z.strictObject({ name: z.string().max(100), input: z.unknown() });

/**
 * `POST /call` with `{name, input}`. The answer is NDJSON: `{"progress":…}` lines while it runs, then one
 * `{"envelope":…}`. A connection that closes before that cancels the call.
 */
export async function answerCall(
  dispatch: Dispatch,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const wrongType = refuseType(request.headers, "application/json");
  if (wrongType) return refuse(response, wrongType);
  const body = await readBody(request);
  if (body === null) {
    const message = "This is too much for one call. Choose fewer tracks.";
    return refuse(response, { status: 413, code: "bad_input", message });
  }
  const parsed = callSchema.safeParse(parseJson(body));
  if (!parsed.success) {
    const message = "The body must be JSON with a name and an input.";
    return refuse(response, { status: 400, code: "bad_input", message });
  }

  const abort = new AbortController();
  response.on("close", () => {
    // A finished response closes too.
    if (!response.writableFinished) {
      abort.abort(new AppError("cancelled", "Cancelled. Nothing was changed."));
    }
  });
  writeHead(response, 200, { "Content-Type": "application/x-ndjson; charset=utf-8" });
  response.flushHeaders();
  const envelope = await dispatch(parsed.data.name, parsed.data.input, {
    signal: abort.signal,
    report: (progress) => {
      if (!response.destroyed) response.write(line({ progress }));
    },
  });
  if (!response.destroyed) response.end(line({ envelope }));
}

/** Null when it is too large. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  // Not for await: leaving its loop early destroys the request, and the answer with it.
  return new Promise((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        request.pause();
        resolve(null);
      } else {
        chunks.push(chunk);
      }
    });
    request.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    request.on("error", reject);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
