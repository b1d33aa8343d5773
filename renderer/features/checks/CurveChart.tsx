import { useCallback, type ReactNode } from "react";
import type { LearningCurve } from "../../../common/domain/checks.ts";
import { Chart, type TokenColor } from "../../elements/Chart.tsx";
import { DataTable, type DataColumn } from "../../elements/DataTable.tsx";
import { formatCount, formatNumber, formatPercent } from "../../elements/format.ts";

type Point = LearningCurve["points"][number];

const COLUMNS: readonly DataColumn<Point>[] = [
  { heading: "Labels", cell: ({ labels }) => labelsWords(labels) },
  {
    heading: "Agreement",
    hint: "With held-out labels; behind it the least and the most of several draws of labels",
    numeric: true,
    cell: ({ accuracy }) => rangeWords(accuracy),
  },
  {
    heading: "Log loss",
    hint: "How wrong its confidences are; less is better",
    numeric: true,
    cell: ({ logLoss }) => formatNumber(logLoss.mean, 2),
  },
  {
    heading: "Calibration error",
    hint: "How far confidences are off on average",
    numeric: true,
    cell: ({ ece }) => formatNumber(ece.mean, 2),
  },
];

/** How good the model is with so many of the labels, on labels that it never learnt from. */
export function CurveChart({ curve }: { readonly curve: LearningCurve }): ReactNode {
  const { points } = curve;
  const option = useCallback((color: TokenColor) => chartOption(points, color), [points]);
  const [first, last] = [points[0], points.at(-1)];
  return (
    <>
      <Chart
        height={17}
        label={`Agreement with held-out labels by the number of labels learnt from: from ${first ? formatPercent(first.accuracy.mean) : ""} to ${last ? formatPercent(last.accuracy.mean) : ""}. The table below has all figures.`}
        option={option}
      />
      <details className="checks__details">
        <summary>Show as a table</summary>
        <DataTable
          caption="Learning curve"
          captionHidden
          columns={COLUMNS}
          rows={points}
          rowKey={({ labels }) => labels}
        />
      </details>
    </>
  );
}

function labelsWords(labels: number): string {
  return labels === 0 ? "0, definitions" : formatCount(labels);
}

function rangeWords({ mean, least, most }: Point["accuracy"]): string {
  return least === most
    ? formatPercent(mean)
    : `${formatPercent(mean)} (${Math.round(least * 100)}–${formatPercent(most)})`;
}

function chartOption(points: readonly Point[], color: TokenColor) {
  const percents = (pick: (point: Point) => number) => points.map((point) => 100 * pick(point));
  const unseen = {
    type: "line",
    stack: "range",
    silent: true,
    symbol: "none",
    lineStyle: { opacity: 0 },
  };
  return {
    grid: { left: 52, right: 20, top: 30, bottom: 44 },
    tooltip: {
      trigger: "axis",
      backgroundColor: color("raised"),
      borderColor: color("line"),
      textStyle: { color: color("ink") },
      formatter: (hovered: readonly { readonly dataIndex: number }[]) => {
        const point = points[hovered[0]?.dataIndex ?? -1];
        return point
          ? `${labelsWords(point.labels)} labels<br>agreement ${rangeWords(point.accuracy)}<br>log loss ${formatNumber(point.logLoss.mean, 2)}`
          : "";
      },
    },
    xAxis: {
      type: "category",
      name: "Labels",
      nameLocation: "middle",
      nameGap: 28,
      nameTextStyle: { color: color("ink-soft") },
      data: points.map(({ labels }) => (labels === 0 ? "none" : formatCount(labels))),
      axisLine: { lineStyle: { color: color("line-strong") } },
      axisLabel: { color: color("ink-soft") },
    },
    yAxis: {
      type: "value",
      name: "Agreement",
      nameTextStyle: { color: color("ink-soft") },
      min: ({ min }: { readonly min: number }) => Math.max(0, Math.floor(min / 10) * 10 - 10),
      max: 100,
      axisLabel: { formatter: "{value} %", color: color("ink-soft") },
      splitLine: { lineStyle: { color: color("line") } },
    },
    series: [
      // The band: an unseen line at the lower end, and the height above it filled.
      { ...unseen, data: percents(({ accuracy }) => accuracy.least) },
      {
        ...unseen,
        areaStyle: { color: color("accent-soft"), opacity: 1 },
        data: percents(({ accuracy }) => accuracy.most - accuracy.least),
      },
      {
        type: "line",
        symbol: "circle",
        symbolSize: 8,
        lineStyle: { width: 2, color: color("accent") },
        itemStyle: { color: color("accent") },
        data: percents(({ accuracy }) => accuracy.mean),
      },
    ],
  };
}
