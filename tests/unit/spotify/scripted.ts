import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export type Asked = {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** `lost`: the request is read and the connection cut. `hang`: nothing ever comes. */
export type Scripted =
  | "lost"
  | "hang"
  | {
      readonly status?: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** A server on this machine that says what a test wants, and remembers what it was asked. */
export async function startScripted(
  answer: (asked: Asked, count: number) => Scripted | Promise<Scripted>,
): Promise<{ readonly address: string; readonly asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const respond = async (about: Asked, request: IncomingMessage, response: ServerResponse) => {
    asked.push(about);
    const what = await answer(about, asked.length);
    if (what === "hang") return;
    if (what === "lost") {
      request.socket.destroy();
      return;
    }
    const { status = 200, headers, body } = what;
    response
      .writeHead(status, headers)
      .end(typeof body === "string" ? body : JSON.stringify(body ?? undefined));
  };
  const server = createServer((request, response) => {
    const { method = "", url: path = "", headers } = request;
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => (body += chunk));
    request.on("end", () => void respond({ method, path, headers, body }, request, response));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(async () => {
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  });
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, asked };
}
