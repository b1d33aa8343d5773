import type {
  Check,
  Comparison,
  Drift,
  FileEvaluation,
  LearningCurve,
  Repeats,
} from "../../../common/domain/checks.ts";
import type { Reliability } from "../../../common/domain/reliability.ts";
import { describeEvaluation, interval } from "./reports.ts";
import { countOf, percent, table } from "./terminal.ts";

/** Under that many labels a percentage would pretend to know more than it does. */
const ENOUGH_LABELS = 20;

export function describeFileEvaluation(result: FileEvaluation): string {
  const { size, reliability, repeats, learningCurve, comparison } = result;
  if (size < ENOUGH_LABELS) return tooFew(size);
  return [
    describeEvaluation(result),
    repeats && describeRepeats(repeats),
    reliability && describeReliability(reliability),
    learningCurve && describeCurve(learningCurve),
    comparison && describeComparison(comparison, "the classifier"),
  ]
    .filter((part) => part !== undefined)
    .join("\n\n");
}

export function describeCheck(check: Check): string {
  const { checked, figures, comparison, drift, note } = check;
  const parts: string[] = [];
  if (note !== null) parts.push(note);
  if (figures && checked >= ENOUGH_LABELS) {
    const { evaluation, repeats, learningCurve } = figures;
    parts.push(
      describeRepeats(repeats),
      `The first of these divisions:\n${describeEvaluation(evaluation)}`,
    );
    if (evaluation.reliability) parts.push(describeReliability(evaluation.reliability));
    parts.push(describeCurve(learningCurve));
    if (comparison) {
      const since = `Compared with model ${comparison.model} (${countOf(comparison.labels, "label")}):`;
      parts.push(`${since}\n${describeComparison(comparison, "the model of all labels")}`);
    }
  }
  if (drift) parts.push(describeDrift(drift));
  return parts.join("\n\n");
}

function tooFew(labels: number): string {
  return `Only ${countOf(labels, "label")}: too few to say how good the learning is. From ${ENOUGH_LABELS} on it is measured (--json has the figures all the same).`;
}

function describeRepeats({ repeats, folds, interval: range, ...figures }: Repeats): string {
  const line = (name: string, { mean, deviation, least, most }: Repeats["ece"]) => [
    name,
    ...[mean, deviation, least, most].map((value) => value.toFixed(3)),
  ];
  return `${countOf(repeats, "time")} ${folds} folds: accuracy ${interval(range)}\n${table(
    ["figure", "mean", "deviation", "least", "most"],
    [
      line("accuracy", figures.accuracy),
      line("macro-F1", figures.macroF1),
      line("log loss", figures.logLoss),
      line("ECE", figures.ece),
    ],
  )}`;
}

function describeReliability(reliability: Reliability): string {
  const rows = reliability.map(({ from, to, count, confidence, right }) => [
    `${Math.round(from * 100)}–${Math.round(to * 100)} %`,
    count,
    percent(confidence),
    interval(right),
  ]);
  return `How often guesses of a confidence are right:\n${table(["confidence", "guesses", "mean", "right"], rows)}`;
}

const ORDERS = {
  random: "labels by lot",
  margin: "the most uncertain first",
  suggest: "labels as `suggest` asks for them",
} as const satisfies Record<LearningCurve["strategy"], string>;

function describeCurve({ strategy, draws, points }: LearningCurve): string {
  const rows = points.map(({ labels, accuracy, logLoss, ece }) => [
    labels === 0 ? "0 (definitions)" : String(labels),
    percent(accuracy.mean),
    accuracy.deviation === 0 ? "" : `± ${percent(accuracy.deviation)}`,
    logLoss.mean.toFixed(3),
    ece.mean.toFixed(3),
  ]);
  return `Learning curve, ${ORDERS[strategy]}, ${countOf(draws, "draw")}:\n${table(["labels", "accuracy", "", "log loss", "ECE"], rows)}`;
}

function describeComparison({ other, own, others, paired, verdict }: Comparison, name: string) {
  const { onlyA, onlyB, p, checked } = paired;
  const losses =
    others.logLoss === null
      ? ""
      : ` Log loss: ${own.logLoss.toFixed(3)} against ${others.logLoss.toFixed(3)}.`;
  const words = {
    better: `${name} is better than ${other}`,
    worse: `${name} is worse than ${other}`,
    "no difference": `no difference between ${name} and ${other} that chance alone would not make`,
  }[verdict];
  return `On the same ${checked} held-out labels: ${words}. Accuracy ${interval(own.accuracy)} against ${interval(others.accuracy)}; right alone ${onlyA} times, the other ${onlyB} times (McNemar, p ${p < 0.001 ? "< 0.001" : `= ${p.toFixed(3)}`}).${losses}`;
}

function describeDrift({ unlabelled, share, drifted, features }: Drift): string {
  const differ = features.map(
    ({ feature, labelled, unlike }) =>
      `${feature} ${Number(unlike.toPrecision(3))} (labelled: ${Number(labelled.toPrecision(3))})`,
  );
  const found = `Of ${unlabelled} songs without a label ${interval(share)} are unlike the labelled ones; 5 % would be usual.`;
  if (!drifted) return `${found} Your labels stand for the library.`;
  const where = differ.length === 0 ? "" : ` Medians of the unlike: ${differ.join(", ")}.`;
  return `${found}${where} Label some of them: the model has not seen the like.`;
}
