import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { AppError } from "../../../common/errors.ts";
import { PAGE_HEADERS, page } from "./page.ts";

const ADDRESS = "127.0.0.1";
const PATH = "/callback";
const PORTS_TO_TRY = 20;

export type Listener = {
  /** The code that Spotify sent the browser back with. Rejects with AppError `signed_out` where the person said no. */
  readonly code: Promise<string>;
  /** Gives the port free; `code` then rejects with `reason` unless it has come. */
  readonly close: (reason: Error) => Promise<void>;
};

export function redirectUri(port: number): string {
  return `http://${ADDRESS}:${port}${PATH}`;
}

/**
 * Waits on this machine's own address for the browser that comes back from Spotify; everything but the one right
 * request is turned away, and waiting goes on. Throws AppError `port_taken`, naming a port that is free.
 */
export async function listenOnce(port: number, state: string): Promise<Listener> {
  const { promise: code, resolve, reject } = Promise.withResolvers<string>();
  // Nobody may be waiting when it is closed.
  code.catch(() => undefined);
  const server = createServer(
    { requestTimeout: 5000, headersTimeout: 5000 },
    (request, response) => {
      const asked = readRequest(request, port);
      if (asked === null) return answer(response, 404, "Nothing here", "Go back to Undertone.");
      const { searchParams } = asked;
      if (
        request.headers.host !== `${ADDRESS}:${port}` ||
        !isSame(searchParams.get("state"), state)
      ) {
        return answer(
          response,
          400,
          "This is not the sign-in that Undertone waits for",
          "Go back to Undertone and start signing in from there.",
        );
      }
      const given = searchParams.get("code");
      if (given !== null && given !== "") {
        // Who waits for the code closes the listener: the page must be out by then.
        response.once("close", () => resolve(given));
        return answer(
          response,
          200,
          "You can close this tab",
          "Undertone has what it needs from Spotify.",
        );
      }
      response.once("close", () => reject(toRefusal(searchParams.get("error"))));
      return answer(
        response,
        200,
        "Not signed in",
        "Nothing was connected. You can close this tab.",
      );
    },
  );
  await listen(server, port);
  return {
    code,
    async close(reason) {
      reject(reason);
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Null for all but the page that Spotify sends the browser to. */
function readRequest(request: IncomingMessage, port: number): URL | null {
  const address = `http://${ADDRESS}:${port}${request.url ?? ""}`;
  if (request.method !== "GET" || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.pathname === PATH ? url : null;
}

function answer(response: ServerResponse, status: number, title: string, sentence: string): void {
  response.writeHead(status, PAGE_HEADERS).end(page(title, sentence));
}

function isSame(given: string | null, wanted: string): boolean {
  const [left, right] = [Buffer.from(given ?? ""), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function toRefusal(error: string | null): AppError {
  if (error === "access_denied") {
    return new AppError(
      "signed_out",
      "Spotify says that you did not agree. Nothing was connected; sign in again when you want to.",
    );
  }
  return new AppError(
    "unavailable",
    "Spotify could not sign you in. Check the client ID and the redirect URI in Spotify's dashboard, and try again.",
  );
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    await bind(server, port);
  } catch (cause) {
    throw await toPortTaken(port, cause);
  }
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: ADDRESS, port, exclusive: true }, () => {
      server.off("error", reject);
      // A connection that fails later is the browser's affair; it tries again.
      server.on("error", () => undefined);
      resolve();
    });
  });
}

async function toPortTaken(port: number, cause: unknown): Promise<AppError> {
  const free = await freePortAfter(port);
  return new AppError(
    "port_taken",
    free === null
      ? `Another program uses port ${port}. Choose another port, and add its redirect URI in Spotify's dashboard.`
      : `Another program uses port ${port}. Port ${free} is free: choose it, and add ${redirectUri(free)} to the redirect URIs in Spotify's dashboard.`,
    { cause },
  );
}

/** The next ones first: they look alike in Spotify's dashboard. */
async function freePortAfter(port: number): Promise<number | null> {
  for (let next = port + 1; next <= Math.min(port + PORTS_TO_TRY, 65_535); next += 1) {
    const server = createServer();
    try {
      await bind(server, next);
      return next;
    } catch {
      // Taken as well.
    } finally {
      server.close();
    }
  }
  return null;
}
