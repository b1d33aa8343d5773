import type { ConditionalFormattingOptions } from "exceljs";
import { MODEL_FEATURES } from "../../../common/domain/features.ts";
import type { Mood } from "../../../common/domain/mood.ts";
import { featureColumns, nameColumns, trackColumns, type Column } from "../columns.ts";
import type { ExportSource, ExportTrack } from "../source.ts";
import type { Walk } from "../writing.ts";
import { columnLetters } from "./cells.ts";
import type { WorkbookStream } from "./stream.ts";
import { writeTrackSheet } from "./table-sheet.ts";

/** What a person looks at, and what the importer reads back. */
export function writeTracksSheet(
  book: WorkbookStream,
  source: ExportSource,
  walk: Walk,
): Promise<number> {
  return writeTrackSheet(book, source, walk, "Writing tracks", {
    name: "Tracks",
    columns: trackColumns(source.moods),
    frozen: 1,
  });
}

/** The features in their own units, coloured from low to high. */
export function writeFeaturesSheet(
  book: WorkbookStream,
  source: ExportSource,
  walk: Walk,
): Promise<number> {
  const columns: Column<ExportTrack>[] = [
    ...nameColumns(),
    ...featureColumns(),
    { header: "Tempo", format: "decimal", width: 10, value: ({ track }) => track.features.tempo },
    { header: "Duration (ms)", format: "whole", width: 15, value: ({ track }) => track.durationMs },
  ];
  return writeTrackSheet(book, source, walk, "Writing features", {
    name: "Features",
    columns,
    frozen: 1,
    scales: columns.flatMap(({ format }, index) =>
      format === "unit" ? [colourScale(index + 1, source.count + 1)] : [],
    ),
  });
}

/** What the model sees and says: raw values, scaled ones, probabilities. No links, so that it can be passed on. */
export function writeMlSheet(
  book: WorkbookStream,
  source: ExportSource,
  walk: Walk,
): Promise<number> {
  const moodOf = new Map(source.moods.map((mood) => [mood.id, mood.name]));
  return writeTrackSheet(book, source, walk, "Writing the model's view", {
    name: "ML",
    frozen: 1,
    columns: [
      ...nameColumns(),
      {
        header: "Mood",
        format: "text",
        width: 12,
        value: ({ track }) => (track.mood ? (moodOf.get(track.mood.id) ?? null) : null),
      },
      {
        header: "Label source",
        format: "text",
        width: 13,
        value: ({ track }) => track.mood?.by ?? null,
      },
      ...MODEL_FEATURES.map((feature, index): Column<ExportTrack> => ({
        header: feature === "duration" ? "duration (ms)" : feature,
        format: rawFormat(feature),
        width: feature.length + 5,
        value: ({ raw }) => raw[index] ?? null,
      })),
      ...MODEL_FEATURES.map((feature, index): Column<ExportTrack> => ({
        header: `${feature} (scaled)`,
        format: "scaled",
        width: feature.length + 12,
        value: ({ scaled }) => scaled[index] ?? null,
      })),
      ...source.moods.map(probabilityColumn),
    ],
  });
}

function probabilityColumn({ id, name }: Mood): Column<ExportTrack> {
  return {
    header: `P(${name})`,
    format: "share",
    width: Math.min(24, name.length + 8),
    value: ({ probabilities }) =>
      probabilities.find(({ mood }) => mood === id)?.probability ?? null,
  };
}

function rawFormat(feature: (typeof MODEL_FEATURES)[number]): "whole" | "decimal" | "unit" {
  if (feature === "duration") return "whole";
  return feature === "tempo" || feature === "loudness" ? "decimal" : "unit";
}

/** From white to the accent's soft tone, fixed to 0..1 so that columns can be compared. */
function colourScale(column: number, lastRow: number): ConditionalFormattingOptions {
  const letter = columnLetters(column);
  return {
    ref: `${letter}2:${letter}${Math.max(2, lastRow)}`,
    rules: [
      {
        type: "colorScale",
        priority: column,
        cfvo: [
          { type: "num", value: 0 },
          { type: "num", value: 1 },
        ],
        color: [{ argb: "FFFFFFFF" }, { argb: "FFB7A6EF" }],
      },
    ],
  };
}
