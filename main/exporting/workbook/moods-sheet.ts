import { MODEL_FEATURES, type ModelFeature } from "../../../common/domain/features.ts";
import type { Mood } from "../../../common/domain/mood.ts";
import { barChart } from "../charts/bars.ts";
import { moodMap } from "../charts/mood-map.ts";
import { toPng } from "../charts/png.ts";
import type { Column } from "../columns.ts";
import { MOOD_HEX, PAPER, readableOn } from "../palette.ts";
import type { ExportSource } from "../source.ts";
import { setStyled } from "./cells.ts";
import type { Picture, WorkbookStream } from "./stream.ts";
import { filled } from "./styles.ts";
import { writeTable } from "./table-sheet.ts";

type MoodRow = {
  readonly name: string;
  readonly mood: Mood | null;
  readonly count: number;
  readonly share: number | null;
};

/** More bars than this are no picture any more; the table has them all. */
const MAX_BARS = 24;
const ROW_PIXELS = 20;
const COLOUR_COLUMN = 2;

/** Definitions, colours, keys and counts; how many tracks each mood has, and where it lies. */
export function writeMoodsSheet(
  book: WorkbookStream,
  source: ExportSource,
  pictures: readonly Picture[],
): void {
  const rows = moodRows(source);
  writeTable(
    book,
    {
      name: "Moods",
      columns: moodColumns(source.moods),
      frozen: 1,
      decorate: (cells, { mood }) => {
        if (!mood) return;
        const color = MOOD_HEX[mood.color];
        setStyled(cells, COLOUR_COLUMN, color, filled(color, readableOn(color), "text"));
      },
    },
    rows,
    pictures,
  );
}

function moodRows({ moods, stats }: ExportSource): MoodRow[] {
  const byId = new Map(moods.map((mood) => [mood.id, mood]));
  return stats.perMood.map(({ mood, name, count }) => ({
    name,
    mood: mood === null ? null : (byId.get(mood) ?? null),
    count,
    share: stats.tracks === 0 ? null : count / stats.tracks,
  }));
}

function moodColumns(moods: readonly Mood[]): Column<MoodRow>[] {
  // Features that no mood is defined by would be empty columns.
  const used = MODEL_FEATURES.filter((feature) =>
    moods.some(({ definition }) => definition[feature]),
  );
  return [
    { header: "Mood", format: "text", width: 18, value: ({ name }) => name },
    {
      header: "Colour",
      format: "text",
      width: 10,
      value: ({ mood }) => (mood ? MOOD_HEX[mood.color] : null),
    },
    { header: "Key", format: "text", width: 7, value: ({ mood }) => mood?.key ?? null },
    { header: "Tracks", format: "whole", width: 10, value: ({ count }) => count },
    { header: "Share", format: "share", width: 9, value: ({ share }) => share },
    ...used.flatMap((feature) => [bound(feature, "low", "from"), bound(feature, "high", "to")]),
  ];
}

function bound(feature: ModelFeature, end: "low" | "high", word: string): Column<MoodRow> {
  const header = `${feature === "duration" ? "duration (ms)" : feature} ${word}`;
  return {
    header,
    format: feature === "duration" ? "whole" : "scaled",
    width: header.length + 4,
    value: ({ mood }) => mood?.definition[feature]?.[end] ?? null,
  };
}

export async function drawMoods(source: ExportSource, signal: AbortSignal): Promise<Picture[]> {
  const { stats, moods } = source;
  const rows = moodRows(source);
  const first = rows.length + 2;
  const color = (mood: Mood | null) => (mood ? MOOD_HEX[mood.color] : PAPER.none);
  const bars = barChart(
    "Tracks per mood",
    `${stats.tracks.toLocaleString("en")} tracks, ${stats.labelled.toLocaleString("en")} of them labelled`,
    rows.slice(0, MAX_BARS).map(({ name, count, mood }) => ({ name, count, color: color(mood) })),
  );
  const spots = stats.perMood.flatMap(({ mood: id, name, count, features }) => {
    const mean = (wanted: string) => features.find(({ feature }) => feature === wanted)?.mean;
    const [energy, valence] = [mean("energy"), mean("valence")];
    if (id === null || count === 0 || energy == null || valence == null) return [];
    const mood = moods.find((other) => other.id === id) ?? null;
    return [{ name, color: color(mood), energy, valence, count }];
  });
  const list: Picture[] = [];
  if (rows.length > 0) {
    const alternative = `Bar chart of tracks per mood: ${rows
      .slice(0, MAX_BARS)
      .map(({ name, count }) => `${name} ${count}`)
      .join(", ")}`;
    const { width, height } = bars;
    list.push({
      png: await toPng(bars, signal),
      width,
      height,
      column: 0,
      row: first,
      alternative,
    });
  }
  if (spots.length > 0) {
    const map = moodMap(
      "Where the moods lie",
      "Mean energy and valence; the area is the number of tracks",
      spots,
    );
    const { width, height } = map;
    const row = first + (rows.length > 0 ? Math.ceil(bars.height / ROW_PIXELS) + 2 : 0);
    const alternative = `Map of the moods by mean energy and valence: ${spots
      .map(({ name, energy, valence }) => `${name} ${energy.toFixed(2)}, ${valence.toFixed(2)}`)
      .join("; ")}`;
    list.push({ png: await toPng(map, signal), width, height, column: 0, row, alternative });
  }
  return list;
}
