import type { z } from "zod";
import { ProviderFailure, type Asking } from "./provider.ts";

/** A service that does not answer in this time is down. */
const TIMEOUT_MS = 20_000;
/** No honest answer is longer. */
const MAX_BYTES = 20_000_000;

/** Some services refuse a library's usual name; MusicBrainz wants a way to reach who asks. */
const USER_AGENT = "Undertone/0.1 (https://github.com/undertone-app/undertone)";

/**
 * Asks for JSON, when it is our turn, and reads it by a schema. Throws {@link ProviderFailure} with a sentence, and the
 * signal's reason on abort. `none`: what this service says, with 404, where it has nothing; another 404 means that
 * what we ask has moved, and not that the service knows nothing.
 */
export async function requestJson<Answer>(
  name: string,
  url: string,
  schema: z.ZodType<Answer>,
  { signal, turn }: Asking,
  none?: z.ZodType,
): Promise<Answer | null> {
  await turn();
  const response = await send(name, url, signal);
  if (response.status === 404) {
    if (none?.safeParse(jsonOrNull(await bodyOf(name, response, signal))).success) return null;
    await response.body?.cancel();
    throw new ProviderFailure("changed", `${name} has moved what Undertone asks it for (404).`);
  }
  if (response.status === 429 || response.status === 503) {
    await response.body?.cancel();
    const retryAfterMs = retryAfter(response.headers.get("retry-after"));
    throw new ProviderFailure("busy", `${name} asks us to wait.`, { retryAfterMs });
  }
  if (response.status >= 500) {
    await response.body?.cancel();
    throw new ProviderFailure("down", `${name} has trouble (${response.status}).`);
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new ProviderFailure("refused", `${name} refuses our request (${response.status}).`);
  }
  const text = await bodyOf(name, response, signal);
  const parsed = schema.safeParse(asJson(name, text));
  if (parsed.success) return parsed.data;
  throw changedShape(name, parsed.error.issues[0]?.path.map(String).join("."));
}

/** `place`: where in the answer, as far as that can be said. */
export function changedShape(name: string, place = ""): ProviderFailure {
  const where = place === "" ? "" : ` (${place})`;
  return new ProviderFailure(
    "changed",
    `${name} answers in a shape that this version of Undertone does not know${where}.`,
  );
}

async function send(name: string, url: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      headers: { Accept: "application/json", "User-Agent": USER_AGENT },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
  } catch (cause) {
    signal.throwIfAborted();
    throw new ProviderFailure("down", `${name} cannot be reached.`, { cause });
  }
}

async function bodyOf(name: string, response: Response, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > MAX_BYTES) throw new ProviderFailure("changed", `${name} answers far too much.`);
      chunks.push(chunk);
    }
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof ProviderFailure) throw cause;
    throw new ProviderFailure("down", `${name} broke off its answer.`, { cause });
  }
  return Buffer.concat(chunks).toString("utf8");
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** An error page in HTML, with the status of success, is trouble of the service and no change of its shape. */
function asJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProviderFailure("down", `${name} answers with a page instead of data.`, { cause });
  }
}

/** Seconds, or a date (RFC 9110, section 10.2.3). */
function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
