import type { Database } from "better-sqlite3";
import { setImmediate as breathe } from "node:timers/promises";
import type { LabelState } from "./labels.ts";

/** Rows read in one go between two breaths. */
const SLICE = 10_000;

/** What counts beside the labels, by rows of the library: a training reads it without asking the file. */
export class EvidenceColumns {
  /** Mood ids that rows were seen with and left. Means nothing where the row has a label. */
  readonly seen = new Map<number, number>();
  /** 1 where the row's label was accepted together with others. */
  readonly batch: Uint8Array;
  /** Further moods of the few rows that have any. */
  readonly also = new Map<number, readonly number[]>();

  constructor(size: number) {
    this.batch = new Uint8Array(size);
  }

  set(row: number, { mood, batch, seen, also }: LabelState): void {
    if (mood === null && seen) this.seen.set(row, seen.mood);
    else this.seen.delete(row);
    this.batch[row] = mood !== null && batch ? 1 : 0;
    if (also.length > 0) this.also.set(row, also);
    else this.also.delete(row);
  }

  /** After a mood is gone: what counted for it counts for `to`, or for nothing. `moodOfLabel` as it is now. */
  move(from: number, to: number | null, moodOfLabel: Int32Array): void {
    for (const [row, mood] of this.seen) {
      if (mood !== from) continue;
      if (to === null) this.seen.delete(row);
      else this.seen.set(row, to);
    }
    for (let row = 0; row < this.batch.length; row += 1)
      if (moodOfLabel[row] === 0) this.batch[row] = 0;
    for (const [row, moods] of this.also) {
      if (!moods.includes(from)) continue;
      const others = moods.filter((mood) => mood !== from && mood !== to);
      const isBeside = to !== null && to !== moodOfLabel[row];
      const also = isBeside ? [...others, to].toSorted((a, b) => a - b) : others;
      if (also.length > 0) this.also.set(row, also);
      else this.also.delete(row);
    }
  }
}

/** Reads it from the file; `rowOf` says where a track is, or -1. */
export async function loadEvidence(
  db: Database,
  columns: EvidenceColumns,
  rowOf: (track: number) => number,
): Promise<void> {
  const rows = db
    .prepare(
      `SELECT track_id, kind, mood_id FROM evidence WHERE (track_id, kind) > (?, ?)
       ORDER BY track_id, kind LIMIT ${SLICE}`,
    )
    .raw();
  let place: readonly [number, string] = [0, ""];
  for (;;) {
    const slice = rows.all(...place) as [number, "seen" | "batch", number][];
    for (const [track, kind, mood] of slice) {
      const row = rowOf(track);
      if (row < 0) continue;
      if (kind === "seen") columns.seen.set(row, mood);
      else columns.batch[row] = 1;
    }
    const last = slice.at(-1);
    if (!last || slice.length < SLICE) break;
    place = [last[0], last[1]];
    await breathe();
  }
  const also = db
    .prepare("SELECT track_id, mood_id FROM also_moods ORDER BY track_id, mood_id")
    .raw()
    .all() as [number, number][];
  for (const [track, mood] of also) {
    const row = rowOf(track);
    if (row >= 0) columns.also.set(row, [...(columns.also.get(row) ?? []), mood]);
  }
}
