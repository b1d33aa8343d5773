import {
  heldBackSentence,
  type Evaluation,
  type Interval,
  type TrainReport,
} from "../../../common/domain/model.ts";
import { percent, table } from "./terminal.ts";

export function describeTraining(report: TrainReport): string {
  const { before, after } = report.agreement;
  const lines = [
    `Model ${report.model} from ${report.labels} labels; ${report.moved} tracks moved.`,
    `Agreement with your labels, held out: ${interval(before)} before, ${interval(after)} now.`,
  ];
  if (report.paired) {
    const { checked, onlyA, onlyB, p } = report.paired;
    lines.push(
      onlyA + onlyB === 0
        ? `Both models have the same of ${checked} labels right.`
        : `Of ${checked} labels ${onlyA} were right only before, and ${onlyB} are right only now (by chance alone: p ${chance(p)}).`,
    );
  }
  const heldBack = heldBackSentence(report);
  if (heldBack !== null) {
    lines.push(
      `${heldBack} \`undertone models use ${report.model}\` puts it in use; \`undertone models diff\` tells the two apart.`,
    );
  }
  if (report.note !== null) lines.push(report.note);
  if (report.evaluation) lines.push("", describeEvaluation(report.evaluation));
  return lines.join("\n");
}

export function describeEvaluation(result: Evaluation): string {
  const figures = `accuracy ${interval(result.accuracy)}, macro-F1 ${result.macroF1.toFixed(3)}, log loss ${result.logLoss.toFixed(3)}, ECE ${result.ece.toFixed(3)}, ${result.size} labels`;
  const perLabel = result.perLabel.map((row) => [
    row.label,
    percent(row.precision),
    percent(row.recall),
    percent(row.f1),
    row.support,
  ]);
  const confusion = result.confusion.map((row, index) => [result.labels[index] ?? "", ...row]);
  return [
    figures,
    table(["mood", "precision", "recall", "F1", "labels"], perLabel),
    table(["is \\ predicted", ...result.labels], confusion),
  ].join("\n\n");
}

/** A p-value as it is written. */
export function chance(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

export function interval(value: Interval | null): string {
  return value === null
    ? "–"
    : `${percent(value.mean)} (${percent(value.low)} to ${percent(value.high)})`;
}
