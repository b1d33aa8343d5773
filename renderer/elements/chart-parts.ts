import type { TokenColor } from "./Chart.tsx";

/** Puts the name of a horizontal axis in the middle below it. */
export const NAME_BELOW = { nameLocation: "middle", nameGap: 28 };

type Hovered = { readonly dataIndex: number };

/** What the pointer is over, in words; `words` is asked with the place of the point in its data, -1 for none. */
export function tooltip(
  color: TokenColor,
  trigger: "axis" | "item",
  words: (index: number) => string,
) {
  return {
    trigger,
    backgroundColor: color("raised"),
    borderColor: color("line"),
    textStyle: { color: color("ink") },
    // One point of an item, a list of points of an axis.
    formatter: (hovered: Hovered | readonly Hovered[]) =>
      words([hovered].flat()[0]?.dataIndex ?? -1),
  };
}

/** An axis of names, in this order. */
export function categoryAxis(color: TokenColor, data: readonly string[]) {
  return {
    type: "category",
    data,
    axisLine: axisLine(color),
    axisLabel: { color: color("ink-soft") },
  };
}

/** An axis that ends at 100 %. */
export function percentAxis(color: TokenColor, name: string) {
  return {
    type: "value",
    name,
    max: 100,
    axisLabel: { formatter: "{value} %", color: color("ink-soft") },
    splitLine: { lineStyle: { color: color("line") } },
  };
}

/** Where an axis begins that leaves out most of what lies below its lowest value: ten to twenty under it, in tens. */
export function tensBelow({ min }: { readonly min: number }): number {
  return Math.max(0, Math.floor(min / 10) * 10 - 10);
}

export function axisLine(color: TokenColor) {
  return { lineStyle: { color: color("line-strong") } };
}

/** A line with a mark at each point. */
export function line(color: TokenColor, data: readonly unknown[]) {
  return {
    type: "line",
    lineStyle: { width: 2, color: color("accent") },
    itemStyle: { color: color("accent") },
    data,
  };
}

/** An area that begins at the lower ends and is so high from there. A chart has room for one. */
export function band(color: TokenColor, low: readonly number[], heights: readonly number[]) {
  const unseen = {
    type: "line",
    stack: "band",
    silent: true,
    symbol: "none",
    lineStyle: { opacity: 0 },
  };
  // An unseen line at the lower end, and the height above it filled.
  return [
    { ...unseen, data: low },
    { ...unseen, areaStyle: { color: color("accent-soft"), opacity: 1 }, data: heights },
  ];
}
