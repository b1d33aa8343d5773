import type { Check, Comparison, Drift, LearningCurve } from "../../../common/domain/checks.ts";
import type { Reliability } from "../../../common/domain/reliability.ts";
import { countOf, formatCount, formatMoment, formatPercent } from "../../elements/format.ts";
import { FEATURE_WORDS, listed } from "../explain/words.ts";
import { ENOUGH_LABELS, intervalWords } from "../training/words.ts";

/** Figures of fewer labels would pretend to know more than they do. */
export function isMeasured({ checked, figures }: Check): boolean {
  return figures !== null && checked >= ENOUGH_LABELS;
}

/** Confidences off by less than that many points are as honest as can be told. */
const HONEST = 0.05;
/** Confidences that are off to one side by that much all in all are told so. */
const ONE_SIDED = 0.02;

/** "On average a confidence is 7 points off; all in all it is a little too sure." */
export function reliabilityWords(reliability: Reliability, ece: number): string {
  const total = reliability.reduce((sum, { count }) => sum + count, 0);
  const excess =
    reliability.reduce(
      (sum, { count, confidence, right }) => sum + count * (confidence - right.mean),
      0,
    ) / Math.max(1, total);
  const points = countOf(Math.round(ece * 100), "point");
  if (ece < HONEST)
    return `Its confidences can be taken at their word: on average they are ${points} off.`;
  // Few labels make a difference by themselves.
  if (
    reliability.every(
      ({ confidence, right }) => confidence >= right.low && confidence <= right.high,
    )
  )
    return `As far as ${countOf(total, "label")} can tell, its confidences can be taken at their word: on average they are ${points} off, which may be chance.`;
  const side =
    Math.abs(excess) < ONE_SIDED
      ? "here too high, there too low"
      : excess > 0
        ? "mostly too high: it is surer than it should be"
        : "mostly too low: it is right more often than it says";
  return `On average a confidence is ${points} off, ${side}. That gets better with more labels.`;
}

/** Less than that from one point of the curve to the next is hardly worth labels. */
const WORTH = 0.01;

/** What more labels would bring. */
export function curveWords({ points }: LearningCurve): string {
  const [last, before] = points.toReversed();
  const zero = points.find(({ labels }) => labels === 0);
  const start = zero
    ? `The moods’ definitions alone would be right for ${formatPercent(zero.accuracy.mean)}. `
    : "";
  if (!last || !before || before.labels === 0) return start.trim();
  const gain = last.accuracy.mean - before.accuracy.mean;
  const [from, to] = [before, last].map(({ accuracy }) => formatPercent(accuracy.mean));
  const change = from === to ? `agreement stays at ${to}` : `agreement goes from ${from} to ${to}`;
  const advice =
    gain >= WORTH
      ? "more labels still help."
      : "more of the same will hardly help; songs that it is torn about (Teach) or clearer moods may.";
  return `${start}From ${formatCount(before.labels)} to ${formatCount(last.labels)} labels ${change}: ${advice}`;
}

/** Now against the model before, on the same held-out labels. */
export function comparisonWords(comparison: NonNullable<Check["comparison"]>): string {
  const { own, others, paired, verdict, labels, createdAt } = comparison;
  const from = labels === 0 ? "the definitions alone" : countOf(labels, "label");
  const then = `the model of ${formatMoment(createdAt)} (from ${from})`;
  const both = `${intervalWords(own.accuracy)} against ${intervalWords(others.accuracy)} on the same ${countOf(paired.checked, "held-out label")}; ${formatCount(paired.onlyA)} only the model of now has right, ${formatCount(paired.onlyB)} only the other.`;
  return `${VERDICTS[verdict](then)}: ${both} ${chanceWords(paired.p)}`;
}

const VERDICTS = {
  better: (then) => `Better than ${then}`,
  worse: (then) => `Worse than ${then}`,
  "no difference": (then) => `No clear difference from ${then}`,
} as const satisfies Record<Comparison["verdict"], (then: string) => string>;

function chanceWords(p: number): string {
  const share = p < 0.01 ? "less than 1" : String(Math.round(p * 100));
  return `Chance alone makes such a difference in ${share} of 100 cases.`;
}

/** Whether songs without a label are like those with one. */
export function driftWords({ unlabelled, share, drifted, features }: Drift): string {
  const found = `${intervalWords(share)} of ${formatCount(unlabelled)} songs without a label are unlike your labelled ones (5 % is usual).`;
  if (!drifted) return `${found} Your labels stand for the library.`;
  const differ = features.map(({ feature, labelled, unlike }) => {
    const { label, show } = FEATURE_WORDS[feature];
    return `${label.toLowerCase()} ${show(unlike)} where yours have ${show(labelled)}`;
  });
  const where = differ.length === 0 ? "" : ` In the middle they have ${listed(differ)}.`;
  return `${found}${where} The model has not seen the like: label some of them.`;
}
