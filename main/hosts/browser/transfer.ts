import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../../common/errors.ts";
import { tooLarge, type BrowserFiles } from "./files.ts";
import type { Sounds } from "../sounds.ts";
import { refuseType } from "./guard.ts";
import { refuse, sendJson, writeHead } from "./reply.ts";

/** `POST /files?name=…` with the bytes: answers with an envelope that holds the FileRef. */
export async function receiveFile(
  files: BrowserFiles,
  maxBytes: number,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  const wrongType = refuseType(request.headers, "application/octet-stream");
  if (wrongType) return refuse(response, wrongType);
  try {
    if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
    sendJson(response, 200, { ok: true, value: await files.receive(name, request) });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const status = error.code === "file_too_large" ? 413 : 507;
    refuse(response, { status, code: error.code, message: error.message });
  }
}

/** `GET /files/TOKEN`: the bytes of something that was exported. */
export async function sendFile(
  files: BrowserFiles,
  response: ServerResponse,
  token: string,
): Promise<void> {
  const path = files.downloadPath(token);
  const size = path === null ? null : await sizeOf(path);
  if (path === null || size === null) {
    const message = "This download is not there any more. Export again.";
    return refuse(response, { status: 404, code: "not_found", message });
  }
  writeHead(response, 200, {
    "Content-Type": "application/octet-stream",
    "Content-Length": size,
    "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(basename(path))}`,
  });
  await pipeline(createReadStream(path), response);
}

/** `GET /sound/TOKEN`: a sound file that the window may play, or the part of it that is asked for. */
export async function sendSound(
  sounds: Sounds,
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
): Promise<void> {
  const answer = await sounds.answer(token, request.headers.range ?? null);
  if (!answer) {
    const message = "This sound is not there any more.";
    return refuse(response, { status: 404, code: "not_found", message });
  }
  writeHead(response, answer.status, answer.headers);
  if (answer.body) await pipeline(answer.body, response);
  else response.end();
}

async function sizeOf(path: string): Promise<number | null> {
  const info = await stat(path).catch(() => null);
  return info?.isFile() ? info.size : null;
}
