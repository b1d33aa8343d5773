import { request, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { onTestFinished } from "vitest";
import { startBrowserHost, type BrowserHost } from "../../../main/hosts/browser/host.ts";
import { temporaryFolder } from "../../support/folder.ts";

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** Where a host is, and its key. */
type Address = Pick<BrowserHost, "origin" | "token">;

/** The host on a library of its own, with a page of two files. */
export async function startHost(
  options: {
    readonly data?: string;
    readonly maxUploadBytes?: number;
    readonly headersTimeoutMs?: number;
  } = {},
): Promise<BrowserHost> {
  const host = await startBrowserHost({
    data: temporaryFolder(),
    window: new Map([
      ["/", { body: Buffer.from("<!doctype html>"), type: "text/html; charset=utf-8" }],
      ["/assets/a.js", { body: Buffer.from("1;"), type: "text/javascript; charset=utf-8" }],
    ]),
    ...options,
  });
  onTestFinished(() => host.close());
  return host;
}

/** What the page itself would send with every call. */
export function ownHeaders(host: Address): Record<string, string> {
  return {
    origin: host.origin,
    "sec-fetch-site": "same-origin",
    authorization: `Bearer ${host.token}`,
    "content-type": "application/json",
  };
}

/** One request with exactly these headers (and a Host, unless it is given). The path is sent as it is. */
export function ask(
  host: Address,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port: new URL(host.origin).port, method, path, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** A call as the page makes it, answered whole: its lines. */
export async function callLines(host: Address, name: string, input: unknown): Promise<unknown[]> {
  const body = JSON.stringify({ name, input });
  const answer = await ask(host, "POST", "/call", ownHeaders(host), body);
  return answer.body
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);
}

/** Writes bytes to the port and gives what came back until the other side closed. */
export function talk(host: Address, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(host.origin).port), "127.0.0.1", () => {
      socket.write(text);
    });
    let heard = "";
    socket.setEncoding("latin1");
    socket.on("data", (chunk) => {
      heard += String(chunk);
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(heard));
  });
}

/** `HTTP/1.1 403 Forbidden` → 403 */
export function statusOf(heard: string): number {
  return Number(heard.split(" ")[1]);
}
