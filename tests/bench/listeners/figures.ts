import type { Point } from "./play.ts";

/** Of several listeners after as many clicks, all songs that they were asked about together. */
export type Figures = {
  readonly accuracy: number;
  readonly logLoss: number;
  /** Expected calibration error, ten bins. */
  readonly ece: number;
  /** Share of the guesses that are called sure, and how many of these are right. */
  readonly sure: number;
  readonly sureRight: number;
};

const BINS = 10;

export function figuresOf(points: readonly Point[]): Figures {
  const hits = points.flatMap((point) => point.hits);
  const confidence = points.flatMap((point) => point.confidence);
  const loss = points.flatMap((point) => point.loss);
  const bins = Array.from({ length: BINS }, () => 0);
  hits.forEach((hit, index) => {
    const told = confidence[index] ?? 0;
    const bin = Math.min(BINS - 1, Math.floor(told * BINS));
    bins[bin] = (bins[bin] ?? 0) + (hit ? 1 : 0) - told;
  });
  const sure = points.flatMap(({ sureFrom, hits: right, confidence: all }) =>
    right.filter((_, index) => (all[index] ?? 0) >= sureFrom),
  );
  return {
    accuracy: share(hits),
    logLoss: loss.reduce((sum, value) => sum + value, 0) / loss.length,
    ece: bins.reduce((sum, gap) => sum + Math.abs(gap), 0) / hits.length,
    sure: sure.length / hits.length,
    sureRight: share(sure),
  };
}

function share(hits: readonly boolean[]): number {
  return hits.filter(Boolean).length / Math.max(1, hits.length);
}
