import { useCallback, type ReactNode } from "react";
import type { LearningCurve } from "../../../common/domain/checks.ts";
import { Chart, type TokenColor } from "../../elements/Chart.tsx";
import {
  band,
  categoryAxis,
  line,
  NAME_BELOW,
  percentAxis,
  tensBelow,
  tooltip,
} from "../../elements/chart-parts.ts";
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
  const nameTextStyle = { color: color("ink-soft") };
  return {
    grid: { left: 52, right: 20, top: 30, bottom: 44 },
    tooltip: tooltip(color, "axis", (index) => {
      const point = points[index];
      return point
        ? `${labelsWords(point.labels)} labels<br>agreement ${rangeWords(point.accuracy)}<br>log loss ${formatNumber(point.logLoss.mean, 2)}`
        : "";
    }),
    xAxis: {
      ...categoryAxis(
        color,
        points.map(({ labels }) => (labels === 0 ? "none" : formatCount(labels))),
      ),
      name: "Labels",
      ...NAME_BELOW,
      nameTextStyle,
    },
    yAxis: { ...percentAxis(color, "Agreement"), min: tensBelow, nameTextStyle },
    series: [
      ...band(
        color,
        percents(({ accuracy }) => accuracy.least),
        percents(({ accuracy }) => accuracy.most - accuracy.least),
      ),
      {
        ...line(
          color,
          percents(({ accuracy }) => accuracy.mean),
        ),
        symbol: "circle",
        symbolSize: 8,
      },
    ],
  };
}
