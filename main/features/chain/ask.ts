import { setTimeout as wait } from "node:timers/promises";
import type { FetchReport } from "../../../common/domain/coverage.ts";
import {
  forgetMisses,
  keepMisses,
  keepProvider,
  readProvider,
} from "../../library/feature-gaps.ts";
import { writeFetched } from "../../library/features.ts";
import type { Library } from "../../library/library.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import { ProviderFailure, type AskedTrack, type FeatureProvider, type Found } from "./provider.ts";

export type Patience = {
  /** Before the second attempt; twice that before the third. */
  readonly backoffMs: number;
  /** A service that wants us to wait longer is left alone until then. */
  readonly longestWaitMs: number;
  /** How long a service rests that failed three times in a row. */
  readonly restMs: number;
};

export const PATIENCE: Patience = { backoffMs: 1000, longestWaitMs: 60_000, restMs: 600_000 };

const ATTEMPTS = 3;
const FAILURES = 3;

type Told = FetchReport["providers"][number];

/**
 * Asks one provider about tracks, batch by batch; each answer is stored at once, so that a fetch that was cancelled or
 * killed goes on where it ended. What a service failed to answer counts as not asked.
 */
export async function askProvider(
  library: Library,
  provider: FeatureProvider,
  tracks: readonly AskedTrack[],
  patience: Patience,
  { signal, report }: CallContext,
): Promise<Told> {
  const told = { asked: 0, found: 0, missed: 0, requests: 0 };
  const record = readProvider(library.db, provider.id);
  if (
    record.state === "resting" &&
    record.until !== null &&
    Date.parse(record.until) > Date.now()
  ) {
    const stopped = `${record.problem ?? `${provider.name} failed.`} It is left alone until ${clock(record.until)}.`;
    return { id: provider.id, ...told, stopped };
  }
  let stopped: string | null = null;
  let next = 0;
  const line = async () => {
    while (stopped === null && next < tracks.length) {
      const batch = tracks.slice(next, next + provider.batch);
      const first = next === 0;
      next += batch.length;
      if (!first && provider.pauseMs > 0) await pause(provider.pauseMs, signal);
      try {
        const found = await persist(provider, batch, patience, signal, () => (told.requests += 1));
        await keep(library, provider, batch, found);
        told.asked += batch.length;
        told.found += found.size;
        told.missed += batch.length - found.size;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ProviderFailure)) throw error;
        stopped ??= await failed(library, provider, error, patience);
      }
      report({ stage: `Asking ${provider.name}`, done: told.asked, total: tracks.length });
    }
  };
  await Promise.all(Array.from({ length: provider.parallel }, line));
  return { id: provider.id, ...told, stopped };
}

/** A busy service is waited for, a failing one is tried again; then the failure is told. */
async function persist(
  provider: FeatureProvider,
  batch: readonly AskedTrack[],
  { backoffMs, longestWaitMs }: Patience,
  signal: AbortSignal,
  count: () => void,
): Promise<ReadonlyMap<number, Found>> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      count();
      return await provider.ask(batch, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ProviderFailure)) throw error;
      const temporary = error.kind === "busy" || error.kind === "down";
      const delay = error.retryAfterMs ?? backoffMs * 2 ** (attempt - 1);
      if (!temporary || attempt === ATTEMPTS || delay > longestWaitMs) throw error;
      await pause(delay, signal);
    }
  }
}

function keep(
  library: Library,
  provider: FeatureProvider,
  batch: readonly AskedTrack[],
  found: ReadonlyMap<number, Found>,
): Promise<void> {
  const at = new Date().toISOString();
  return library.write(() => {
    for (const [id, { features, confidence }] of found)
      writeFetched(library.db, id, provider.id, { features, confidence, at });
    const ids = batch.map(({ id }) => id);
    forgetMisses(library.db, provider.id, [...found.keys()]);
    keepMisses(
      library.db,
      provider.id,
      ids.filter((id) => !found.has(id)),
      at,
    );
    keepProvider(library.db, provider.id, {
      state: "ready",
      until: null,
      problem: null,
      failures: 0,
    });
  });
}

/** The circuit breaker. Returns why the provider is asked no more now; null = it is. */
async function failed(
  library: Library,
  provider: FeatureProvider,
  failure: ProviderFailure,
  { restMs, longestWaitMs }: Patience,
): Promise<string | null> {
  const { failures } = readProvider(library.db, provider.id);
  const wanted = failure.retryAfterMs ?? 0;
  const rests =
    failure.kind === "busy"
      ? wanted > longestWaitMs || failures + 1 >= FAILURES
      : failures + 1 >= FAILURES;
  const until = new Date(Date.now() + Math.max(restMs, wanted)).toISOString();
  const state =
    failure.kind === "changed"
      ? "changed"
      : failure.kind !== "refused" && rests
        ? "resting"
        : "ready";
  await library.write(() =>
    keepProvider(library.db, provider.id, {
      state,
      until: state === "resting" ? until : null,
      problem: failure.message,
      failures: failures + 1,
    }),
  );
  switch (failure.kind) {
    case "changed":
    case "refused":
      return failure.message;
    case "busy":
    case "down":
      return state === "resting"
        ? `${failure.message} It is left alone until ${clock(until)}.`
        : null;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
  signal.throwIfAborted();
}

function clock(at: string): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
