import { keepProvider, readProvider } from "../../library/feature-gaps.ts";
import type { Library } from "../../library/library.ts";
import type { FeatureProvider, ProviderFailure } from "./provider.ts";

export type Patience = {
  /** Before the second attempt; twice that before the third. */
  readonly backoffMs: number;
  /** A service that wants us to wait longer is left alone until then. */
  readonly longestWaitMs: number;
  /** How long a service rests that failed three times in a row. */
  readonly restMs: number;
};

export const PATIENCE: Patience = { backoffMs: 1000, longestWaitMs: 60_000, restMs: 600_000 };

const FAILURES = 3;

/** Why a provider is not to be asked now, in a sentence; null = it may be. */
export function resting(
  { db }: Library,
  { id, name }: Pick<FeatureProvider, "id" | "name">,
): string | null {
  const { state, until, problem } = readProvider(db, id);
  if (state !== "resting" || until === null || Date.parse(until) <= Date.now()) return null;
  return `${problem ?? `${name} failed.`} It is left alone until ${clock(until)}.`;
}

/** Call inside a transaction, after an answer. */
export function recordAnswer({ db }: Library, { id }: Pick<FeatureProvider, "id">): void {
  keepProvider(db, id, { state: "ready", until: null, problem: null, failures: 0 });
}

/** Notes a failure. Returns why the provider is asked no more in this fetch; null = it is. */
export async function recordFailure(
  library: Library,
  { id }: Pick<FeatureProvider, "id">,
  failure: ProviderFailure,
  { restMs, longestWaitMs }: Patience,
): Promise<string | null> {
  const { kind, message } = failure;
  const wanted = failure.retryAfterMs ?? 0;
  const until = new Date(Date.now() + Math.max(restMs, wanted)).toISOString();
  const rests = await library.write(() => {
    const failures = readProvider(library.db, id).failures + 1;
    const temporary = kind === "busy" || kind === "down";
    const tired = temporary && (failures >= FAILURES || wanted > longestWaitMs);
    keepProvider(library.db, id, {
      state: kind === "changed" ? "changed" : tired ? "resting" : "ready",
      until: tired ? until : null,
      problem: message,
      failures,
    });
    return tired;
  });
  switch (kind) {
    case "changed":
    case "refused":
      return message;
    case "busy":
    case "down":
      return rests ? `${message} It is left alone until ${clock(until)}.` : null;
  }
}

function clock(at: string): string {
  const moment = new Date(at);
  const time = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return moment.toDateString() === new Date().toDateString()
    ? time
    : `${time} on ${moment.toLocaleDateString("en-GB", { day: "numeric", month: "long" })}`;
}
