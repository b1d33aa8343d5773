import type { Guesses } from "./rows.ts";

/** Moves named; the rest is counted. */
const NAMED = 200;

export type Move = {
  readonly row: number;
  /** Mood ids; 0 = no data. */
  readonly from: number;
  readonly to: number;
  /** NaN without data. */
  readonly confidence: number;
};

export type Moves = {
  readonly count: number;
  /** The 200 most confident ones. */
  readonly first: readonly Move[];
};

/**
 * Looks, chunk by chunk, which rows a new model puts elsewhere than `before` said. Labelled rows do not move by a
 * guess, and a first guess is no move: neither is one after a mood that is not among `moods` any more.
 */
export function createMoves(
  before: Int32Array,
  moods: readonly number[],
  labelled: Iterable<number>,
) {
  const isLabelled = new Set(labelled);
  const there = new Set(moods);
  let count = 0;
  let least = -1;
  let best: { row: number; to: number; confidence: number }[] = [];
  const keepBest = () => {
    best = best.toSorted((a, b) => b.confidence - a.confidence || a.row - b.row).slice(0, NAMED);
    if (best.length === NAMED) least = best.at(-1)?.confidence ?? least;
  };
  return {
    look({ moods: now, confidences }: Guesses, from: number, to: number): void {
      for (let row = from; row < to; row += 1) {
        const old = before[row] ?? 0;
        const mood = now[row] ?? 0;
        if (old === mood || old === 0 || !there.has(old) || isLabelled.has(row)) continue;
        count += 1;
        const confidence = mood === 0 ? 0 : (confidences[row] ?? 0);
        if (confidence <= least) continue;
        best.push({ row, to: mood, confidence });
        if (best.length > 4 * NAMED) keepBest();
      }
    },
    moves(): Moves {
      keepBest();
      const first = best.map(({ row, to, confidence }) => ({
        row,
        from: before[row] ?? 0,
        to,
        confidence: to === 0 ? NaN : confidence,
      }));
      return { count, first };
    },
  };
}
