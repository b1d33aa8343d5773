import { takeRows, type Matrix } from "../matrix.ts";
import { fitScaler, transform } from "../scale.ts";
import type { OtherGuesses } from "./compare.ts";

export type PeerName = "majority" | "centroid" | "knn";

type Taught = {
  /** Scaled, as those that are asked about. */
  readonly rows: Matrix;
  readonly target: readonly number[];
  readonly classes: number;
};
/** Asked rows × classes: probabilities, or (of the centroids) something that is largest for the guess. */
type Peer = (taught: Taught, asked: Matrix) => Float32Array;

const NEIGHBOURS = 15;

const PEERS: Readonly<Record<PeerName, { readonly peer: Peer; readonly isProbable: boolean }>> = {
  majority: { peer: majority, isProbable: true },
  centroid: { peer: centroid, isProbable: false },
  knn: { peer: neighbours, isProbable: true },
};

/**
 * What a simpler method says on the same folds: the most frequent mood, the nearest mean, or 15 nearest neighbours,
 * all with features scaled by what was learnt from.
 */
export function askPeer(
  name: PeerName,
  features: Matrix,
  target: ArrayLike<number>,
  classes: number,
  fold: Int32Array,
): OtherGuesses {
  const { peer, isProbable } = PEERS[name];
  const all = Array.from(fold.keys());
  const predicted = new Int32Array(all.length);
  const probabilities = new Float32Array(all.length * classes);
  for (let current = 0; current <= Math.max(...fold); current += 1) {
    const learnt = all.filter((row) => fold[row] !== current);
    const asked = all.filter((row) => fold[row] === current);
    const known = takeRows(features, learnt);
    const scaler = fitScaler(known);
    const taught = {
      rows: transform(scaler, known),
      target: learnt.map((row) => target[row] ?? 0),
      classes,
    };
    const answers = peer(taught, transform(scaler, takeRows(features, asked)));
    asked.forEach((row, index) => {
      const odds = answers.subarray(index * classes, (index + 1) * classes);
      probabilities.set(odds, row * classes);
      predicted[row] = odds.indexOf(odds.reduce((most, value) => Math.max(most, value), -Infinity));
    });
  }
  return { predicted, probabilities: isProbable ? probabilities : null };
}

function majority({ target, classes }: Taught, asked: Matrix): Float32Array {
  const shares = sharesOf(target, classes);
  const answers = new Float32Array(asked.rows * classes);
  for (let row = 0; row < asked.rows; row += 1) answers.set(shares, row * classes);
  return answers;
}

function centroid({ rows, target, classes }: Taught, asked: Matrix): Float32Array {
  const { columns } = rows;
  const centres = new Float64Array(classes * columns);
  const counts = new Float64Array(classes);
  target.forEach((label, row) => {
    counts[label] = (counts[label] ?? 0) + 1;
    for (let column = 0; column < columns; column += 1) {
      const at = label * columns + column;
      centres[at] = (centres[at] ?? 0) + (rows.data[row * columns + column] ?? 0);
    }
  });
  const means = centres.map((sum, at) => sum / (counts[Math.floor(at / columns)] ?? 0));
  return Float32Array.from({ length: asked.rows * classes }, (_, at) => {
    const row = Math.floor(at / classes);
    const label = at % classes;
    return counts[label] === 0
      ? -Infinity
      : -squareBetween(asked.data, row * columns, means, label * columns, columns);
  });
}

/** Votes, each mood with one more so that none is impossible. */
function neighbours({ rows, target, classes }: Taught, asked: Matrix): Float32Array {
  const { columns } = rows;
  const answers = new Float32Array(asked.rows * classes);
  const squares = new Float64Array(rows.rows);
  for (let row = 0; row < asked.rows; row += 1) {
    for (let other = 0; other < rows.rows; other += 1)
      squares[other] = squareBetween(
        asked.data,
        row * columns,
        rows.data,
        other * columns,
        columns,
      );
    const near = Array.from(squares.keys())
      .toSorted((a, b) => (squares[a] ?? 0) - (squares[b] ?? 0) || a - b)
      .slice(0, NEIGHBOURS);
    const votes = near.map((other) => target[other] ?? 0);
    answers.set(sharesOf(votes, classes), row * classes);
  }
  return answers;
}

function sharesOf(target: readonly number[], classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 1);
  for (const label of target) counts[label] = (counts[label] ?? 0) + 1;
  return counts.map((count) => count / (target.length + classes));
}

function squareBetween(
  one: ArrayLike<number>,
  from: number,
  other: ArrayLike<number>,
  at: number,
  columns: number,
): number {
  let sum = 0;
  for (let column = 0; column < columns; column += 1) {
    const away = (one[from + column] ?? 0) - (other[at + column] ?? 0);
    sum += away * away;
  }
  return sum;
}
