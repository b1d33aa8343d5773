import { PAPER, readableOn } from "../palette.ts";
import { chart, MARGIN, rect, text, textWidth, TOP, type Chart } from "./svg.ts";

export type Cell = { readonly text: string; readonly fill: string };
export type HeatMap = {
  readonly title: string;
  readonly subtitle: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Along the left side; "" = none, and so below. */
  readonly rowTitle: string;
  readonly columnTitle: string;
  /** One list per row. */
  readonly cells: readonly (readonly Cell[])[];
  readonly cell: { readonly width: number; readonly height: number };
};

const GAP = 2;

/** A table of coloured cells with slanted column names. */
export function heatMap(map: HeatMap): Chart {
  const { rows, columns, cell } = map;
  const names = Math.min(150, Math.max(40, ...rows.map((name) => textWidth(name, 12))));
  const longest = Math.min(120, Math.max(30, ...columns.map((name) => textWidth(name, 12))));
  // The column names stand at 40°.
  const head = Math.round(longest * 0.64) + 14;
  const left = MARGIN + (map.rowTitle === "" ? 0 : 20) + names + 10;
  const top = TOP + head;
  const wide = columns.length * (cell.width + GAP);
  const high = rows.length * (cell.height + GAP);
  const titles = Math.max(textWidth(map.title, 17), textWidth(map.subtitle, 12)) + 2 * MARGIN;
  const width = Math.round(Math.max(left + wide + longest * 0.5 + MARGIN, titles, 360));
  const content = [
    ...columns.map((name, index) =>
      text(name, {
        x: left + index * (cell.width + GAP) + cell.width / 2,
        y: top - 8,
        size: 12,
        fill: PAPER.inkSoft,
        turn: -40,
        fit: 120,
      }),
    ),
    ...rows.flatMap((name, row) => {
      const y = top + row * (cell.height + GAP);
      const baseline = y + cell.height / 2 + 4.5;
      return [
        text(name, {
          x: left - 10,
          y: baseline,
          size: 12,
          fill: PAPER.ink,
          anchor: "end",
          fit: 150,
        }),
        ...(map.cells[row] ?? []).flatMap(({ text: shown, fill }, column) => {
          const x = left + column * (cell.width + GAP);
          return [
            rect({ x, y, width: cell.width, height: cell.height, fill, radius: 3 }),
            text(shown, {
              x: x + cell.width / 2,
              y: baseline,
              size: 12,
              fill: readableOn(fill),
              anchor: "middle",
            }),
          ];
        }),
      ];
    }),
    text(map.columnTitle, {
      x: left + wide / 2,
      y: top + high + 20,
      size: 12,
      fill: PAPER.inkFaint,
      anchor: "middle",
    }),
    text(map.rowTitle, {
      x: MARGIN + 8,
      y: top + high / 2,
      size: 12,
      fill: PAPER.inkFaint,
      anchor: "middle",
      turn: -90,
    }),
  ];
  return chart(
    {
      title: map.title,
      subtitle: map.subtitle,
      width,
      height: top + high + (map.columnTitle === "" ? 0 : 20) + MARGIN,
    },
    content,
  );
}
