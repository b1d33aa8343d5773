import { prepareRows } from "../checks/rows.ts";
import { hasData, type Model } from "../classifier.ts";
import type { Running } from "../evaluate.ts";
import type { TrainInput, TrainOutput } from "../train.ts";
import type { TrainingFeatures } from "../training-features.ts";
import { breathe } from "./breathe.ts";
import type { Memory } from "./check.ts";
import { StableFolds } from "./folds.ts";
import { lessonsOf } from "./labels.ts";
import { createMoves, type Moves } from "./moves.ts";
import { SessionPrior } from "./prior.ts";
import { SessionRows, type Guesses } from "./rows.ts";
import { FOLDS, learn } from "./learn.ts";

export type HoldInput = {
  /** Names the library as it is now; a slice that starts at row 0 begins a new one. */
  readonly library: number;
  readonly rows: number;
  readonly first: number;
  readonly features: TrainingFeatures;
};
export type PatchInput = {
  readonly library: number;
  readonly rows: Int32Array;
  /** The new values of these rows. */
  readonly features: TrainingFeatures;
};
export type SessionTrainInput = TrainInput &
  Guessed & {
    readonly library: number;
    /** The training whose model is in use, or null. */
    readonly continues: number | null;
  };
/** What was guessed before. */
export type Guessed =
  /** Per row: a mood id; 0 = none. */
  | { readonly answer: null; readonly guessed: Int32Array<ArrayBuffer> }
  /** What an answer of this session said. */
  | { readonly answer: number; readonly guessed: null };
export type ScoreInput = Guessed & {
  readonly library: number;
  readonly model: Model;
  /** Mood ids by class; 0 or less where a mood is gone. */
  readonly moods: readonly number[];
  readonly labelledRows: Int32Array;
};
export type ScoreOutput = {
  /** Names this answer. */
  readonly number: number;
  readonly guesses: Guesses;
  readonly moves: Moves;
};

/**
 * The learning's side of "retrain at once": it keeps the library's rows, the definitions' prior and what the last
 * training left, so that a correction costs a few warm fits and one pass over the rows. Where `library` is not the one
 * it has, it answers null: everything has to be sent again.
 *
 * A training that goes on from another one has the same optimum as one from nothing, and both come so near that the
 * probabilities differ by less than 0.002 before they are calibrated. Its folds are those of the labels as they came:
 * figures differ by what other folds make of them, and the temperature by less than a sixth.
 */
export function createSession() {
  const folds = new StableFolds(FOLDS);
  let held: { readonly library: number; readonly rows: SessionRows; prior: SessionPrior } | null =
    null;
  /** The last training and the one before: the last one's model may have been thrown away. */
  let memories: readonly Memory[] = [];
  /** What the last answers said, by their number: guesses that main may have in place now. */
  let said: ReadonlyMap<number, Int32Array> = new Map();
  let number = 0;

  const libraryOf = (input: { readonly library: number }) =>
    held?.library === input.library ? held : null;

  /** Null where the guesses before are of an answer that is not known. */
  const score = async (
    rows: SessionRows,
    model: Model,
    moods: readonly number[],
    input: Guessed & Pick<ScoreInput, "labelledRows">,
  ): Promise<ScoreOutput | null> => {
    const before = input.guessed ?? said.get(input.answer);
    if (before?.length !== rows.count) return null;
    await breathe();
    number += 1;
    const moves = createMoves(before, moods, input.labelledRows);
    const guesses = rows.score(model, moods, (given, from, to) => moves.look(given, from, to));
    // Of guesses that are thrown away, those before stay in place.
    said = new Map([
      ...(input.answer === null ? [] : [[input.answer, before] as const]),
      [number, guesses.moods.slice()],
    ]);
    return { number, guesses, moves: moves.moves() };
  };

  return {
    hold({ library, rows, first, features }: HoldInput): { readonly held: boolean } {
      if (first === 0) {
        // The old rows go before the new ones come.
        held = null;
        said = new Map();
        const fresh = new SessionRows(rows);
        held = { library, rows: fresh, prior: new SessionPrior(fresh.raw) };
      }
      const mine = libraryOf({ library });
      mine?.rows.put(features, (index) => first + index);
      return { held: mine !== null };
    },

    patch(input: PatchInput): { readonly held: boolean } {
      const mine = libraryOf(input);
      if (!mine) return { held: false };
      const { rows } = input;
      const hadData = Array.from(rows, (row) => hasData(mine.rows.raw, row));
      mine.rows.put(input.features, (index) => rows[index] ?? 0);
      mine.prior.changed(rows, hadData);
      return { held: true };
    },

    async train(input: SessionTrainInput, running: Running = {}): Promise<TrainOutput | null> {
      const mine = libraryOf(input);
      if (!mine) return null;
      running.report?.({ stage: "Learning", done: 0, total: null });
      const memory = memories.find((one) => one.number === input.continues) ?? null;
      const { prior, background } = mine.prior.of(
        input.moods.map(({ definition }) => definition),
        input.seed,
      );
      const lessons = lessonsOf(mine.rows.raw, input);
      const rows = prepareRows({
        ...lessons,
        labels: input.moods.map(({ name }) => name),
        prior,
      });
      const learnt = await learn({ input, lessons, rows, background, folds, memory }, running);
      running.signal?.throwIfAborted();
      running.report?.({ stage: "Guessing", done: 0, total: mine.rows.count });
      const moods = input.moods.map(({ id }) => id);
      const scored = await score(mine.rows, learnt.output.model, moods, input);
      running.signal?.throwIfAborted();
      if (!scored) return null;
      memories = [{ ...learnt.memory, number: scored.number }, ...(memory ? [memory] : [])];
      return { moods, ...scored, ...learnt.output };
    },

    async score(input: ScoreInput): Promise<ScoreOutput | null> {
      const mine = libraryOf(input);
      return mine && score(mine.rows, input.model, input.moods, input);
    },
  };
}
