import type { Answer } from "./failures.ts";

const TIMEOUT_MS = 30_000;

export type Asked = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the API's address, with its query. */
  readonly path: string;
  readonly body?: object;
};

/** Sends once and reads the whole answer. Rejects as `fetch` does, or after 30 s. */
export async function ask(
  url: string,
  init: RequestInit,
  token: string,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await fetch(url, {
    ...init,
    headers: { ...jsonType(init), Accept: "application/json", Authorization: `Bearer ${token}` },
    // The API never redirects; where a network does, the token must not follow.
    redirect: "manual",
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  return {
    status: response.status,
    text: await response.text(),
    retryAfter: seconds(response.headers.get("retry-after")),
  };
}

function jsonType({ body }: RequestInit): { "Content-Type"?: string } {
  return body === undefined || body === null ? {} : { "Content-Type": "application/json" };
}

/** A number of seconds, or a date. */
function seconds(header: string | null): number | null {
  if (header === null) return null;
  const number = Number(header);
  const value = Number.isFinite(number) ? number : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(value) ? Math.max(0, Math.ceil(value)) : null;
}
