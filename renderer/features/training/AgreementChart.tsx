import { useCallback, useMemo, type ReactNode } from "react";
import type { ModelSummary } from "../../../common/domain/model.ts";
import { Chart, type TokenColor } from "../../elements/Chart.tsx";
import {
  band,
  categoryAxis,
  line,
  percentAxis,
  tensBelow,
  tooltip,
} from "../../elements/chart-parts.ts";
import { formatCount, formatMoment } from "../../elements/format.ts";
import { ENOUGH_LABELS, intervalWords } from "./words.ts";

/** Agreement over the models, oldest left, each with its 95 % interval. The table of models holds the same numbers. */
export function AgreementChart({
  models,
}: {
  readonly models: readonly ModelSummary[];
}): ReactNode {
  const points = useMemo(
    () =>
      models
        .toReversed()
        .flatMap(({ createdAt, labels, accuracy }) =>
          accuracy && labels >= ENOUGH_LABELS ? [{ createdAt, labels, accuracy }] : [],
        ),
    [models],
  );
  const option = useCallback((color: TokenColor) => chartOption(points, color), [points]);
  if (points.length < 2) return null;
  const [first, last] = [points[0], points.at(-1)];
  return (
    <Chart
      height={14}
      label={`Agreement with held-out labels over ${points.length} models: from ${first ? intervalWords(first.accuracy) : ""} to ${last ? intervalWords(last.accuracy) : ""}. The table below has all figures.`}
      option={option}
    />
  );
}

type Point = Pick<ModelSummary, "createdAt" | "labels"> & {
  readonly accuracy: NonNullable<ModelSummary["accuracy"]>;
};

function chartOption(points: readonly Point[], color: TokenColor) {
  const percents = (pick: (point: Point) => number) => points.map((point) => 100 * pick(point));
  return {
    grid: { left: 48, right: 16, top: 28, bottom: 28 },
    tooltip: tooltip(color, "axis", (index) => {
      const point = points[index];
      return point
        ? `${formatMoment(point.createdAt)}<br>agreement ${intervalWords(point.accuracy)}<br>${formatCount(point.labels)} labels`
        : "";
    }),
    xAxis: categoryAxis(
      color,
      points.map(({ labels }) => `${formatCount(labels)} labels`),
    ),
    yAxis: { ...percentAxis(color, "Agreement"), min: tensBelow },
    series: [
      ...band(
        color,
        percents(({ accuracy }) => accuracy.low),
        percents(({ accuracy }) => accuracy.high - accuracy.low),
      ),
      {
        ...line(
          color,
          percents(({ accuracy }) => accuracy.mean),
        ),
        symbolSize: 7,
      },
    ],
  };
}
