import type { Library } from "../library/library.ts";
import { listMoods } from "../library/moods.ts";
import { storePredictions, type Predictions } from "../library/predictions.ts";
import type { Log } from "../ports.ts";

/** Writes guesses to the file in the background: the window has them from memory already. */
export type Store = {
  /** Puts them into the columns, and replaces what is being written. `moods` are those that the guesses name. */
  put(model: number, predictions: Predictions, moods: readonly number[]): Promise<void>;
  /** When all is written. Never rejects. */
  done(): Promise<void>;
};

export function createStore(library: Library, log: Log): Store {
  let abort = new AbortController();
  let done: Promise<void> = Promise.resolve();

  const write = async (
    model: number,
    predictions: Predictions,
    moods: readonly number[],
    { signal }: AbortController,
  ) => {
    const columns = await library.columns();
    const checked = (work: () => void) =>
      library.write(() => {
        // A mood deleted meanwhile cannot be stored; whoever deleted it asks for new guesses.
        if (signal.aborted || !haveAll(library, moods)) throw new Superseded();
        work();
      });
    await storePredictions(library.db, model, predictions, checked, signal);
    // Columns that were read from the file meanwhile have half of the guesses alone.
    const now = await library.columns();
    if (now !== columns && !signal.aborted) now.setPredictions(predictions);
  };

  return {
    async put(model, predictions, moods) {
      abort.abort();
      abort = new AbortController();
      const mine = abort;
      (await library.columns()).setPredictions(predictions);
      done = done
        .then(() => write(model, predictions, moods, mine))
        .catch((error: unknown) => {
          if (!mine.signal.aborted && !(error instanceof Superseded))
            log(
              "error",
              "Storing the guesses failed; they are made anew at the next start.",
              error,
            );
        });
    },
    async done() {
      // What is put meanwhile is waited for too.
      for (let seen; seen !== done;) {
        seen = done;
        await seen;
      }
    },
  };
}

/** Thrown inside a write to give it up. */
class Superseded extends Error {}

function haveAll(library: Library, moods: readonly number[]): boolean {
  const there = new Set(listMoods(library.db).map((mood) => mood.id));
  return moods.every((id) => there.has(id));
}
