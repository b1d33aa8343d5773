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

/** More songs that were seen than this slow a training down and teach it nothing more. */
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

/** Rows without a label that were seen with a guess and left. */
export function seenRows({ size, labelMood, evidence }: TrackColumns): number[] {
  const rows: number[] = [];
  for (let row = 0; row < size; row += 1)
    if (evidence.seen[row] !== 0 && labelMood[row] === 0) rows.push(row);
  return rows;
}

/** What was seen and left, as a training wants it; `classOf` gives the class of a mood's id. */
export function weakRows(
  columns: TrackColumns,
  classOf: ReadonlyMap<number, number>,
  { learnFromSeen }: Pick<Settings, "learnFromSeen">,
): Omit<TrainInput["weak"], "groups"> {
  const classAt = (row: number) => classOf.get(columns.evidence.seen[row] ?? 0);
  const all = learnFromSeen ? seenRows(columns).filter((row) => classAt(row) !== undefined) : [];
  // Of very many a part says the same; always the same part, so that trainings can be compared.
  const every = Math.max(1, Math.ceil(all.length / MOST_SEEN));
  const rows = all.filter((_, place) => place % every === 0);
  return {
    rows: Int32Array.from(rows),
    target: Int32Array.from(rows, (row) => classAt(row) ?? 0),
    weights: new Float32Array(rows.length).fill(WEIGHTS.seen),
  };
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
