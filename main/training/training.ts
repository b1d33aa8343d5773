import type { TrainReport } from "../../common/domain/model.ts";
import type { Settings } from "../../common/domain/settings.ts";
import { AppError } from "../../common/errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Learning } from "../learning/client.ts";
import { readModel } from "../learning/classifier.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import type { Library } from "../library/library.ts";
import {
  getModel,
  insertModel,
  modelInUse,
  useModel,
  type StoredModel,
} from "../library/models.ts";
import { listMoods } from "../library/moods.ts";
import { predictionsAreOf, type Predictions } from "../library/predictions.ts";
import type { Log } from "../ports.ts";
import type { CallContext } from "../rpc/dispatch.ts";
import type { Events } from "../rpc/events.ts";
import { labelPairs, trainInput } from "./input.ts";
import { describeMoves, moves, outcomeOf } from "./moves.ts";
import { toPredictions } from "./predictions.ts";
import { createStore } from "./store.ts";

export type Training = {
  /** Trains on all labels, puts the model in use, and says what moved. */
  run(context?: Partial<CallContext>): Promise<TrainReport>;
  /** Trains soon, unless the user wants to do it by hand; called after every correction. */
  schedule(): void;
  /** Puts an earlier model back in use. */
  use(id: number, context?: Partial<CallContext>): Promise<{ moved: number }>;
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
  let timer: NodeJS.Timeout | undefined;
  let current: Run | undefined;
  let due = false;
  let refreshing: Promise<void> = Promise.resolve();

  const trainNow = async (context: CallContext): Promise<TrainReport> => {
    const started = performance.now();
    const columns = await library.columns();
    const input = trainInput(library, columns, modelInUse(library.db), settings());
    const output = await learning.train(input, context);
    const createdAt = new Date().toISOString();
    const report = {
      createdAt,
      labels: input.labelledRows.length,
      agreement: output.agreement,
      evaluation: output.evaluation,
      note: output.note,
    };
    const now = await library.columns();
    const { model, predictions, moved, movedTracks, milliseconds } = await library.write(() => {
      context.signal.throwIfAborted();
      // A mood that was deleted meanwhile must not come back as a guess.
      const predictions = toPredictions(input.ids, output, present(library, output.moods));
      const moved = moves(now, predictions);
      const rest = {
        moved: moved.count,
        movedTracks: describeMoves(library, moved.first),
        milliseconds: Math.round(performance.now() - started),
      };
      const model = insertModel(library.db, {
        createdAt,
        moods: output.moods,
        data: output.model,
        labels: labelPairs(columns, input),
        report: { ...report, ...rest },
      });
      return { model, predictions, ...rest };
    });
    await store.put(model, predictions, present(library, output.moods));
    events.emit({ type: "changed", tables: ["models", "tracks", "moods"] });
    events.emit({ type: "trained", model, moved });
    return { model, ...report, moved, movedTracks, milliseconds };
  };

  const run = (context: Partial<CallContext> = {}): Promise<TrainReport> => {
    if (closing.signal.aborted) return Promise.reject(closed());
    clearTimeout(timer);
    timer = undefined;
    const abort = new AbortController();
    const signals = [abort.signal, closing.signal, ...(context.signal ? [context.signal] : [])];
    const mine: Run = {
      abort,
      result: jobs.run(
        { kind: "train", title: "Learning your moods", work: trainNow, outcome: outcomeOf },
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

  /** The whole library by a stored model; null if it was made by another version. */
  const ask = async (stored: StoredModel, context: CallContext): Promise<Predictions | null> => {
    const model = readModel(stored.data);
    if (!model) return null;
    const columns = await library.columns();
    const ids = Float64Array.from(columns.ids);
    const features = trainingFeatures(columns.featureMatrix(), settings());
    const answer = await learning.predict({ model, features }, context);
    return toPredictions(ids, { ...answer, moods: stored.moods }, present(library, stored.moods));
  };

  const install = async (stored: StoredModel, predictions: Predictions): Promise<number> => {
    const moved = moves(await library.columns(), predictions);
    await store.put(stored.id, predictions, present(library, stored.moods));
    events.emit({ type: "changed", tables: ["models", "tracks", "moods"] });
    return moved.count;
  };

  const goBack = async (id: number, context: CallContext) => {
    const stored = getModel(library.db, id);
    const predictions = await ask(stored, context);
    if (!predictions) {
      throw new AppError(
        "conflict",
        "This model was made by another version of Undertone and cannot be used. Train a new one instead.",
      );
    }
    await library.write(() => {
      context.signal.throwIfAborted();
      useModel(library.db, id);
    });
    return { moved: await install(stored, predictions) };
  };

  const renew = async (force: boolean): Promise<void> => {
    const columns = await library.columns();
    if (columns.size === 0 || closing.signal.aborted) return;
    const stored = modelInUse(library.db);
    if (stored && !force && predictionsAreOf(library.db, stored.id)) return;
    const context = { signal: closing.signal, report: () => undefined };
    const predictions = stored && (await ask(stored, context));
    if (!stored || !predictions) {
      await run();
      return;
    }
    // A training that ended meanwhile knows better.
    if (modelInUse(library.db)?.id === stored.id) await install(stored, predictions);
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

/** Those of a model's moods that are still there. */
function present(library: Library, moods: readonly number[]): number[] {
  const there = new Set(listMoods(library.db).map((mood) => mood.id));
  return moods.filter((id) => there.has(id));
}
