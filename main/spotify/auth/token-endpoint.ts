import pRetry from "p-retry";
import { z } from "zod";
import { AppError } from "../../../common/errors.ts";
import { notUnderstood } from "../client/failures.ts";
import { TemporaryFailure } from "../client/temporary-failure.ts";
import { TokenRefused } from "./token-refused.ts";

const TIMEOUT_MS = 20_000;
const RETRIES = 2;

/** What Spotify gives. `refreshToken` null: the one that we have stays good. `scopes` null: those that were asked for. */
export type Grant = {
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly refreshToken: string | null;
  readonly scopes: readonly string[] | null;
};

const grantSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().catch(3600),
  refresh_token: z.string().min(1).nullish().catch(null),
  scope: z.string().nullish().catch(null),
});
const refusalSchema = z.object({ error: z.string() });

/**
 * The three grants that Undertone uses. All throw TokenRefused (invalid_grant, invalid_client), or AppError `offline`
 * or `unavailable` for what another try may mend. `accounts` is the address without a slash at the end.
 */
export function exchangeCode(
  accounts: string,
  code: { clientId: string; code: string; verifier: string; redirectUri: string },
  signal: AbortSignal,
): Promise<Grant> {
  // A code holds for one exchange: asked again, Spotify refuses it.
  return post(
    accounts,
    {
      grant_type: "authorization_code",
      client_id: code.clientId,
      code: code.code,
      code_verifier: code.verifier,
      redirect_uri: code.redirectUri,
    },
    {},
    signal,
  ).catch((error: unknown) => {
    throw error instanceof TemporaryFailure ? error.told : error;
  });
}

export function refreshGrant(
  accounts: string,
  { clientId, refreshToken }: { clientId: string; refreshToken: string },
  signal: AbortSignal,
): Promise<Grant> {
  const form = { grant_type: "refresh_token", client_id: clientId, refresh_token: refreshToken };
  return retried(() => post(accounts, form, {}, signal), signal);
}

export function appGrant(
  accounts: string,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
  signal: AbortSignal,
): Promise<Grant> {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const headers = { Authorization: `Basic ${basic}` };
  return retried(
    () => post(accounts, { grant_type: "client_credentials" }, headers, signal),
    signal,
  );
}

async function retried(work: () => Promise<Grant>, signal: AbortSignal): Promise<Grant> {
  try {
    return await pRetry(work, {
      retries: RETRIES,
      minTimeout: 200,
      randomize: true,
      signal,
      shouldRetry: ({ error }) => error instanceof TemporaryFailure,
    });
  } catch (error) {
    throw error instanceof TemporaryFailure ? error.told : error;
  }
}

async function post(
  accounts: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Grant> {
  let status: number;
  let text: string;
  try {
    const response = await fetch(`${accounts}/api/token`, {
      method: "POST",
      headers: { ...headers, Accept: "application/json" },
      body: new URLSearchParams(form),
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    status = response.status;
    text = await response.text();
  } catch {
    // What `fetch` throws may hold what was sent: it goes no further.
    signal.throwIfAborted();
    throw new TemporaryFailure(
      new AppError(
        "offline",
        "Spotify's sign-in cannot be reached. Check your connection and try again.",
      ),
      RETRIES,
    );
  }
  if (status >= 200 && status < 300) return toGrant(text);
  const refusal = refusalOf(text);
  if (refusal === "invalid_grant" || refusal === "invalid_client") throw new TokenRefused(refusal);
  const told = new AppError(
    "unavailable",
    `Spotify's sign-in has trouble (${status}). Try again in a few minutes; you stay signed in.`,
  );
  throw status >= 500 ? new TemporaryFailure(told, RETRIES) : told;
}

function toGrant(text: string): Grant {
  const parsed = grantSchema.safeParse(json(text));
  if (!parsed.success) throw notUnderstood();
  const { access_token, expires_in, refresh_token, scope } = parsed.data;
  return {
    accessToken: access_token,
    expiresAt: Date.now() + expires_in * 1000,
    refreshToken: refresh_token ?? null,
    scopes: scope?.split(" ").filter((name) => name !== "") ?? null,
  };
}

function refusalOf(text: string): string | null {
  const parsed = refusalSchema.safeParse(json(text));
  return parsed.success ? parsed.data.error : null;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
