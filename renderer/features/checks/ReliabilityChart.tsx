import { useCallback, type ReactNode } from "react";
import type { Reliability } from "../../../common/domain/reliability.ts";
import { Chart, type TokenColor } from "../../elements/Chart.tsx";
import { axisLine, line, NAME_BELOW, percentAxis, tooltip } from "../../elements/chart-parts.ts";
import { DataTable, type DataColumn } from "../../elements/DataTable.tsx";
import { countOf, formatCount, formatPercent } from "../../elements/format.ts";
import { intervalWords } from "../training/words.ts";

type Bin = Reliability[number];

const COLUMNS: readonly DataColumn<Bin>[] = [
  {
    heading: "Confidence",
    cell: ({ from, to }) => `${Math.round(from * 100)}–${formatPercent(to)}`,
  },
  { heading: "Guesses", numeric: true, cell: ({ count }) => formatCount(count) },
  {
    heading: "Said",
    hint: "Their mean confidence",
    numeric: true,
    cell: ({ confidence }) => formatPercent(confidence),
  },
  {
    heading: "Right (95 %)",
    hint: "In brackets: where it lies in 95 of 100 cases",
    numeric: true,
    cell: ({ right }) => intervalWords(right),
  },
];

/** How often guesses of a confidence are right; on the dashed line the two would be the same. */
export function ReliabilityChart({
  reliability,
}: {
  readonly reliability: Reliability;
}): ReactNode {
  const option = useCallback((color: TokenColor) => chartOption(reliability, color), [reliability]);
  return (
    <>
      <Chart
        height={17}
        label="How often guesses of a confidence are right, with 95 % intervals. The table below has all figures."
        option={option}
      />
      <details className="checks__details">
        <summary>Show as a table</summary>
        <DataTable
          caption="Held-out labels by the confidence of the guess"
          captionHidden
          columns={COLUMNS}
          rows={reliability}
          rowKey={({ from }) => from}
        />
      </details>
    </>
  );
}

function chartOption(reliability: Reliability, color: TokenColor) {
  const percent = (share: number) => 100 * share;
  const axis = (name: string) => ({
    ...percentAxis(color, name),
    min: 0,
    interval: 20,
    nameTextStyle: { color: color("ink-soft") },
    axisLine: axisLine(color),
  });
  const mute = { type: "line", silent: true, symbol: "none", tooltip: { show: false } };
  return {
    grid: { left: 52, right: 20, top: 30, bottom: 44 },
    tooltip: tooltip(color, "item", (index) => {
      const bin = reliability[index];
      return bin
        ? `said ${formatPercent(bin.confidence)}<br>right ${intervalWords(bin.right)}<br>${countOf(bin.count, "guess", "guesses")}`
        : "";
    }),
    xAxis: { ...axis("Confidence"), ...NAME_BELOW },
    yAxis: axis("Right"),
    series: [
      {
        ...mute,
        lineStyle: { width: 1, type: "dashed", color: color("ink-faint") },
        data: [
          [0, 0],
          [100, 100],
        ],
      },
      // An interval each: a line up and down through the point.
      ...reliability.map(({ confidence, right }) => ({
        ...mute,
        lineStyle: { width: 2, color: color("accent"), opacity: 0.35 },
        data: [
          [percent(confidence), percent(right.low)],
          [percent(confidence), percent(right.high)],
        ],
      })),
      {
        ...line(
          color,
          reliability.map(({ confidence, right }) => [percent(confidence), percent(right.mean)]),
        ),
        symbol: "circle",
        symbolSize: 9,
      },
    ],
  };
}
