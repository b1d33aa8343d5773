import { LABEL_SOURCES, type LabelSource } from "../../common/domain/track.ts";
import type { EvidenceKind } from "../../common/domain/evidence-kind.ts";
import type { Settings } from "../../common/domain/settings.ts";
import type { TrainInput } from "../learning/train.ts";
import type { TrackColumns } from "../library/columns.ts";

/**
 * What a song counts for in learning by how its mood came to be known, beside a person's own word, which is 1. When a
 * label was made plays no part: simulated listeners did not gain by forgetting. They learnt most from 300 seeds at .5
 * to .7 where one in ten was wrong, and at .15 to .3 where two or three were, as with names of playlists.
 */
const WEIGHTS: Readonly<Record<EvidenceKind, number>> = {
  hand: 1,
  batch: 0.5,
  file: 0.7,
  playlist: 0.3,
  seen: 0.5,
};

/** About so many of more songs that were seen: all of them would slow a training down and teach it nothing more. */
const MOST_SEEN = 5000;

export function weightOf(kind: EvidenceKind): number {
  return WEIGHTS[kind];
}

/** How the mood of a labelled row came to be known. */
export function labelKind({ labelBy, evidence }: TrackColumns, row: number): EvidenceKind {
  if (evidence.batch[row] === 1) return "batch";
  const source: LabelSource = LABEL_SOURCES[(labelBy[row] ?? 1) - 1] ?? "user";
  return source === "user" ? "hand" : source;
}

/** Rows without a label that were seen with a guess and left, ascending. */
export function seenRows({ labelMood, evidence }: TrackColumns): Int32Array {
  const rows = new Int32Array(evidence.seen.size);
  let count = 0;
  for (const row of evidence.seen.keys()) if (labelMood[row] === 0) rows[count++] = row;
  return rows.subarray(0, count).sort();
}

/** What was seen and left, as a training wants it; `classOf` gives the class of a mood's id. */
export function weakRows(
  { ids, labelMood, evidence }: TrackColumns,
  classOf: ReadonlyMap<number, number>,
  { learnFromSeen }: Pick<Settings, "learnFromSeen">,
): Omit<TrainInput["weak"], "groups"> {
  const chosen: number[] = [];
  const share = learnFromSeen ? MOST_SEEN / evidence.seen.size : 0;
  // Pairs of a map's own loop would be made anew for each of 100,000.
  evidence.seen.forEach((mood, row) => {
    if (share < 1 && lot(ids[row] ?? 0) >= share) return;
    if (labelMood[row] === 0 && classOf.has(mood)) chosen.push(row);
  });
  const rows = Int32Array.from(chosen).sort();
  return {
    rows,
    target: rows.map((row) => classOf.get(evidence.seen.get(row) ?? 0) ?? 0),
    weights: new Float32Array(rows.length).fill(WEIGHTS.seen),
  };
}

/** 0..1 by a track's id, the same every time: a training then learns from nearly the songs that the last one did. */
function lot(id: number): number {
  return (Math.imul(id, 2_654_435_761) >>> 0) / 2 ** 32;
}

/** The further moods of these rows: bit n = the mood of class n fits too. Classes from the 33rd on have no bit. */
export function alsoBits(
  { evidence }: TrackColumns,
  rows: readonly number[],
  classOf: ReadonlyMap<number, number>,
): Uint32Array {
  return Uint32Array.from(rows, (row) =>
    (evidence.also.get(row) ?? []).reduce((bits, mood) => {
      const index = classOf.get(mood) ?? 32;
      return index < 32 ? bits | (1 << index) : bits;
    }, 0),
  );
}
