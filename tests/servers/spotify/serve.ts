import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { createAuthorizePages, type BrowserAnswer } from "./accounts/authorize.ts";
import { createGrants } from "./accounts/grants.ts";
import { tokenEndpoint } from "./accounts/token.ts";
import { createApi, type ApiAnswer } from "./api/api.ts";
import { decideAt } from "./browser.ts";
import { createDescription } from "./description.ts";
import { createFaults, type Fault, type Faults } from "./faults.ts";
import { readBody, type LoggedRequest } from "./log.ts";
import { createPhone, type Phone } from "./phone.ts";
import { createState, type SpotifyState } from "./state.ts";
import { createWorld, type World, type WorldSize } from "./world.ts";

/** A stand-in for accounts.spotify.com and api.spotify.com on this machine. */
export type SpotifyServer = {
  /** For UNDERTONE_SPOTIFY_API_URL. */
  readonly api: string;
  /** For UNDERTONE_SPOTIFY_ACCOUNTS_URL. */
  readonly accounts: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly state: SpotifyState;
  /** Makes what was there before. */
  readonly world: World;
  /** Does what the person does in Spotify's own app meanwhile. */
  readonly phone: Phone;
  /** All that came in since the start, or since `forgetRequests`. */
  readonly requests: readonly LoggedRequest[];
  readonly forgetRequests: () => void;
  /** What did not fit openapi.json, in requests or in our own answers. */
  readonly violations: readonly string[];
  readonly faults: Faults;
  /** What a person does in the browser; see {@link decideAt}. Agrees unless told otherwise. */
  readonly authorize: (url: string, decision?: "agree" | "deny") => Promise<string>;
  /** A sign-in without the browser; all of Undertone's scopes unless some are named. */
  readonly grant: (scopes?: readonly string[]) => {
    readonly accessToken: string;
    readonly refreshToken: string;
    /** Seconds. */
    readonly expiresIn: number;
  };
  /** Every code and token that was ever given, to look for where none may be. */
  readonly secrets: () => readonly string[];
  readonly close: () => Promise<void>;
};

export type ServeOptions = {
  /** 0 = a free one. */
  readonly port?: number;
  readonly world?: WorldSize;
};

const SCOPES = [
  "playlist-read-private",
  "playlist-read-collaborative",
  "playlist-modify-private",
  "playlist-modify-public",
  "user-library-read",
];
const BODY_LIMIT = 1_000_000;

/** Starts one; the caller closes it. In tests use `startSpotify`. */
export async function serveSpotify(options: ServeOptions = {}): Promise<SpotifyServer> {
  const state = createState();
  const grants = createGrants(state);
  const pages = createAuthorizePages(state, grants);
  const violations: string[] = [];
  const api = createApi(state, grants, createDescription(violations));
  const faults = createFaults();
  const requests: LoggedRequest[] = [];
  const world = createWorld(state);
  world.grow(options.world ?? {});

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      violations.push(`the stand-in failed: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("The stand-in has no port.");
  state.address = `http://127.0.0.1:${bound.port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await textOf(request);
    const contentType = request.headers["content-type"] ?? "";
    const logged = log(state, request, readBody(contentType, text));
    requests.push(logged);
    const fault = faults.take(logged);
    if (fault?.does === "breakBefore") return breakOff(request, fault);
    const answer = fault?.does === "answer" ? faultAnswer(fault) : honest();
    if (fault?.does === "breakAfter") return breakOff(request, fault);
    if (fault?.does === "delay") await wait(fault.milliseconds, undefined, { ref: false });
    if (response.destroyed) return;
    logged.status = "location" in answer ? 302 : answer.status;
    send(response, answer, fault);

    function honest(): ApiAnswer | BrowserAnswer {
      const authorization = request.headers.authorization ?? null;
      const { service, method, path, query } = logged;
      if (service === "api") return api(logged, authorization);
      if (method === "POST" && path === "/api/token") {
        return tokenEndpoint(state, grants, { contentType, authorization, body: text });
      }
      const [, first, asked, decision] = path.split("/");
      if (method !== "GET" || first !== "authorize") return { status: 404, html: "Not found" };
      return asked === undefined
        ? pages.ask(new URLSearchParams(query))
        : pages.decide(asked, decision ?? "");
    }
  }

  return {
    api: `${state.address}/v1`,
    accounts: state.address,
    clientId: state.app.clientId,
    clientSecret: state.app.clientSecret,
    state,
    world,
    phone: createPhone(state, grants),
    requests,
    forgetRequests: () => void requests.splice(0),
    violations,
    faults,
    authorize: (url, decision = "agree") => decideAt(url, decision),
    grant(scopes = SCOPES) {
      const { accessToken, refreshToken, expiresIn } = grants.forPerson(state.person.id, scopes);
      return { accessToken, refreshToken: refreshToken ?? "", expiresIn };
    },
    secrets: grants.all,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function log({ clock }: SpotifyState, request: IncomingMessage, body: unknown): LoggedRequest {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
  const api = pathname.startsWith("/v1/");
  return {
    service: api ? "api" : "accounts",
    method: request.method ?? "GET",
    path: api ? pathname.slice("/v1".length) : pathname,
    query: Object.fromEntries(searchParams),
    body,
    at: clock.now(),
    status: null,
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Error("A body is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function breakOff(
  request: IncomingMessage,
  { first }: { readonly first?: () => Promise<unknown> },
): Promise<void> {
  await first?.();
  request.socket.resetAndDestroy();
}

function faultAnswer(fault: Fault & { readonly does: "answer" }): ApiAnswer | BrowserAnswer {
  const { status, body, retryAfter } = fault;
  if (typeof body === "string") return { status, html: body };
  const said = body ?? { error: { status, message: "Something went wrong" } };
  return { status, body: said, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

function send(
  response: ServerResponse,
  answer: ApiAnswer | BrowserAnswer,
  fault: Fault | null,
): void {
  if ("location" in answer) {
    response.writeHead(302, { Location: answer.location }).end();
  } else if ("html" in answer) {
    response.writeHead(answer.status, { "Content-Type": "text/html; charset=utf-8" });
    response.end(answer.html);
  } else {
    const { status, retryAfter } = answer;
    const body = fault?.does === "change" ? fault.change(answer.body) : answer.body;
    const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
    response.writeHead(status, {
      "Content-Type": typeof body === "string" ? "text/plain" : "application/json; charset=utf-8",
      ...(retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) }),
    });
    response.end(fault?.does === "truncate" ? text.slice(0, text.length / 2) : text);
  }
}
