import { Readable } from "node:stream";
import { SOUND_PATH, type Sounds } from "../sounds.ts";
import type { WindowFiles } from "../window-files.ts";
import { contentSecurityPolicy, SECURITY_HEADERS } from "../window-headers.ts";
import { isOwnUrl } from "./addresses.ts";

const POLICY = contentSecurityPolicy({ connect: false });

/** Answers `app://undertone/…` from the exact map of files: whatever else is asked for does not exist. */
export function answerFromFiles(
  files: WindowFiles,
  request: Pick<Request, "method" | "url">,
): Response {
  const file =
    request.method === "GET" && isOwnUrl(request.url) ? files.get(pathOf(request.url)) : undefined;
  if (!file) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
  return new Response(new Uint8Array(file.body), {
    headers: {
      ...SECURITY_HEADERS,
      "Content-Security-Policy": POLICY,
      "Content-Type": file.type,
    },
  });
}

/** Answers `app://undertone/sound/TOKEN` with a sound file that the window may play. */
export async function answerSound(
  sounds: Sounds,
  request: Pick<Request, "method" | "url" | "headers">,
): Promise<Response> {
  const token = pathOf(request.url).slice(SOUND_PATH.length);
  const answer = isSoundRequest(request)
    ? await sounds.answer(token, request.headers.get("range"))
    : null;
  if (!answer) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
  const { status, headers, body } = answer;
  return new Response(body === null ? null : toWeb(body), {
    status,
    headers: { ...SECURITY_HEADERS, ...headers },
  });
}

export function isSoundRequest({ method, url }: Pick<Request, "method" | "url">): boolean {
  return method === "GET" && isOwnUrl(url) && pathOf(url).startsWith(SOUND_PATH);
}

/** Node's own stream of the web has another type than the DOM's, and is the same thing. */
function toWeb(body: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(body) as ReadableStream<Uint8Array>;
}

/** A query, too, makes it another address. */
function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}
