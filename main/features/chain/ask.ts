import type { FetchReport } from "../../../common/domain/coverage.ts";
import { forgetMisses, keepMisses } from "../../library/feature-gaps.ts";
import { writeFetched } from "../../library/features.ts";
import type { Library } from "../../library/library.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import { recordAnswer, recordFailure, resting, type Patience } from "./breaker.ts";
import { createPace, type Pace } from "./pace.ts";
import {
  ProviderFailure,
  type AskedTrack,
  type Asking,
  type FeatureProvider,
  type Found,
} from "./provider.ts";

const ATTEMPTS = 3;

type Told = FetchReport["providers"][number];

/**
 * Asks one provider about tracks, batch by batch; each answer is stored at once, so that a fetch that was cancelled or
 * killed goes on where it ended. What a service failed to answer counts as not asked. `answered` is called with each
 * batch and the tracks of it that got a value, once they are stored.
 */
export async function askProvider(
  library: Library,
  provider: FeatureProvider,
  tracks: readonly AskedTrack[],
  patience: Patience,
  { signal, report }: CallContext,
  answered: (batch: readonly AskedTrack[], found: ReadonlyMap<number, Found>) => void,
): Promise<Told> {
  const told = { asked: 0, found: 0, missed: 0, requests: 0 };
  const progress = (note?: string) =>
    report({
      stage: `Asking ${provider.name}`,
      done: told.asked,
      total: tracks.length,
      ...(note === undefined ? {} : { note }),
    });
  const pace = createPace(provider.pauseMs);
  const asking: Asking = {
    signal,
    async turn() {
      await pace.turn(signal);
      told.requests += 1;
    },
  };
  let stopped = tracks.length === 0 ? null : resting(library, provider);
  let next = 0;
  const line = async () => {
    while (stopped === null && next < tracks.length) {
      const batch = tracks.slice(next, next + provider.batch);
      next += batch.length;
      try {
        const found = await persist(provider, batch, patience, pace, asking, progress);
        await keep(library, provider, batch, found);
        told.asked += batch.length;
        told.found += found.size;
        told.missed += batch.length - found.size;
        answered(batch, found);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ProviderFailure)) {
          stopped ??= "";
          throw error;
        }
        const reason = await recordFailure(library, provider, error, patience);
        stopped ??= reason;
      }
      progress();
    }
  };
  const lines = await Promise.allSettled(Array.from({ length: provider.parallel }, line));
  for (const one of lines) if (one.status === "rejected") throw one.reason;
  return { id: provider.id, ...told, stopped };
}

/** A busy service is waited for, a failing one is asked again; then the failure is told. */
async function persist(
  provider: FeatureProvider,
  batch: readonly AskedTrack[],
  { backoffMs, longestWaitMs }: Patience,
  pace: Pace,
  asking: Asking,
  progress: (note: string) => void,
): Promise<ReadonlyMap<number, Found>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const told = await provider.ask(batch, asking);
      return new Map([...told].filter(([, { features }]) => Object.keys(features).length > 0));
    } catch (error) {
      asking.signal.throwIfAborted();
      if (!(error instanceof ProviderFailure)) throw error;
      const temporary = error.kind === "busy" || error.kind === "down";
      const delay = error.retryAfterMs ?? backoffMs * 2 ** (attempt - 1);
      if (!temporary || attempt === ATTEMPTS || delay > longestWaitMs) throw error;
      progress(`${error.message} Waiting ${Math.max(1, Math.round(delay / 1000))} s`);
      pace.hold(delay);
    }
  }
}

/** A track that a service knows but tells nothing of counts as not known. */
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
    forgetMisses(library.db, provider.id, [...found.keys()]);
    const missed = batch.map(({ id }) => id).filter((id) => !found.has(id));
    keepMisses(library.db, provider.id, missed, at);
    recordAnswer(library, provider);
  });
}
