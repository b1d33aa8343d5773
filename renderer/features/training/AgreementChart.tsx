import { useCallback, useMemo, type ReactNode } from "react";
import type { ModelSummary } from "../../../common/domain/model.ts";
import { Chart, type TokenColor } from "../../elements/Chart.tsx";
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
    tooltip: {
      trigger: "axis",
      backgroundColor: color("raised"),
      borderColor: color("line"),
      textStyle: { color: color("ink") },
      formatter: (hovered: readonly { readonly dataIndex: number }[]) => {
        const point = points[hovered[0]?.dataIndex ?? -1];
        if (!point) return "";
        return `${formatMoment(point.createdAt)}<br>agreement ${intervalWords(point.accuracy)}<br>${formatCount(point.labels)} labels`;
      },
    },
    xAxis: {
      type: "category",
      data: points.map(({ labels }) => `${formatCount(labels)} labels`),
      axisLine: { lineStyle: { color: color("line-strong") } },
      axisLabel: { color: color("ink-soft") },
    },
    yAxis: {
      type: "value",
      name: "Agreement",
      min: ({ min }: { readonly min: number }) => Math.max(0, Math.floor(min / 10) * 10 - 10),
      max: 100,
      axisLabel: { formatter: "{value} %", color: color("ink-soft") },
      splitLine: { lineStyle: { color: color("line") } },
    },
    series: [
      // The band: an unseen line at the lower end, and the height above it filled.
      {
        type: "line",
        stack: "interval",
        silent: true,
        symbol: "none",
        lineStyle: { opacity: 0 },
        data: percents(({ accuracy }) => accuracy.low),
      },
      {
        type: "line",
        stack: "interval",
        silent: true,
        symbol: "none",
        lineStyle: { opacity: 0 },
        areaStyle: { color: color("accent-soft"), opacity: 1 },
        data: percents(({ accuracy }) => accuracy.high - accuracy.low),
      },
      {
        type: "line",
        symbolSize: 7,
        lineStyle: { width: 2, color: color("accent") },
        itemStyle: { color: color("accent") },
        data: percents(({ accuracy }) => accuracy.mean),
      },
    ],
  };
}
