import type { Database } from "better-sqlite3";
import { setImmediate as breathe } from "node:timers/promises";
import type { TrackColumns } from "./columns.ts";
import { prepared } from "./prepared.ts";
import { getState, setState } from "./state.ts";

type Guessed = Pick<TrackColumns, "ids" | "guessMood" | "confidence" | "rowOf">;

/** Tracks in a page of the cache. */
const PAGE = 4096;
/** Pages per transaction: short enough not to be felt between two calls of the window. */
const SLICE = 8;

/**
 * Writes what the columns have of a model's guesses, slice by slice. The mark of completeness comes last: a library
 * that was closed or killed in between knows that it must be asked again. Throws the signal's reason on abort.
 */
export async function storeGuesses(
  db: Database,
  model: number,
  columns: Guessed,
  write: (work: () => void) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  await write(() => setState(db, "predictions_of", ""));
  const pages = Math.ceil(columns.ids.length / PAGE);
  for (let first = 0; first < pages; first += SLICE) {
    signal.throwIfAborted();
    await write(() => {
      for (let page = first; page < Math.min(pages, first + SLICE); page += 1)
        storePage(db, columns, page);
    });
    await breathe();
  }
  await write(() => {
    prepared(db, "DELETE FROM guesses WHERE page >= ?").run(pages);
    setState(db, "predictions_of", String(model));
  });
}

export function predictionsAreOf(db: Database, model: number): boolean {
  return getState(db, "predictions_of") === String(model);
}

/** What is stored has to be made anew. Call inside the transaction that makes it wrong. */
export function forgetPredictions(db: Database): void {
  setState(db, "predictions_of", "");
}

/** Fills in the stored guesses of tracks and moods that are still there. */
export async function loadGuesses(db: Database, columns: Guessed): Promise<void> {
  const moods = new Set(db.prepare("SELECT id FROM moods").pluck().all() as number[]);
  const pages = db.prepare("SELECT tracks, moods, confidences FROM guesses WHERE page = ?").raw();
  const numbers = db.prepare("SELECT page FROM guesses ORDER BY page").pluck().all() as number[];
  let row = 0;
  for (const [index, number] of numbers.entries()) {
    const [tracks, guesses, confidences] = pages.get(number) as [Buffer, Buffer, Buffer];
    const ids = new Int32Array(Uint8Array.from(tracks).buffer);
    const guessed = new Int32Array(Uint8Array.from(guesses).buffer);
    const sure = new Float32Array(Uint8Array.from(confidences).buffer);
    for (let at = 0; at < ids.length; at += 1) {
      const id = ids[at] ?? 0;
      // Both are in the order of ids; only what came or went since makes it search.
      if (columns.ids[row] !== id) row = columns.rowOf(id);
      const mood = guessed[at] ?? 0;
      if (row >= 0 && moods.has(mood)) {
        columns.guessMood[row] = mood;
        columns.confidence[row] = sure[at] ?? NaN;
      }
      row += 1;
    }
    if (index % SLICE === SLICE - 1) await breathe();
  }
}

function storePage(db: Database, { ids, guessMood, confidence }: Guessed, page: number): void {
  const part = (cells: Int32Array | Float32Array) => {
    const { buffer, byteOffset, byteLength } = cells.subarray(page * PAGE, (page + 1) * PAGE);
    return Buffer.from(buffer, byteOffset, byteLength);
  };
  prepared(
    db,
    "INSERT OR REPLACE INTO guesses (page, tracks, moods, confidences) VALUES (?, ?, ?, ?)",
  ).run(page, part(ids), part(guessMood), part(confidence));
}
