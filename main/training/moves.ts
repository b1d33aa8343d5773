import type { TrackColumns } from "../library/columns.ts";
import type { Predictions } from "../library/predictions.ts";

/** Moves named in a report; the rest is counted. */
const NAMED = 200;

export type Move = {
  readonly id: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly confidence: number | null;
};

/** Which unlabelled tracks a new model puts elsewhere, most confident first. Call before the columns take it over. */
export function moves(
  columns: TrackColumns,
  predictions: Predictions,
): { readonly count: number; readonly first: readonly Move[] } {
  const found: Move[] = [];
  for (let index = 0; index < predictions.ids.length; index += 1) {
    const id = predictions.ids[index] ?? 0;
    const row = columns.rowOf(id);
    if (row < 0 || columns.labelBy[row] !== 0) continue;
    const from = columns.guessMood[row] ?? 0;
    const to = predictions.mood[index] ?? 0;
    // A first guess is not a move.
    if (from === to || from === 0) continue;
    found.push({
      id,
      from,
      to: to === 0 ? null : to,
      confidence: to === 0 ? null : (predictions.confidence[index] ?? 0),
    });
  }
  const first = found.toSorted((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0)).slice(0, NAMED);
  return { count: found.length, first };
}
