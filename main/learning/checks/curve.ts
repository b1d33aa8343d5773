import { setImmediate as breathe } from "node:timers/promises";
import type { LearningCurve, Strategy } from "../../../common/domain/checks.ts";
import type { Evaluation } from "../../../common/domain/model.ts";
import { answer, emptyHeldOut, summarise, type Running } from "../evaluate.ts";
import { assignFolds, type Grouping } from "../folds.ts";
import { createRandom } from "../random.ts";
import { calibrated } from "./calibrated.ts";
import { createPick, roundAfter, type Pick, type Pool } from "./order.ts";
import { askAbout, learnFrom } from "./rows.ts";
import { spreadOf } from "./spread.ts";

export type CurveOptions = {
  readonly strategy: Strategy;
  readonly folds: number;
  readonly seed: number;
};

const STEPS = [10, 20, 50, 100, 200, 500, 1000];
/** Choosing by what was learnt takes the longer, and differs less from one time to the next, than choosing by lot. */
const DRAWS = { random: 5, margin: 3, suggest: 1 } as const satisfies Record<Strategy, number>;
/** Figures over folds and draws are told to a hundredth. */
const TOLERANCE = 3e-4;

/**
 * How good a model is with so many labels: in each training part of the folds labels are picked one after the other
 * in the order of the strategy, and the test part tells what they are worth. Starts at 0 where some mood has a
 * definition. The rows have a prior, as they have in a library. Deterministic by seed. Throws AppError
 * `not_enough_labels` unless two classes have two groups each; the signal's reason on abort.
 */
export async function learningCurve(
  pool: Pool,
  grouping: Grouping,
  { strategy, folds, seed }: CurveOptions,
  { signal, report }: Running = {},
): Promise<LearningCurve> {
  const draws = DRAWS[strategy];
  const defined = pool.definitions.some((definition) => Object.keys(definition).length > 0);
  const figures = new Map<number, Evaluation[]>();
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = (seed + draw) >>> 0;
    const fold = assignFolds(grouping, folds, drawn);
    const count = Math.max(...fold) + 1;
    const least = fold.length - Math.max(...sizesOf(fold, count));
    const steps = [...(defined ? [0] : []), ...STEPS.filter((step) => step < least), least];
    const held = steps.map(() => emptyHeldOut(fold, pool.rows.classes));
    for (let current = 0; current < count; current += 1) {
      const pick = createPick(strategy, pool, drawn, createRandom(drawn * 64 + current));
      const asked = Array.from(fold.keys()).filter((row) => fold[row] === current);
      const others = Array.from(fold.keys()).filter((row) => fold[row] !== current);
      let index = 0;
      for (const model of modelsAt(steps, pool, others, pick)) {
        const at = held[index];
        if (at) answer(at, asked, askAbout(pool.rows, model, asked));
        index += 1;
        signal?.throwIfAborted();
        await breathe();
      }
      report?.({
        stage: "Learning curve",
        done: draw * count + current + 1,
        total: draws * count,
      });
    }
    steps.forEach((labels, index) => {
      const at = held[index];
      if (!at) return;
      const evaluation = summarise(grouping, calibrated(at, grouping.target, labels));
      figures.set(labels, [...(figures.get(labels) ?? []), evaluation]);
    });
  }
  // All labels of a training part are a few more or less from draw to draw.
  const all = [...figures.keys()].filter((labels) => labels > 0 && !STEPS.includes(labels));
  return {
    strategy,
    draws,
    points: [
      ...[...figures.entries()].filter(([labels]) => !all.includes(labels)),
      [Math.max(...all), all.flatMap((labels) => figures.get(labels) ?? [])] as const,
    ]
      .filter(([, found]) => found.length > 0)
      .toSorted(([a], [b]) => a - b)
      .map(([labels, found]) => ({
        labels,
        accuracy: spreadOf(found.map((figure) => figure.accuracy.mean)),
        logLoss: spreadOf(found.map((figure) => figure.logLoss)),
        ece: spreadOf(found.map((figure) => figure.ece)),
      })),
  };
}

/** The models of one training part, step by step; the last one learns from all of it. */
function* modelsAt(steps: readonly number[], pool: Pool, others: readonly number[], pick: Pick) {
  let learnt: readonly number[] = [];
  let open = others;
  let model = learnFrom(pool.rows, []);
  const learn = (more: readonly number[]) => {
    const taken = new Set(more);
    learnt = [...learnt, ...more];
    open = open.filter((row) => !taken.has(row));
    model = learnFrom(pool.rows, learnt, { start: model, tolerance: TOLERANCE });
  };
  for (const [index, step] of steps.entries()) {
    if (index === steps.length - 1) learn(open);
    while (learnt.length < step && open.length > 0) {
      const round = Math.min(roundAfter(learnt.length), step - learnt.length);
      learn(pick(round, open, learnt, model));
    }
    yield model;
  }
}

function sizesOf(fold: Int32Array, count: number): number[] {
  const sizes = Array.from({ length: count }, () => 0);
  for (const current of fold) sizes[current] = (sizes[current] ?? 0) + 1;
  return sizes;
}
