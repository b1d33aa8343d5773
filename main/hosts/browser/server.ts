import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { AppError } from "../../../common/errors.ts";
import type { App } from "../../app.ts";
import type { Log } from "../../ports.ts";
import type { WindowFile, WindowFiles } from "../window-files.ts";
import { SOUND_PATH, type Sounds } from "../sounds.ts";
import { contentSecurityPolicy } from "../window-headers.ts";
import { answerCall } from "./call.ts";
import { streamEvents } from "./event-stream.ts";
import type { BrowserFiles } from "./files.ts";
import { refuseKeyless, refuseStranger } from "./guard.ts";
import { refuse, writeHead } from "./reply.ts";
import { receiveFile, sendFile, sendSound } from "./transfer.ts";

export type Served = {
  readonly app: Pick<App, "dispatch" | "events">;
  readonly files: BrowserFiles;
  readonly sounds: Sounds;
  readonly window: WindowFiles;
  readonly token: string;
  readonly maxUploadBytes: number;
  /** How long a client may take to send its headers. */
  readonly headersTimeoutMs: number;
  readonly log: Log;
};

const ADDRESS = "127.0.0.1";
const PAGE_POLICY = contentSecurityPolicy({ connect: true });

/** Listens on 127.0.0.1 alone; port 0 takes a free one. Throws AppError `conflict` when the port is taken. */
export async function listen(served: Served, port: number): Promise<Server> {
  const server = createServer({
    // Who sends its headers by the drop is let go; a large upload may take its time.
    headersTimeout: served.headersTimeoutMs,
    requestTimeout: 30 * 60_000,
    connectionsCheckingInterval: Math.min(5000, served.headersTimeoutMs),
    keepAliveTimeout: 60_000,
  });
  server.maxConnections = 512;
  server.on("request", (request, response) => {
    void answer(served, hostOf(server), request, response).catch((error: unknown) => {
      // A window that was closed while it sent or received is no failure.
      if (!request.destroyed && !response.destroyed) {
        served.log("error", `A request failed: ${request.method} ${pathOf(request)}`, error);
      }
      const message = "Something went wrong inside Undertone; the log has the details.";
      refuse(response, { status: 500, code: "internal", message });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(explain(error, port)));
    server.listen({ host: ADDRESS, port, exclusive: true }, resolve);
  });
  return server;
}

/** `127.0.0.1:PORT`. */
export function hostOf(server: Server): string {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server is closed.");
  return `${ADDRESS}:${address.port}`;
}

async function answer(
  { app, files, sounds, window, token, maxUploadBytes }: Served,
  host: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const stranger = refuseStranger(request, host);
  if (stranger) return refuse(response, stranger);
  const path = pathOf(request);
  const page = request.method === "GET" ? window.get(request.url ?? "") : undefined;
  if (page) return sendPage(response, page);

  const allowed = methodsFor(path, window);
  if (allowed === null) {
    const message = "There is nothing at this address.";
    return refuse(response, { status: 404, code: "not_found", message });
  }
  if (request.method !== allowed) {
    const message = `This address answers to ${allowed} alone.`;
    return refuse(response, { status: 405, code: "bad_input", message }, { Allow: allowed });
  }
  // An audio element sends no headers of ours: the address itself is the key.
  if (path.startsWith(SOUND_PATH))
    return sendSound(sounds, request, response, path.slice(SOUND_PATH.length));
  const keyless = refuseKeyless(request.headers, token);
  if (keyless) return refuse(response, keyless);
  if (path === "/call") return answerCall(app.dispatch, request, response);
  if (path === "/events") return streamEvents(app.events, response);
  if (path === "/files") {
    const name = new URL(request.url ?? "", `http://${host}`).searchParams.get("name") ?? "";
    return receiveFile(files, maxUploadBytes, request, response, name);
  }
  return sendFile(files, response, path.slice("/files/".length));
}

/** The one method of an address; null where there is nothing. */
function methodsFor(path: string, window: WindowFiles): "GET" | "POST" | null {
  if (path === "/call" || path === "/files") return "POST";
  if (path === "/events" || path.startsWith("/files/") || window.has(path)) return "GET";
  if (path.startsWith(SOUND_PATH)) return "GET";
  return null;
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "").split("?")[0] ?? "";
}

function sendPage(response: ServerResponse, { body, type }: WindowFile): void {
  writeHead(response, 200, {
    "Content-Security-Policy": PAGE_POLICY,
    "Content-Type": type,
    "Content-Length": body.length,
  });
  response.end(body);
}

function explain(error: Error, port: number): Error {
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE" || code === "EACCES") {
    return new AppError(
      "conflict",
      `Port ${port} cannot be used: ${code === "EACCES" ? "the system does not allow it" : "something else listens on it"}. Name another one with --port, or leave it out.`,
    );
  }
  return error;
}
