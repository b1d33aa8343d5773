import { z } from "zod";
import { AppError } from "../../../common/errors.ts";
import { SPOTIFY_SCOPES } from "../../../common/domain/spotify.ts";
import { TemporaryFailure } from "./temporary-failure.ts";

/** An answer, read whole. */
export type Answer = {
  readonly status: number;
  readonly text: string;
  /** Seconds; null = Spotify did not say. */
  readonly retryAfter: number | null;
};

const DASHBOARD = "https://developer.spotify.com/dashboard";
const SERVER_RETRIES = 4;
const NETWORK_RETRIES = 3;

/** Nothing was sent when these happen: no name, no way, nobody at the door. */
const BEFORE_SENDING: ReadonlySet<string> = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ENETDOWN",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Spotify's own error object; proxies and old corners of the API answer otherwise. */
const errorBodySchema = z.object({
  error: z.object({ message: z.string().catch(""), reason: z.string().nullish().catch(null) }),
  reason: z.string().nullish().catch(null),
});

type Asked = { readonly path: string; readonly write: boolean; readonly appOnly: boolean };

/** What an answer other than 2xx, 401 and 429 means. */
export function toFailure(answer: Answer, asked: Asked): AppError | TemporaryFailure {
  const { message } = readError(answer.text);
  if (answer.status === 403) return toRefusal(message || answer.text, asked);
  if (answer.status === 404) {
    return new AppError(
      "not_found",
      "Spotify has nothing there (any more). List your playlists anew and try again.",
    );
  }
  if (answer.status >= 500) {
    const told = new AppError(
      "unavailable",
      asked.write
        ? `Spotify has trouble (${answer.status}) and did not say whether the change was made. Plan again: it looks first.`
        : `Spotify has trouble (${answer.status}). Try again in a few minutes.`,
    );
    return asked.write ? told : new TemporaryFailure(told, SERVER_RETRIES);
  }
  return new AppError(
    "unavailable",
    `Spotify did not accept the request (${answer.status}${message === "" ? "" : `: ${message}`}). Try again; if it stays, update Undertone.`,
  );
}

/** A 403 has four meanings that the text alone tells apart. */
function toRefusal(text: string, { path, appOnly }: Asked): AppError {
  if (/premium/i.test(text)) {
    return new AppError(
      "premium_needed",
      "Spotify answers only apps whose owner has Premium. Subscribe with the account that made the app, or use a client ID from an account that has it.",
    );
  }
  if (/scope/i.test(text)) return scopeMissing();
  if (/regist|dashboard|allow-?list|not (been )?added/i.test(text)) return notAllowed();
  if (path.startsWith("playlists/")) {
    return appOnly
      ? new AppError(
          "not_yours",
          "Spotify shows playlists to an app without a person only if the app is an old one. Sign in with your account instead.",
        )
      : new AppError(
          "not_yours",
          "Spotify lets only its owner and collaborators read or change this playlist. Copy it into a playlist of your own to use it.",
        );
  }
  if (path.startsWith("audio-features")) {
    return new AppError(
      "unavailable",
      "Spotify gives audio features only to apps from before 27 November 2024, and yours is a newer one. Choose another source for them.",
    );
  }
  return notAllowed();
}

function notAllowed(): AppError {
  return new AppError(
    "user_not_allowed",
    `Your Spotify account is not among the users of this app. Add its email address under “User Management” of the app at ${DASHBOARD}, then check again.`,
  );
}

export function scopeMissing(missing: readonly string[] = SPOTIFY_SCOPES): AppError {
  return new AppError(
    "scope_missing",
    `You have not allowed everything that this needs (${missing.join(", ")}). Sign in again and agree to all of it.`,
  );
}

/** What a failed fetch means. `write`: whether sending again could do it twice. */
export function toNetworkFailure(error: unknown, write: boolean): AppError | TemporaryFailure {
  const sent = !BEFORE_SENDING.has(codeOf(error));
  if (write && sent) {
    return new AppError(
      "unavailable",
      "The connection broke before Spotify said whether the change was made. Plan again: it looks first.",
    );
  }
  const offline = new AppError(
    "offline",
    "Spotify cannot be reached. Check your connection; everything already synced works without it.",
  );
  return write ? offline : new TemporaryFailure(offline, NETWORK_RETRIES);
}

export function notUnderstood(): AppError {
  return new AppError(
    "unavailable",
    "Spotify's answer was not understood. If a page of your network asks you to sign in, do that; else look for an update of Undertone.",
  );
}

export function isQuotaExceeded(text: string): boolean {
  return readError(text).reason === "QUOTA_EXCEEDED";
}

function readError(text: string): { message: string; reason: string | null } {
  try {
    const { error, reason } = errorBodySchema.parse(JSON.parse(text));
    return {
      message: harmless(error.message),
      reason: error.reason ?? reason ?? null,
    };
  } catch {
    return { message: "", reason: null };
  }
}

/** Spotify's own words, without what may be a token: messages are shown, logged and sent along with reports. */
function harmless(message: string): string {
  return message
    .replace(/\p{Cc}+/gu, " ")
    .replace(/[\w.~+/-]{20,}=*/g, "…")
    .slice(0, 160);
}

/** `fetch` hides the system's code in the cause, and a race of addresses hides it in a list. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
