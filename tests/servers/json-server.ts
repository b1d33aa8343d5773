import { createServer, type IncomingHttpHeaders } from "node:http";
import { onTestFinished } from "vitest";

export type JsonRequest = {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Milliseconds since 1970. */
  readonly at: number;
};

export type JsonAnswer = {
  readonly status: number;
  /** A string is sent as a page in HTML, another value as JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type JsonServer = {
  readonly url: string;
  /** All that came in. */
  readonly requests: JsonRequest[];
  /** The next requests are answered so, one each, before the honest answers go on. "break" cuts the connection. */
  readonly next: (JsonAnswer | "break")[];
  /** Called before an answer goes out. */
  onRequest: (request: JsonRequest) => unknown;
};

/** A service on this machine for this test alone. */
export async function startJsonServer(
  honest: (request: JsonRequest) => JsonAnswer,
): Promise<JsonServer> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const asked: JsonRequest = {
      path: decodeURIComponent(pathname),
      query: searchParams,
      headers: request.headers,
      at: Date.now(),
    };
    service.requests.push(asked);
    void Promise.resolve(service.onRequest(asked)).then(() => {
      const answer = service.next.shift() ?? honest(asked);
      if (answer === "break") return request.socket.destroy();
      const page = typeof answer.body === "string";
      response.writeHead(answer.status, {
        "Content-Type": page ? "text/html" : "application/json",
        ...answer.headers,
      });
      return response.end(page ? answer.body : JSON.stringify(answer.body));
    });
  });
  const service: JsonServer = { url: "", requests: [], next: [], onRequest: () => undefined };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("The server has no port.");
  return Object.assign(service, { url: `http://127.0.0.1:${bound.port}` });
}

/** True for the name that HTTP libraries send where their user has set none. */
export function isLibrary({ headers }: JsonRequest): boolean {
  return /^(node|undici|axios|python-requests|curl|okhttp|)$/.test(
    (headers["user-agent"] ?? "").split("/")[0]?.toLowerCase() ?? "",
  );
}
