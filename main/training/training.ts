import type { TrainReport } from "../../common/domain/model.ts";
import type { Settings } from "../../common/domain/settings.ts";
import { LABEL_SOURCES } from "../../common/domain/track.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Learning } from "../learning/client.ts";
import type { TrainInput, TrainOutput } from "../learning/train.ts";
import { modelSchema } from "../learning/classifier.ts";
import type { TrackColumns } from "../library/columns.ts";
import type { Library } from "../library/library.ts";
import {
  getModel,
  insertModel,
  modelInUse,
  useModel,
  type StoredModel,
} from "../library/models.ts";
import { listMoods } from "../library/moods.ts";
import { predictionsAreOf, storePredictions, type Predictions } from "../library/predictions.ts";
import { readTracks } from "../library/tracks.ts";
import type { Log } from "../ports.ts";
import type { CallContext } from "../rpc/dispatch.ts";
import type { Events } from "../rpc/events.ts";
import { moves } from "./moves.ts";
import { recordingGroups } from "./recordings.ts";

/** What a label counts for by who gave it: a person's own word most, a playlist's name least. */
const LABEL_WEIGHTS = { user: 1, file: 0.7, playlist: 0.5 } as const;
const SEED = 42;

export type Training = {
  /** Trains on all labels, puts the model in use, and says what moved. */
  run(context?: Partial<CallContext>): Promise<TrainReport>;
  /** Trains soon, unless the user wants to do it by hand; called after every correction. */
  schedule(): void;
  /** Puts an earlier model back in use. */
  use(id: number, context?: Partial<CallContext>): Promise<{ moved: number }>;
  /** Guesses for tracks that have none from the model in use (after an import, or a kill). */
  refresh(): Promise<void>;
  /** When what is stored is what the model in use says. */
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

export function createTraining(deps: Deps): Training {
  const { library, jobs, learning, events, settings, log } = deps;
  let timer: NodeJS.Timeout | undefined;
  let running: AbortController | undefined;
  let storing = { done: Promise.resolve(), abort: new AbortController() };

  /** The window sees the new guesses at once; the file follows in the background. */
  const store = (model: number, predictions: Predictions) => {
    storing.abort.abort();
    const abort = new AbortController();
    const before = storing.done;
    const done = before
      .then(() =>
        storePredictions(
          library.db,
          model,
          predictions,
          (work) => library.write(work),
          abort.signal,
        ),
      )
      .catch((error: unknown) => {
        if (!abort.signal.aborted)
          log("error", "Storing the guesses failed; they are made anew at the next start.", error);
      });
    storing = { done, abort };
  };

  const trainNow = async (context: CallContext): Promise<TrainReport> => {
    const started = performance.now();
    const columns = await library.columns();
    const previous = modelInUse(library.db);
    const input = trainInput(library, columns, previous);
    const output = await learning.train(input, context);
    context.signal.throwIfAborted();
    const predictions = toPredictions(input.ids, output);
    const moved = moves(columns, predictions);
    const createdAt = new Date().toISOString();
    const report = {
      createdAt,
      labels: input.labelledRows.length,
      moved: moved.count,
      movedTracks: describeMoves(library, moved.first),
      agreement: output.agreement,
      evaluation: output.evaluation,
      note: output.note,
      milliseconds: Math.round(performance.now() - started),
    };
    const model = await library.write(() =>
      insertModel(library.db, {
        createdAt,
        moods: output.moods,
        data: output.model,
        labels: labelPairs(columns, input),
        report,
      }),
    );
    columns.setPredictions(predictions);
    store(model, predictions);
    events.emit({ type: "changed", tables: ["models", "tracks", "moods"] });
    events.emit({ type: "trained", model, moved: moved.count });
    return { model, ...report };
  };

  const run = (context: Partial<CallContext> = {}) => {
    clearTimeout(timer);
    // A newer wish replaces the training that is under way: its answer would be out of date.
    running?.abort();
    const abort = new AbortController();
    running = abort;
    const signal = context.signal ? AbortSignal.any([context.signal, abort.signal]) : abort.signal;
    return jobs.run(
      { kind: "train", title: "Learning your moods", work: trainNow, outcome: outcomeOf },
      { ...context, signal },
    );
  };

  const apply = async (stored: StoredModel, context: CallContext): Promise<number> => {
    const columns = await library.columns();
    const features = columns.featureMatrix();
    const answer = await learning.predict(
      { model: modelSchema.parse(stored.data), features },
      context,
    );
    const predictions = toPredictions(Float64Array.from(columns.ids), {
      ...answer,
      moods: knownMoods(library, stored),
    });
    const moved = moves(columns, predictions);
    columns.setPredictions(predictions);
    store(stored.id, predictions);
    events.emit({ type: "changed", tables: ["models", "tracks", "moods"] });
    return moved.count;
  };

  return {
    run,
    schedule() {
      clearTimeout(timer);
      const { retrainAutomatically, retrainDelayMs } = settings();
      if (!retrainAutomatically) return;
      timer = setTimeout(() => {
        run().catch((error: unknown) => log("warn", "Retraining did not finish.", error));
      }, retrainDelayMs);
    },
    use: (id, context) =>
      jobs.run(
        {
          kind: "train",
          title: "Going back to an earlier model",
          outcome: ({ moved }) => `${moved} tracks changed their mood.`,
          async work(running) {
            const stored = getModel(library.db, id);
            const moved = await apply(stored, running);
            await library.write(() => useModel(library.db, id));
            return { moved };
          },
        },
        context,
      ),
    async refresh() {
      const columns = await library.columns();
      if (columns.size === 0) return;
      const model = modelInUse(library.db);
      if (!model) await run();
      else if (!predictionsAreOf(library.db, model.id)) {
        await apply(model, { signal: new AbortController().signal, report: () => undefined });
      }
    },
    settled: () => storing.done,
    async close() {
      clearTimeout(timer);
      running?.abort();
      await storing.done;
      await learning.close();
    },
  };
}

function trainInput(
  library: Library,
  columns: TrackColumns,
  previous: StoredModel | null,
): TrainInput {
  const moods = listMoods(library.db);
  const classOf = new Map(moods.map((mood, index) => [mood.id, index]));
  const labelled: number[] = [];
  for (let row = 0; row < columns.size; row += 1) {
    if (classOf.has(columns.labelMood[row] ?? 0)) labelled.push(row);
  }
  const before = new Map(previous?.labels.map(({ trackId, moodId }) => [trackId, moodId]));
  const isOld = (row: number) => before.get(columns.ids[row] ?? 0) === columns.labelMood[row];
  const labelledIds = labelled.map((row) => columns.ids[row] ?? 0);
  return {
    features: columns.featureMatrix(),
    ids: Float64Array.from(columns.ids),
    labelledRows: Int32Array.from(labelled),
    target: Int32Array.from(labelled, (row) => classOf.get(columns.labelMood[row] ?? 0) ?? 0),
    weights: Float32Array.from(labelled, (row) => weightOf(columns.labelBy[row] ?? 0)),
    groups: recordingGroups(library.db, labelledIds),
    previousLabelledRows: Int32Array.from(labelled.filter(isOld)),
    moods: moods.map(({ id, name, definition }) => ({ id, name, definition })),
    seed: SEED,
  };
}

function weightOf(by: number): number {
  const source = LABEL_SOURCES[by - 1];
  return source === undefined ? 1 : LABEL_WEIGHTS[source];
}

function labelPairs(columns: TrackColumns, input: TrainInput) {
  return Array.from(input.labelledRows, (row, index) => ({
    trackId: columns.ids[row] ?? 0,
    moodId: input.moods[input.target[index] ?? 0]?.id ?? 0,
  }));
}

/** A model's moods, with 0 for those that are gone: their tracks are in no mood until the next training. */
function knownMoods(library: Library, stored: StoredModel): number[] {
  const there = new Set(listMoods(library.db).map((mood) => mood.id));
  return stored.moods.map((id) => (there.has(id) ? id : 0));
}

function toPredictions(
  ids: Float64Array,
  { moods, prediction }: Pick<TrainOutput, "moods" | "prediction">,
): Predictions {
  return {
    ids,
    mood: Float64Array.from(prediction.mood, (index) => moods[index] ?? 0),
    confidence: prediction.confidence,
    probabilities: prediction.probabilities,
    classes: moods.length,
  };
}

function describeMoves(
  library: Library,
  first: ReturnType<typeof moves>["first"],
): TrainReport["movedTracks"] {
  const tracks = new Map(
    readTracks(
      library.db,
      first.map((move) => move.id),
    ).map((track) => [track.id, track]),
  );
  return first.flatMap(({ id, from, to, confidence }) => {
    const track = tracks.get(id);
    return track ? [{ id, title: track.title, artists: track.artists, from, to, confidence }] : [];
  });
}

function outcomeOf(report: TrainReport): string {
  const moved = report.moved === 1 ? "1 song moved" : `${report.moved} songs moved`;
  const { before, after } = report.agreement;
  if (!after || report.labels < 20) return `${moved}.`;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return before
    ? `${moved}; agreement ${percent(before.mean)} → ${percent(after.mean)}.`
    : `${moved}; agreement ${percent(after.mean)}.`;
}
