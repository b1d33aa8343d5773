import type { ModelFeature } from "../../../common/domain/features.ts";
import type { FeatureStats } from "../../../common/domain/stats.ts";
import type { TokenColor } from "../../elements/Chart.tsx";
import { FEATURES, showFigure } from "./model-features.ts";

export type Box = {
  readonly name: string;
  /** A token such as `mood-3`. */
  readonly color: string;
  readonly figures: FeatureStats | undefined;
};

/** Lying box plots, the first box on top. Whiskers go from the least to the greatest value. */
export function boxOption(boxes: readonly Box[], feature: ModelFeature, color: TokenColor) {
  const { show } = FEATURES[feature];
  return {
    grid: { left: 8, right: 24, top: 8, bottom: 4, containLabel: true },
    tooltip: {
      trigger: "item",
      backgroundColor: color("raised"),
      borderColor: color("line"),
      textStyle: { color: color("ink") },
      formatter: ({ dataIndex }: { readonly dataIndex: number }) =>
        tooltip(boxes[dataIndex], feature),
    },
    xAxis: {
      type: "value",
      scale: feature === "tempo" || feature === "loudness" || feature === "duration",
      axisLabel: { color: color("ink-soft"), formatter: show },
      splitLine: { lineStyle: { color: color("line") } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: boxes.map(({ name }) => name),
      axisLabel: { color: color("ink"), width: 140, overflow: "truncate" },
      axisLine: { lineStyle: { color: color("line-strong") } },
      axisTick: { show: false },
    },
    series: [
      {
        type: "boxplot",
        boxWidth: [12, 22],
        data: boxes.map(({ color: token, figures }) => ({
          value: fiveNumbers(figures),
          itemStyle: {
            color: color("surface"),
            borderColor: color(token),
            borderWidth: 2,
          },
        })),
      },
    ],
  };
}

function fiveNumbers(figures: FeatureStats | undefined): (number | string)[] {
  const { min, q1, median, q3, max } = figures ?? {};
  // "-" is how ECharts writes a value that is not there.
  return [min, q1, median, q3, max].map((value) => value ?? "-");
}

/** As an element, so that a mood's name can hold no markup. */
function tooltip(box: Box | undefined, feature: ModelFeature): HTMLElement {
  const { name = "", figures } = box ?? {};
  const element = document.createElement("div");
  element.style.whiteSpace = "pre";
  const line = (words: string, value: number | null | undefined) =>
    `${words} ${showFigure(feature, value ?? null)}`;
  element.textContent = [
    name,
    line("median", figures?.median),
    `middle half ${showFigure(feature, figures?.q1 ?? null)} to ${showFigure(feature, figures?.q3 ?? null)}`,
    `all ${showFigure(feature, figures?.min ?? null)} to ${showFigure(feature, figures?.max ?? null)}`,
    line("mean", figures?.mean),
  ].join("\n");
  return element;
}
