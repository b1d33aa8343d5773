import { AppError } from "../../common/errors.ts";
import { createRandom, shuffle } from "./random.ts";

export type Grouping = {
  /** Class of each row: an index into `labels`. */
  readonly target: ArrayLike<number>;
  /** Rows of one group are never on both sides of a fold. */
  readonly groups: readonly string[];
  readonly labels: readonly string[];
};

/** Classes that have a second group to be tested on when one is learnt from; checking needs two of them. */
export function checkableClasses(input: Grouping): number {
  return ableClasses(groupsByClass(input));
}

function ableClasses(groupsOfClass: readonly (readonly number[][])[]): number {
  return groupsOfClass.filter((members) => members.length >= 2).length;
}

/** Per class its groups, as rows; a group of several labels goes with its first row's. */
function groupsByClass({ target, groups, labels }: Grouping): number[][][] {
  const rowsOf = new Map<string, number[]>();
  for (let row = 0; row < target.length; row += 1) {
    const group = groups[row] ?? String(row);
    const rows = rowsOf.get(group);
    if (rows) rows.push(row);
    else rowsOf.set(group, [row]);
  }
  const ofClass = labels.map((): number[][] => []);
  for (const rows of rowsOf.values()) ofClass[target[rows[0] ?? 0] ?? 0]?.push(rows);
  return ofClass;
}

/**
 * Whole groups to folds, so that each class is spread evenly. Folds that would be empty are dropped. Returns each
 * row's fold. Throws AppError `not_enough_labels` unless two classes have two groups each.
 */
export function assignFolds(input: Grouping, folds: number, seed: number): Int32Array {
  const groupsOfClass = groupsByClass(input);
  if (ableClasses(groupsOfClass) < 2) {
    throw new AppError(
      "not_enough_labels",
      "Checking needs at least two moods with two labelled songs each. Label a few more songs and try again.",
    );
  }
  const random = createRandom(seed);
  const count = Math.min(
    folds,
    groupsOfClass.reduce((sum, members) => sum + members.length, 0),
  );
  const fold = new Int32Array(input.target.length);
  const sizes = new Int32Array(count);
  for (const members of groupsOfClass) {
    const ofClass = new Int32Array(count);
    for (const rows of shuffle([...members.keys()], random).map((index) => members[index] ?? [])) {
      let best = 0;
      for (let other = 1; other < count; other += 1) {
        const fewer = (ofClass[other] ?? 0) - (ofClass[best] ?? 0);
        if (fewer < 0 || (fewer === 0 && (sizes[other] ?? 0) < (sizes[best] ?? 0))) best = other;
      }
      ofClass[best] = (ofClass[best] ?? 0) + rows.length;
      sizes[best] = (sizes[best] ?? 0) + rows.length;
      for (const row of rows) fold[row] = best;
    }
  }
  return withoutGaps(fold, sizes);
}

function withoutGaps(fold: Int32Array, sizes: Int32Array): Int32Array {
  let next = 0;
  const number = Array.from(sizes, (size) => {
    if (size === 0) return -1;
    next += 1;
    return next - 1;
  });
  return fold.map((old) => number[old] ?? 0);
}
