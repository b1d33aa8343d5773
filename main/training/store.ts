import type { Library } from "../library/library.ts";
import type { TrackColumns } from "../library/columns.ts";
import { moodIds } from "../library/moods.ts";
import { newLayout, storeGuesses } from "../library/predictions.ts";
import type { Log } from "../ports.ts";

/** Writes guesses to the file in the background: the window has them from memory already. */
export type Store = {
  /** Writes what the columns have, which a model said; replaces what is being written. */
  put(model: number): void;
  /** When all is written. Never rejects. */
  done(): Promise<void>;
};

export function createStore(library: Library, log: Log): Store {
  const layouts = new WeakMap<TrackColumns, number>();
  let abort = new AbortController();
  let done: Promise<void> = Promise.resolve();

  const write = async (model: number, { signal }: AbortController) => {
    for (;;) {
      const columns = await library.columns();
      const moods = moodIds(library.db);
      const layout = layouts.get(columns) ?? newLayout(library.db);
      layouts.set(columns, layout);
      const checked = (work: () => void) =>
        library.write(() => {
          // A mood deleted meanwhile leaves gaps; whoever deleted it asks for new guesses.
          const there = new Set(moodIds(library.db));
          if (signal.aborted || moods.some((id) => !there.has(id))) throw new Superseded();
          work();
        });
      await storeGuesses(library.db, model, columns, layout, checked, signal);
      // Rows of two orders may have been mixed where the columns were read anew meanwhile.
      if (columns === (await library.columns())) return;
    }
  };

  return {
    put(model) {
      abort.abort();
      abort = new AbortController();
      const mine = abort;
      done = done
        .then(() => write(model, mine))
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
