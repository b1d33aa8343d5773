import type { Database } from "better-sqlite3";
import { setImmediate as breathe } from "node:timers/promises";
import { prepared } from "./prepared.ts";
import { getState, setState } from "./state.ts";

/** What a model says of tracks: parallel arrays. `mood` is an id, 0 = no data. */
export type Predictions = {
  readonly ids: Float64Array;
  readonly mood: Float64Array;
  readonly confidence: Float32Array;
  /** Row-major: ids.length × classes. */
  readonly probabilities: Float32Array;
  readonly classes: number;
};

/** Rows per transaction: short enough not to be felt between two calls of the window. */
const SLICE = 2000;

/**
 * Writes what a model says, slice by slice. The mark of completeness comes last: a library that was closed
 * or killed in between knows that it must be asked again.
 */
export async function storePredictions(
  db: Database,
  model: number,
  predictions: Predictions,
  write: (work: () => void) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  await write(() => setState(db, "predictions_of", ""));
  for (let start = 0; start < predictions.ids.length; start += SLICE) {
    signal.throwIfAborted();
    await write(() =>
      storeSlice(db, predictions, start, Math.min(start + SLICE, predictions.ids.length)),
    );
    await breathe();
  }
  await write(() => setState(db, "predictions_of", String(model)));
}

export function predictionsAreOf(db: Database, model: number): boolean {
  return getState(db, "predictions_of") === String(model);
}

/** One track's probabilities, in the order of the moods of the model in use; null where nothing is stored. */
export function readProbabilities(db: Database, trackId: number): Float32Array | null {
  const blob = prepared(db, "SELECT probabilities FROM predictions WHERE track_id = ?")
    .pluck()
    .get(trackId) as Buffer | undefined;
  return blob ? new Float32Array(Uint8Array.from(blob).buffer) : null;
}

function storeSlice(db: Database, predictions: Predictions, from: number, to: number): void {
  const { ids, mood, confidence, probabilities, classes } = predictions;
  const insert = prepared(
    db,
    "INSERT OR REPLACE INTO predictions (track_id, mood_id, confidence, probabilities) VALUES (?, ?, ?, ?)",
  );
  for (let row = from; row < to; row += 1) {
    const slice = probabilities.subarray(row * classes, (row + 1) * classes);
    insert.run(
      ids[row],
      mood[row] === 0 ? null : mood[row],
      confidence[row],
      Buffer.from(slice.buffer, slice.byteOffset, slice.byteLength),
    );
  }
}
