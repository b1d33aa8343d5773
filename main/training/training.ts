import { setImmediate as breathe } from "node:timers/promises";
import type { TrainReport } from "../../common/domain/model.ts";
import type { Settings } from "../../common/domain/settings.ts";
import { AppError } from "../../common/errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Learning } from "../learning/client.ts";
import type { Running } from "../learning/evaluate.ts";
import { readModel, type Model } from "../learning/classifier.ts";
import type { Library } from "../library/library.ts";
import {
  getModel,
  insertModel,
  modelInUse,
  modelInUseId,
  useModel,
  type StoredModel,
} from "../library/models.ts";
import { predictionsAreOf } from "../library/predictions.ts";
import type { Log } from "../ports.ts";
import type { CallContext } from "../rpc/dispatch.ts";
import type { Events } from "../rpc/events.ts";
import { labelPairs, trainInput } from "./input.ts";
import { describeMoves, outcomeOf } from "./moves.ts";
import { placeOf } from "./models/place.ts";
import { createLibrarySession, type Scored } from "./session.ts";
import { createStore } from "./store.ts";

export type Training = {
  /**
   * Trains on all labels, puts the model in use, and says what moved. A model that agrees less with the labels than the
   * one in use (see models/guard.ts) is stored only, unless `acceptWorse`.
   */
  run(
    context?: Partial<CallContext>,
    options?: { readonly acceptWorse?: boolean },
  ): Promise<TrainReport>;
  /** Trains soon, unless the user wants to do it by hand; called after every correction. */
  schedule(): void;
  /** Puts an earlier model back in use. */
  use(id: number, context?: Partial<CallContext>): Promise<{ moved: number }>;
  /** What a stored model says of every track; nothing is changed. Null where this version cannot read it. */
  guesses(id: number, context: Running): Promise<Scored | null>;
  /** Guesses anew from the model in use, where those that are stored are not its own (after a kill) or moods are gone. */
  refresh(because?: "moods changed"): Promise<void>;
  /** When nothing is left to do: no training is under way or due, and what is stored is what the model in use says. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

type Deps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly learning: Learning;
  readonly events: Events;
  readonly settings: () => Settings;
  readonly log: Log;
};

/** A training under way. When a newer one replaces it, its callers get the newer one's report. */
type Run = {
  readonly abort: AbortController;
  result: Promise<TrainReport>;
  replacedBy?: Run;
};

export function createTraining(deps: Deps): Training {
  const { library, jobs, learning, events, settings, log } = deps;
  const closing = new AbortController();
  const store = createStore(library, log);
  const session = createLibrarySession({ library, learning, settings });
  let timer: NodeJS.Timeout | undefined;
  let current: Run | undefined;
  let due = false;
  let refreshing: Promise<void> = Promise.resolve();

  /** The training whose model that is, which the learning can go on from. */
  let latest: { readonly model: number; readonly training: number } | null = null;

  const trainNow = async (context: CallContext, acceptWorse: boolean): Promise<TrainReport> => {
    const started = performance.now();
    const { input, columns, output } = await session.train((now) => {
      const inUse = modelInUseId(library.db);
      const continues = latest !== null && latest.model === inUse ? latest.training : null;
      // Only where the learning does not know them it is told the labels that the model in use was trained on.
      const previous = continues === null ? modelInUse(library.db) : null;
      return { ...trainInput(library, now, previous, settings()), continues };
    }, context);
    const createdAt = new Date().toISOString();
    const trained = { input, columns, output };
    const { waits, ...place } = await placeOf(deps, trained, acceptWorse, context);
    const { heldBack } = place;
    const movedTracks = heldBack === null ? describeMoves(library.db, columns, output.moves) : [];
    // Between pieces of work the window gets its turn.
    await breathe();
    const report = {
      createdAt,
      labels: input.labelledRows.length,
      moved: heldBack === null ? output.moves.count : 0,
      movedTracks,
      ...place,
      evaluation: output.evaluation,
      note: output.note,
      milliseconds: Math.round(performance.now() - started),
    };
    const model = await library.write(() => {
      context.signal.throwIfAborted();
      return insertModel(library.db, {
        createdAt,
        moods: output.moods,
        data: output.model,
        labels: labelPairs(input),
        moodsThen: input.moods.map(({ name, definition }) => ({ name, definition })),
        heldOut: output.heldOut,
        report,
        use: heldBack === null,
        heldBack: waits,
      });
    });
    if (heldBack !== null) {
      // Rows that came meanwhile are guessed by the model that stays.
      await renew(true);
      events.emit({ type: "changed", tables: ["models"] });
      events.emit({ type: "trained", model, moved: 0, heldBack: waits === "asked" });
      return { model, ...report };
    }
    latest = { model, training: output.number };
    await install({ id: model, model: output.model, moods: output.moods }, { ...output, columns });
    events.emit({ type: "trained", model, moved: report.moved });
    return { model, ...report };
  };

  const run: Training["run"] = (context = {}, { acceptWorse = false } = {}) => {
    if (closing.signal.aborted) return Promise.reject(closed());
    clearTimeout(timer);
    timer = undefined;
    const abort = new AbortController();
    const signals = [abort.signal, closing.signal, ...(context.signal ? [context.signal] : [])];
    const mine: Run = {
      abort,
      result: jobs.run(
        {
          kind: "train",
          title: "Learning your moods",
          work: (running) => trainNow(running, acceptWorse),
          outcome: outcomeOf,
        },
        { ...context, signal: AbortSignal.any(signals) },
      ),
    };
    const replaced = current;
    current = mine;
    // What is under way learns from labels that are out of date: whoever waits for it gets the newer answer.
    if (replaced) {
      replaced.replacedBy = mine;
      replaced.abort.abort();
    }
    mine.result = mine.result
      .catch((error: unknown) => {
        if (mine.replacedBy && !context.signal?.aborted) return mine.replacedBy.result;
        throw error;
      })
      .finally(() => {
        if (current === mine) current = undefined;
      });
    return mine.result;
  };

  /** Never rejects. A training under way ends first: with quick corrections in a large library none would otherwise. */
  const runSoon = async () => {
    if (due) return;
    due = true;
    await current?.result.catch(() => undefined);
    due = false;
    if (closing.signal.aborted) return;
    await run().catch((error: unknown) => {
      if (!isCancel(error)) log("warn", "Retraining did not finish.", error);
    });
  };

  /** Puts guesses of the model in use in place, and has them written. */
  const install = async ({ id, model, moods }: Readable, guesses: Scored): Promise<void> => {
    await session.install(model, moods, guesses, { signal: closing.signal });
    store.put(id);
    events.emit({ type: "changed", tables: ["models", "tracks", "moods"] });
  };

  const goBack = async (id: number, context: CallContext) => {
    const stored = readable(getModel(library.db, id));
    if (!stored) {
      throw new AppError(
        "conflict",
        "This model was made by another version of Undertone and cannot be used. Train a new one instead.",
      );
    }
    const guesses = await session.score(stored.model, stored.moods, context);
    await library.write(() => {
      context.signal.throwIfAborted();
      useModel(library.db, id);
    });
    await install(stored, guesses);
    return { moved: guesses.moves.count };
  };

  const renew = async (force: boolean): Promise<void> => {
    const columns = await library.columns();
    if (columns.size === 0 || closing.signal.aborted) return;
    const inUse = modelInUse(library.db);
    if (inUse && !force && predictionsAreOf(library.db, inUse.id)) return;
    const stored = inUse && readable(inUse);
    if (!stored) {
      await run();
      return;
    }
    const guesses = await session.score(stored.model, stored.moods, { signal: closing.signal });
    // A training that ended meanwhile knows better.
    if (modelInUseId(library.db) === stored.id) await install(stored, guesses);
  };

  return {
    run,
    schedule() {
      clearTimeout(timer);
      timer = undefined;
      const { retrainAutomatically, retrainDelayMs } = settings();
      if (!retrainAutomatically || closing.signal.aborted) return;
      timer = setTimeout(() => {
        timer = undefined;
        void runSoon();
      }, retrainDelayMs);
    },
    use(id, context) {
      // The user's choice stands against a training that is due or under way.
      clearTimeout(timer);
      timer = undefined;
      current?.abort.abort();
      return jobs.run(
        {
          kind: "train",
          title: "Going back to an earlier model",
          outcome: ({ moved }) =>
            moved === 1 ? "1 song changed its mood." : `${moved} songs changed their mood.`,
          work: (running) => goBack(id, running),
        },
        context,
      );
    },
    async guesses(id, context) {
      const stored = readable(getModel(library.db, id));
      return stored && session.score(stored.model, stored.moods, context);
    },
    refresh(because) {
      const mine = refreshing
        .then(() => renew(because === "moods changed"))
        .catch((error: unknown) => {
          if (!closing.signal.aborted && !isCancel(error))
            log("warn", "Renewing the guesses did not finish.", error);
        });
      refreshing = mine;
      return mine;
    },
    async settled() {
      await refreshing;
      if (timer) {
        clearTimeout(timer);
        timer = undefined;
        await runSoon();
      }
      await current?.result.catch(() => undefined);
      await store.done();
    },
    async close() {
      clearTimeout(timer);
      closing.abort(closed());
      await learning.close();
      await refreshing;
      await current?.result.catch(() => undefined);
      await store.done();
    },
  };
}

function closed(): AppError {
  return new AppError("cancelled", "Undertone was closed.");
}

function isCancel(error: unknown): boolean {
  return error instanceof AppError && error.code === "cancelled";
}

type Readable = { readonly id: number; readonly model: Model; readonly moods: readonly number[] };

/** Null if it was made by another version. */
function readable({ id, data, moods }: StoredModel): Readable | null {
  const model = readModel(data);
  return model && { id, model, moods };
}
