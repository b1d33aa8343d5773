import { setImmediate as breathe } from "node:timers/promises";
import type { Settings } from "../../common/domain/settings.ts";
import type { Model } from "../learning/classifier.ts";
import type { Learning } from "../learning/client.ts";
import type { Running } from "../learning/evaluate.ts";
import type { Guessed, ScoreOutput } from "../learning/session/session.ts";
import type { TrainInput, TrainOutput } from "../learning/train.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import type { TrackColumns } from "../library/columns.ts";
import type { Library } from "../library/library.ts";
import { moodIds } from "../library/moods.ts";

/** Rows sent between two breaths: some 3 ms of work. */
const SLICE = 20_000;

/** The learning's copy of the library, which is brought up to date before anything is asked of it. */
export type LibrarySession = {
  /** `input` is called when the copy is there, for labels that are as new as can be. */
  train(
    input: (columns: TrackColumns) => TrainRequest,
    running: Running,
  ): Promise<{ input: TrainRequest; columns: TrackColumns; output: TrainOutput }>;
  /** What a model says of every row, by its moods that are still there (the others: 0). */
  score(model: Model, moods: readonly number[], running: Running): Promise<Scored>;
  /** Puts guesses in place. Those of other columns, or of a mood that is gone meanwhile, are made anew. */
  install(model: Model, moods: readonly number[], guesses: Scored, running: Running): Promise<void>;
};

export type TrainRequest = TrainInput & {
  /** The training whose model is in use, or null; see session/session.ts. */
  readonly continues: number | null;
};

/** Guesses, for which rows, and by which moods they were made. */
export type Scored = ScoreOutput & {
  readonly columns: TrackColumns;
  readonly moods: readonly number[];
};

/** The columns that were sent, how many of their edits the copy has, and by which rule they were masked. */
type Sent = {
  readonly library: number;
  readonly columns: TrackColumns;
  readonly told: boolean;
  edits: number;
};

type Deps = {
  readonly library: Library;
  readonly learning: Learning;
  readonly settings: () => Settings;
};

export function createLibrarySession({ library, learning, settings }: Deps): LibrarySession {
  let sent: Sent | null = null;
  let last = 0;
  let turn: Promise<unknown> = Promise.resolve();
  /** The guesses that were put in place last, and the answer that they came with. */
  let installed: { readonly moods: Int32Array; readonly number: number } | null = null;

  /** What the columns hold as guesses: the learning knows what it said itself, and is spared a copy. */
  const guessedIn = ({ guessMood }: TrackColumns): Guessed =>
    installed?.moods === guessMood
      ? { answer: installed.number, guessed: null }
      : { answer: null, guessed: new Int32Array(guessMood) };

  const sendAll = async (columns: TrackColumns, running: Running): Promise<Sent> => {
    last += 1;
    const now: Sent = {
      library: last,
      columns,
      told: settings().trainOnSpotifyFeatures,
      edits: columns.edits.length,
    };
    sent = null;
    let first = 0;
    do {
      running.signal?.throwIfAborted();
      const count = Math.min(SLICE, columns.size - first);
      const begin = first;
      const rows = Int32Array.from({ length: count }, (_, index) => begin + index);
      const features = masked(columns, rows, now);
      await learning.hold({ library: last, rows: columns.size, first, features }, running);
      first += count;
      await breathe();
    } while (first < columns.size);
    sent = now;
    return now;
  };

  const bring = async (running: Running): Promise<Sent> => {
    const columns = await library.columns();
    const told = settings().trainOnSpotifyFeatures;
    const now =
      sent?.columns === columns && sent.told === told ? sent : await sendAll(columns, running);
    const edits = columns.edits.length;
    if (now.edits < edits) {
      const rows = Int32Array.from(new Set(columns.edits.slice(now.edits)));
      const features = masked(columns, rows, now);
      await learning.patch({ library: now.library, rows, features }, running);
      now.edits = edits;
    }
    return now;
  };

  /** One at a time: slices of two libraries must not come between each other. */
  const withLibrary = <Answer>(
    work: (now: Sent) => Promise<Answer | null>,
    running: Running,
  ): Promise<Answer> => {
    const result = turn.then(async () => {
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const answer = await work(await bring(running));
        if (answer !== null) return answer;
        // A thread that had to be started anew has nothing.
        sent = null;
        installed = null;
      }
      throw new Error("The learning thread did not keep the library it was sent.");
    });
    turn = result.catch(() => undefined);
    return result;
  };

  const score = (model: Model, moods: readonly number[], running: Running): Promise<Scored> =>
    withLibrary(async ({ library: number, columns }) => {
      const there = present(library, moods);
      const answer = await learning.score(
        {
          library: number,
          model,
          moods: there,
          labelledRows: columns.labelledRows(),
          ...guessedIn(columns),
        },
        running,
      );
      return answer && { ...answer, columns, moods: there };
    }, running);

  return {
    score,
    train: (request, running) =>
      withLibrary(async ({ library: number, columns }) => {
        const input = request(columns);
        const output = await learning.train(
          { ...input, library: number, ...guessedIn(columns) },
          running,
        );
        return output && { input, columns, output };
      }, running),
    async install(model, moods, guesses, running) {
      let made = guesses;
      for (;;) {
        const columns = await library.columns();
        const there = present(library, moods);
        if (columns === made.columns && there.every((id, index) => id === made.moods[index])) {
          columns.takeGuesses(made.guesses.moods, made.guesses.confidences);
          installed = { moods: made.guesses.moods, number: made.number };
          return;
        }
        made = await score(model, moods, running);
      }
    },
  };
}

function masked(columns: TrackColumns, rows: Int32Array, { told }: Sent) {
  return trainingFeatures(columns.featureMatrix(rows), { trainOnSpotifyFeatures: told });
}

/** A model's moods by class, with 0 in place of those that are gone. */
function present(library: Library, moods: readonly number[]): number[] {
  const there = new Set(moodIds(library.db));
  return moods.map((id) => (there.has(id) ? id : 0));
}
