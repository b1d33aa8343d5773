import { PAPER } from "../palette.ts";
import { chart, MARGIN, rect, text, textWidth, TOP, type Chart } from "./svg.ts";

export type Bar = { readonly name: string; readonly count: number; readonly color: string };

const ROW = 34;
const BAR = 20;
const WIDTH = 560;
const LABEL = 12;

/** Horizontal bars with their counts and shares of the whole. */
export function barChart(title: string, subtitle: string, bars: readonly Bar[]): Chart {
  const total = bars.reduce((sum, bar) => sum + bar.count, 0);
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const names = Math.min(150, Math.max(...bars.map((bar) => textWidth(bar.name, 13)), 40));
  const left = MARGIN + names + 12;
  const room = WIDTH - MARGIN - left - 108;
  const content = bars.flatMap(({ name, count, color }, index) => {
    const y = TOP + index * ROW;
    const width = count === 0 ? 0 : Math.max(2, (count / most) * room);
    const share = total === 0 ? "" : ` · ${((count / total) * 100).toFixed(1)} %`;
    return [
      text(name, {
        x: left - 12,
        y: y + 15,
        size: 13,
        fill: PAPER.ink,
        anchor: "end",
        fit: names + 4,
      }),
      rect({ x: left, y, width: room, height: BAR, fill: PAPER.sunken, radius: 4 }),
      rect({ x: left, y, width, height: BAR, fill: color, radius: 4 }),
      text(`${count.toLocaleString("en")}${share}`, {
        x: left + room + 12,
        y: y + 14.5,
        size: LABEL,
        fill: PAPER.inkSoft,
      }),
    ];
  });
  const height = TOP + bars.length * ROW + MARGIN - (ROW - BAR);
  return chart({ title, subtitle, width: WIDTH, height }, content);
}
