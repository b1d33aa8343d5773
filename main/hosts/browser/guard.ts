import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { ErrorCode } from "../../../common/errors.ts";

/** Why a request is not answered. */
export type Refusal = {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
};

type Checked = Pick<IncomingMessage, "method" | "headers" | "rawHeaders">;

/**
 * What every request must pass, whatever it asks for. `host` is the one `127.0.0.1:PORT` that we are.
 * Exact Host stops DNS rebinding; Origin and Sec-Fetch-Site stop other sites that run in the same browser.
 */
export function refuseStranger(request: Checked, host: string): Refusal | null {
  if (count(request.rawHeaders, "host") !== 1 || request.headers.host !== host) {
    return refusal(421, `This address is ${host} alone.`);
  }
  if (count(request.rawHeaders, "origin") > 1) return refusal(403, "Only one Origin is possible.");
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    return refusal(403, "Requests of other sites are not answered.");
  }
  if (origin === undefined && request.method !== "GET") {
    return refusal(403, "Only Undertone's own page may send this: the Origin is missing.");
  }
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    return refusal(403, "Requests of other sites are not answered.");
  }
  return null;
}

/** What everything but the page's own files needs: the key, as a bearer token. */
export function refuseKeyless(headers: IncomingHttpHeaders, token: string): Refusal | null {
  const given = /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1];
  // Digests have one length, which timingSafeEqual wants, and tell nothing about the key's.
  if (given !== undefined && timingSafeEqual(digest(given), digest(token))) return null;
  return refusal(
    401,
    "This page does not have the key of the Undertone that runs now. Open the address that Undertone printed.",
  );
}

/** `application/json` and the like, with or without `charset=utf-8`. */
export function refuseType(headers: IncomingHttpHeaders, type: string): Refusal | null {
  const [given, ...parameters] = (headers["content-type"] ?? "").toLowerCase().split(";");
  const plain = parameters.every((parameter) => parameter.trim() === "charset=utf-8");
  if (given?.trim() === type && plain) return null;
  return { status: 415, code: "bad_input", message: `The body must be ${type}.` };
}

function refusal(status: number, message: string): Refusal {
  return { status, code: "unavailable", message };
}

/** Node joins or drops repeated headers; only the raw list shows them. */
function count(rawHeaders: readonly string[], name: string): number {
  return rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === name).length;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
