export type FoldedRows = {
  /** Track ids, ascending: a label that comes back later finds its fold again. */
  readonly ids: ArrayLike<number>;
  /** Recording of each row. */
  readonly groups: readonly string[];
  readonly target: ArrayLike<number>;
  readonly classes: number;
};

export type Assignment = {
  /** Per row. */
  readonly fold: Int32Array;
  /** True where no row keeps the fold it had: earlier models of these folds may know any of the rows. */
  readonly anew: boolean;
};

/**
 * Folds for cross-validation that stay as labels come and go: what a model said of a label that it was not shown is
 * still true after the next correction. A new recording goes to the fold that has the fewest of its class; where
 * folds have become uneven (labels went, or moved to another class) all are dealt out anew. What is dealt out first
 * depends on the order of track ids alone.
 */
export class StableFolds {
  readonly count: number;
  #foldOf = new Map<number, number>();

  constructor(count: number) {
    this.count = count;
  }

  assign(rows: FoldedRows): Assignment {
    const groups = groupsOf(rows);
    const kept = groups.map(({ members }) => this.#kept(rows, members));
    const anew = kept.every((fold) => fold < 0) || unbalanced(groups, kept, rows.classes);
    if (anew) {
      this.#foldOf = new Map();
      kept.fill(-1);
    }
    const folds = deal(groups, kept, rows.classes, this.count);
    const fold = new Int32Array(rows.ids.length);
    groups.forEach(({ members }, index) => {
      for (const row of members) {
        fold[row] = folds[index] ?? 0;
        this.#foldOf.set(rows.ids[row] ?? 0, folds[index] ?? 0);
      }
    });
    return { fold, anew };
  }

  /** Where two recordings have turned out to be one, the older track's fold counts. */
  #kept({ ids }: FoldedRows, members: readonly number[]): number {
    for (const row of members) {
      const fold = this.#foldOf.get(ids[row] ?? 0);
      if (fold !== undefined) return fold;
    }
    return -1;
  }
}

type Group = {
  readonly members: readonly number[];
  /** Of several, the first one's. */
  readonly class: number;
};

function groupsOf({ groups, target }: FoldedRows): Group[] {
  const members = new Map<string, number[]>();
  groups.forEach((group, row) => {
    const known = members.get(group);
    if (known) known.push(row);
    else members.set(group, [row]);
  });
  return Array.from(members.values(), (rows) => ({
    members: rows,
    class: target[rows[0] ?? 0] ?? 0,
  }));
}

/** A class with all in one fold could never be learnt where it is tested. */
function unbalanced(groups: readonly Group[], kept: readonly number[], classes: number): boolean {
  for (let index = 0; index < classes; index += 1) {
    const folds = kept.filter((fold, at) => fold >= 0 && groups[at]?.class === index);
    const counts = new Map<number, number>();
    for (const fold of folds) counts.set(fold, (counts.get(fold) ?? 0) + 1);
    const most = Math.max(0, ...counts.values());
    const even = Math.ceil(folds.length / 5);
    if (folds.length >= 2 && (most === folds.length || most > 2 * even)) return true;
  }
  return false;
}

function deal(
  groups: readonly Group[],
  kept: readonly number[],
  classes: number,
  count: number,
): Int32Array {
  const folds = Int32Array.from(kept);
  const sizes = new Int32Array(count);
  const ofClass = Array.from({ length: classes }, () => new Int32Array(count));
  const add = (group: Group, fold: number) => {
    const own = ofClass[group.class];
    sizes[fold] = (sizes[fold] ?? 0) + group.members.length;
    if (own) own[fold] = (own[fold] ?? 0) + group.members.length;
  };
  groups.forEach((group, index) => {
    const fold = folds[index] ?? -1;
    if (fold >= 0) add(group, fold);
  });
  groups.forEach((group, index) => {
    if ((folds[index] ?? -1) >= 0) return;
    const own = ofClass[group.class] ?? sizes;
    let best = 0;
    for (let other = 1; other < count; other += 1) {
      const fewer = (own[other] ?? 0) - (own[best] ?? 0);
      if (fewer < 0 || (fewer === 0 && (sizes[other] ?? 0) < (sizes[best] ?? 0))) best = other;
    }
    folds[index] = best;
    add(group, best);
  });
  return folds;
}
