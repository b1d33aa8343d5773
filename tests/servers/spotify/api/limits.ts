import type { SpotifyState } from "../state.ts";

const WINDOW_MS = 30_000;
const DAY_MS = 24 * 3_600_000;

export type Refused = { readonly retryAfter: number; readonly body: object };

/** Counts requests to the API, and refuses those over the limits; a refused one counts in the window alone. */
export function createLimits(state: SpotifyState): () => Refused | null {
  const { clock, rules } = state;
  let window: number[] = [];
  let day: number[] = [];
  return () => {
    const now = clock.now();
    window = window.filter((time) => time > now - WINDOW_MS);
    day = day.filter((time) => time > now - DAY_MS);
    if (rules.dailyRequests !== null && day.length >= rules.dailyRequests) {
      return { retryAfter: rules.quotaRetryAfterSeconds, body: tooMany("QUOTA_EXCEEDED") };
    }
    window.push(now);
    if (rules.windowRequests !== null && window.length > rules.windowRequests) {
      const free = (window[window.length - 1 - rules.windowRequests] ?? now) + WINDOW_MS;
      return { retryAfter: Math.max(1, Math.ceil((free - now) / 1000)), body: tooMany() };
    }
    day.push(now);
    return null;
  };
}

/** The body of a 429; `reason` stands in it since July 2026, for quotas alone. */
function tooMany(reason?: string): object {
  const message = reason === undefined ? "API rate limit exceeded" : "Too many requests";
  return { error: { status: 429, message, ...(reason === undefined ? {} : { reason }) } };
}
