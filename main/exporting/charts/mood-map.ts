import { PAPER } from "../palette.ts";
import { chart, circle, line, MARGIN, rect, text, TOP, type Chart } from "./svg.ts";

export type Spot = {
  readonly name: string;
  readonly color: string;
  /** Means, 0..1. */
  readonly energy: number;
  readonly valence: number;
  readonly count: number;
};

const WIDTH = 520;
const SIDE = 400;
const LEFT = 76;

/** Where the moods lie between calm and energetic, sad and cheerful. The circles' areas are the numbers of tracks. */
export function moodMap(title: string, subtitle: string, spots: readonly Spot[]): Chart {
  const x = (energy: number) => LEFT + energy * SIDE;
  const y = (valence: number) => TOP + (1 - valence) * SIDE;
  const most = Math.max(1, ...spots.map((spot) => spot.count));
  const radius = (spot: Spot) => 6 + 22 * Math.sqrt(spot.count / most);
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const faint = { size: 11, fill: PAPER.inkFaint };
  // The large ones first, so that they cover none.
  const drawn = spots.toSorted((a, b) => b.count - a.count);
  const content = [
    rect({ x: LEFT, y: TOP, width: SIDE, height: SIDE, fill: "#fbfaf8", line: PAPER.line }),
    ...ticks.flatMap((tick) => [
      line([x(tick), TOP], [x(tick), TOP + SIDE]),
      line([LEFT, y(tick)], [LEFT + SIDE, y(tick)]),
      text(String(tick), { x: x(tick), y: TOP + SIDE + 17, anchor: "middle", ...faint }),
      text(String(tick), { x: LEFT - 8, y: y(tick) + 4, anchor: "end", ...faint }),
    ]),
    text("energy, from calm to energetic", {
      x: LEFT + SIDE / 2,
      y: TOP + SIDE + 38,
      size: 12,
      fill: PAPER.inkFaint,
      anchor: "middle",
    }),
    text("valence, from sad to cheerful", {
      x: MARGIN + 10,
      y: TOP + SIDE / 2,
      size: 12,
      fill: PAPER.inkFaint,
      anchor: "middle",
      turn: -90,
    }),
    ...drawn.map((spot) => circle(x(spot.energy), y(spot.valence), radius(spot), spot.color)),
    ...labels(
      drawn.map((spot) => ({ spot, x: x(spot.energy), y: y(spot.valence), radius: radius(spot) })),
    ),
  ];
  return chart({ title, subtitle, width: WIDTH, height: TOP + SIDE + 38 + MARGIN }, content);
}

type Placed = {
  readonly spot: Spot;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
};

/** Names beside their circles, on the side with room, moved down where one would lie on another. */
function labels(placed: readonly Placed[]): string[] {
  const used: { left: number; right: number; y: number }[] = [];
  return placed
    .toSorted((a, b) => a.y - b.y)
    .map(({ spot, x, y, radius }) => {
      const width = spot.name.length * 7.2;
      const onRight = x + radius + 6 + width < LEFT + SIDE;
      const left = onRight ? x + radius + 6 : x - radius - 6 - width;
      let line = y + 4;
      while (
        used.some(
          (other) =>
            Math.abs(other.y - line) < 14 && left < other.right && left + width > other.left,
        )
      )
        line += 4;
      used.push({ left, right: left + width, y: line });
      return text(spot.name, {
        x: onRight ? left : left + width,
        y: line,
        size: 13,
        fill: PAPER.ink,
        anchor: onRight ? "start" : "end",
        fit: 150,
        halo: true,
      });
    });
}
