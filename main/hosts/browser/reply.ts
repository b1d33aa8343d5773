import type { ServerResponse } from "node:http";
import type { Envelope } from "../../../common/envelope.ts";
import { SECURITY_HEADERS } from "../window-headers.ts";
import type { Refusal } from "./guard.ts";

export function writeHead(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | number>>,
): void {
  response.writeHead(status, { ...SECURITY_HEADERS, ...headers });
}

/** An envelope as the whole answer. Refused requests close the connection: what follows in it is not trusted. */
export function refuse(
  response: ServerResponse,
  { status, code, message }: Refusal,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  sendJson(
    response,
    status,
    { ok: false, error: { code, message } },
    { Connection: "close", ...headers },
  );
}

export function sendJson(
  response: ServerResponse,
  status: number,
  envelope: Envelope,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(JSON.stringify(envelope));
  writeHead(response, status, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": body.length,
    ...headers,
  });
  response.end(body);
}
