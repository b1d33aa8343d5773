import { useEffect, useRef, type ReactNode } from "react";
import { BoxplotChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsCoreOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import "./Chart.css";

use([BoxplotChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

/** Gives the colour that a token such as "ink" or "mood-3" has in the theme of the moment. */
export type TokenColor = (token: string) => string;

/**
 * A drawing by ECharts in the window's own colours and type. `label` says what it shows to those who do not see it;
 * the numbers themselves belong in a table beside it. `option` should be memoised.
 */
export function Chart({
  label,
  option,
  height,
}: {
  readonly label: string;
  readonly option: (color: TokenColor) => EChartsCoreOption;
  /** In rem. */
  readonly height: number;
}): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const chart = init(element, null, { renderer: "svg" });
    const draw = () => {
      const color = tokenColors(element);
      chart.setOption({ ...frame(element, color), ...option(color) }, { notMerge: true });
    };
    draw();
    const resized = new ResizeObserver(() => chart.resize());
    resized.observe(element);
    const themed = new MutationObserver(draw);
    themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", draw);
    return () => {
      system.removeEventListener("change", draw);
      themed.disconnect();
      resized.disconnect();
      chart.dispose();
    };
  }, [option]);
  return (
    <div
      ref={box}
      className="chart"
      role="img"
      aria-label={label}
      style={{ height: `${height}rem` }}
    />
  );
}

/** `light-dark()` in a custom property stays unresolved until a real property takes it. */
function tokenColors(element: HTMLElement): TokenColor {
  return (token) => {
    const probe = document.createElement("span");
    probe.style.color = `var(--${token})`;
    element.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
}

function frame(element: HTMLElement, color: TokenColor): EChartsCoreOption {
  const { fontFamily } = getComputedStyle(element);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return {
    // ECharts animates with style elements, which the page's policy forbids.
    animation: false,
    textStyle: { fontFamily, fontSize: rem * 0.8125, color: color("ink-soft") },
  };
}
