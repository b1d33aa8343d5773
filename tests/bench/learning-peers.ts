import { assignFolds } from "../../main/learning/folds.ts";
import type { EvaluateInput } from "../../main/learning/evaluate.ts";
import { cluster, distancesTo } from "../../main/learning/kmeans.ts";
import { takeRows, type Matrix } from "../../main/learning/matrix.ts";
import { fitScaler, transform } from "../../main/learning/scale.ts";

type Taught = {
  readonly rows: Matrix;
  readonly target: readonly number[];
  readonly classes: number;
};
/** The class of each row of `asked`; both matrices are scaled. */
type Peer = (taught: Taught, asked: Matrix) => number[];

const rowOf = ({ columns, data }: Matrix, row: number) =>
  data.subarray(row * columns, (row + 1) * columns);
const nearest = (distances: readonly number[]) => distances.indexOf(Math.min(...distances));

/** What a simpler method would do with the same features, on the same folds. */
export const PEERS: Readonly<Record<string, Peer>> = {
  "majority mood": ({ target, classes, rows }, asked) => {
    const most = majority(target, classes);
    return Array.from({ length: asked.rows }, () => (rows.rows === 0 ? 0 : most));
  },
  "nearest centroid": ({ rows, target, classes }, asked) => {
    const centres = new Float64Array(classes * rows.columns);
    const counts = new Int32Array(classes);
    target.forEach((label, row) => {
      counts[label] = (counts[label] ?? 0) + 1;
      rowOf(rows, row).forEach((value, column) => {
        const at = label * rows.columns + column;
        centres[at] = (centres[at] ?? 0) + value;
      });
    });
    const means = centres.map((sum, at) => sum / (counts[Math.floor(at / rows.columns)] ?? 1));
    return Array.from({ length: asked.rows }, (_, row) =>
      nearest(distancesTo(rowOf(asked, row), means)),
    );
  },
  "15 nearest neighbours": ({ rows, target, classes }, asked) => {
    const all = Float64Array.from(rows.data);
    return Array.from({ length: asked.rows }, (_, row) => {
      const near = distancesTo(rowOf(asked, row), all)
        .map((distance, other) => ({ distance, label: target[other] ?? 0 }))
        .toSorted((a, b) => a.distance - b.distance)
        .slice(0, 15);
      return majority(
        near.map(({ label }) => label),
        classes,
      );
    });
  },
  "k-means(5), each cluster its majority mood": ({ rows, target, classes }, asked) => {
    const { labels, centres } = cluster(rows, { k: 5, seed: 42, starts: 10 });
    const moods = Array.from({ length: 5 }, (_, cluster) =>
      majority(
        target.filter((_, row) => labels[row] === cluster),
        classes,
      ),
    );
    return Array.from(
      { length: asked.rows },
      (_, row) => moods[nearest(distancesTo(rowOf(asked, row), centres))] ?? 0,
    );
  },
};

/** Share of held-out rows that a peer gets right, on the folds that the classifier is checked on. */
export function peerAccuracy(input: EvaluateInput, peer: Peer): number {
  const fold = assignFolds(input, input.folds, input.seed);
  const classes = input.labels.length;
  let hits = 0;
  for (let current = 0; current <= Math.max(...fold); current += 1) {
    const learnt = [...fold.keys()].filter((row) => fold[row] !== current);
    const held = [...fold.keys()].filter((row) => fold[row] === current);
    const known = takeRows(input.features, learnt);
    const scaler = fitScaler(known);
    const target = learnt.map((row) => input.target[row] ?? 0);
    const taught = { rows: transform(scaler, known), target, classes };
    const answers = peer(taught, transform(scaler, takeRows(input.features, held)));
    hits += held.filter((row, at) => input.target[row] === answers[at]).length;
  }
  return hits / fold.length;
}

function majority(labels: readonly number[], classes: number): number {
  const counts = Array.from({ length: classes }, () => 0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts.indexOf(Math.max(...counts));
}
