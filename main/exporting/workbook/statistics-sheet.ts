import type { FeatureStats } from "../../../common/domain/stats.ts";
import { heatMap, type Cell } from "../charts/heat-map.ts";
import { toPng } from "../charts/png.ts";
import type { Column } from "../columns.ts";
import { blend, PAPER } from "../palette.ts";
import type { ExportSource } from "../source.ts";
import type { Picture, WorkbookStream } from "./stream.ts";
import { writeTable } from "./table-sheet.ts";

type StatsRow = FeatureStats & { readonly group: string };

const LOW = "#1f7a8c";
const HIGH = "#b8521f";
/** Standard deviations at which a colour is full. */
const FULL = 1.5;
const MAX_ROWS = 24;

/** Count, mean, deviation and quartiles of every feature, of the whole library and of each mood. */
export function writeStatisticsSheet(
  book: WorkbookStream,
  source: ExportSource,
  pictures: readonly Picture[],
): void {
  const { features, perMood } = source.stats;
  const rows: StatsRow[] = [
    ...features.map((figures) => ({ group: "all tracks", ...figures })),
    ...perMood.flatMap(({ name, features: figures }) =>
      figures.map((each) => ({ group: name, ...each })),
    ),
  ];
  writeTable(book, { name: "Statistics", columns: COLUMNS, frozen: 2 }, rows, pictures);
}

const COLUMNS: readonly Column<StatsRow>[] = [
  { header: "Tracks", format: "text", width: 18, value: ({ group }) => group },
  {
    header: "Feature",
    format: "text",
    width: 18,
    value: ({ feature }) => (feature === "duration" ? "duration (s)" : feature),
  },
  { header: "Count", format: "whole", width: 10, value: ({ count }) => count },
  { header: "Missing", format: "whole", width: 10, value: ({ missing }) => missing },
  figure("Mean", "mean"),
  figure("Std", "std"),
  figure("Min", "min"),
  figure("Q1", "q1"),
  figure("Median", "median"),
  figure("Q3", "q3"),
  figure("Max", "max"),
];

function figure(
  header: string,
  name: "mean" | "std" | "min" | "q1" | "median" | "q3" | "max",
): Column<StatsRow> {
  return { header, format: "unit", width: 12, value: (row) => inUnit(row.feature, row[name]) };
}

/** Durations in seconds: beside shares, milliseconds are hard to read. */
function inUnit(feature: string, value: number | null): number | null {
  return feature === "duration" && value !== null ? value / 1000 : value;
}

/** How each mood differs from the whole library, in the library's standard deviations. */
export async function drawStatistics(
  { stats }: ExportSource,
  signal: AbortSignal,
): Promise<Picture[]> {
  const groups = stats.perMood.filter(({ count }) => count > 0).slice(0, MAX_ROWS);
  const features = stats.features.filter(({ std }) => std !== null && std > 0);
  if (groups.length === 0 || features.length === 0) return [];
  const map = heatMap({
    title: "What sets each mood apart",
    subtitle: "Mean of the mood less mean of the library, in the library's standard deviations",
    rows: groups.map(({ name }) => name),
    columns: features.map(({ feature }) => feature),
    rowTitle: "",
    columnTitle: "",
    cell: { width: 56, height: 34 },
    cells: groups.map((group) =>
      features.map(({ feature, mean, std }) => {
        const own = group.features.find((other) => other.feature === feature)?.mean ?? null;
        return toCell(own === null || mean === null || !std ? null : (own - mean) / std);
      }),
    ),
  });
  const alternative = "Heat map of how each mood's mean differs from the library's, per feature";
  const { width, height } = map;
  return [
    {
      png: await toPng(map, signal),
      width,
      height,
      column: COLUMNS.length + 1,
      row: 1,
      alternative,
    },
  ];
}

function toCell(distance: number | null): Cell {
  if (distance === null) return { text: "", fill: PAPER.sunken };
  const fill = blend("#f8f6f2", distance < 0 ? LOW : HIGH, Math.abs(distance) / FULL);
  // A true minus, as wide as the plus.
  const text = `${distance < 0 ? "−" : "+"}${Math.abs(distance).toFixed(1)}`;
  return { text: text === "−0.0" || text === "+0.0" ? "0" : text, fill };
}
