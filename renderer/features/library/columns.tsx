import {
  columnResizingFeature,
  columnSizingFeature,
  createColumnHelper,
  metaHelper,
  tableFeatures,
} from "@tanstack/react-table";
import type { Track, TrackSort } from "../../../common/domain/track.ts";
import { camelot, keyName } from "../../../common/domain/key.ts";
import { formatDay, formatDuration, formatNumber, NOT_KNOWN } from "../../elements/format.ts";
import { ConfidenceCell, MoodCell } from "./MoodCell.tsx";
import { TitleCell } from "./TitleCell.tsx";

type ColumnMeta = {
  /** What the calls name the order by this column. */
  readonly sort: TrackSort;
  /** Share of the room that is left over; 0 keeps the width. */
  readonly grow: number;
  readonly numbers: boolean;
  /** In the list of columns, where the header is too short to tell. */
  readonly full: string;
};

export const tableParts = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnMeta: metaHelper<ColumnMeta>(),
});
export type TableParts = typeof tableParts;

const helper = createColumnHelper<TableParts, Track>();

function text(
  id: TrackSort,
  header: string,
  size: number,
  grow: number,
  read: (track: Track) => string | null,
) {
  return helper.accessor(read, {
    id,
    header,
    size,
    cell: (cell) => cell.getValue() ?? NOT_KNOWN,
    meta: { sort: id, grow, numbers: false, full: header },
  });
}

function number(id: TrackSort, header: string, full: string, read: (track: Track) => string) {
  return helper.accessor(read, {
    id,
    header,
    size: Math.max(52, 16 + 8 * header.length),
    cell: (cell) => cell.getValue(),
    meta: { sort: id, grow: 0, numbers: true, full },
  });
}

/** All that the table can show, in the order of the list of columns. */
export const ALL_COLUMNS = helper.columns([
  helper.accessor((track) => track.title, {
    id: "title",
    header: "Title",
    size: 120,
    cell: ({ row: { original } }) => <TitleCell track={original} />,
    meta: { sort: "title", grow: 3, numbers: false, full: "Title" },
  }),
  text("artist", "Artist", 104, 2, (track) => track.artists.join(", ") || null),
  text("album", "Album", 112, 2, (track) => track.album),
  helper.display({
    id: "mood",
    header: "Mood",
    size: 96,
    cell: ({ row }) => <MoodCell track={row.original} />,
    meta: { sort: "mood", grow: 1, numbers: false, full: "Mood" },
  }),
  helper.display({
    id: "confidence",
    header: "Confidence",
    size: 98,
    cell: ({ row }) => <ConfidenceCell mood={row.original.mood} />,
    meta: { sort: "confidence", grow: 0, numbers: true, full: "Confidence" },
  }),
  number("tempo", "BPM", "Tempo (BPM)", (track) => formatNumber(track.features.tempo, 0)),
  helper.accessor((track) => camelot(track.features.key, track.features.mode), {
    id: "camelot",
    header: "Camelot",
    size: 72,
    cell: (cell) => cell.getValue() ?? NOT_KNOWN,
    meta: { sort: "key", grow: 0, numbers: false, full: "Key (Camelot)" },
  }),
  helper.accessor((track) => keyName(track.features.key, track.features.mode), {
    id: "key",
    header: "Key",
    size: 96,
    cell: (cell) => cell.getValue() ?? NOT_KNOWN,
    meta: { sort: "key", grow: 0, numbers: false, full: "Key (name)" },
  }),
  number("energy", "Energy", "Energy", (track) => formatNumber(track.features.energy, 2)),
  number("valence", "Valence", "Valence", (track) => formatNumber(track.features.valence, 2)),
  number("danceability", "Dance", "Danceability", (track) =>
    formatNumber(track.features.danceability, 2),
  ),
  number("acousticness", "Acoustic", "Acousticness", (track) =>
    formatNumber(track.features.acousticness, 2),
  ),
  number("instrumentalness", "Instr.", "Instrumentalness", (track) =>
    formatNumber(track.features.instrumentalness, 2),
  ),
  number("speechiness", "Speech", "Speechiness", (track) =>
    formatNumber(track.features.speechiness, 2),
  ),
  number("liveness", "Live", "Liveness", (track) => formatNumber(track.features.liveness, 2)),
  number("loudness", "Loudness", "Loudness (dB)", (track) =>
    formatNumber(track.features.loudness, 1),
  ),
  number("timeSignature", "Beats", "Beats in a bar", (track) =>
    formatNumber(track.features.timeSignature, 0),
  ),
  number("duration", "Length", "Length", (track) => formatDuration(track.durationMs)),
  helper.accessor((track) => formatDay(track.addedAt), {
    id: "added",
    header: "Added",
    size: 120,
    cell: (cell) => cell.getValue(),
    meta: { sort: "added", grow: 0, numbers: false, full: "Added on" },
  }),
  helper.accessor((track) => track.releaseDate, {
    id: "releaseDate",
    header: "Released",
    size: 104,
    cell: (cell) => cell.getValue() ?? NOT_KNOWN,
    meta: { sort: "releaseDate", grow: 0, numbers: false, full: "Released" },
  }),
]);

/** The chosen columns in their order; names that are not known are left out, and a table has one column at least. */
export function chosenColumns(names: readonly string[]): typeof ALL_COLUMNS {
  const chosen = names.flatMap((name) => ALL_COLUMNS.filter((column) => column.id === name));
  return (chosen.length > 0 ? chosen : ALL_COLUMNS.slice(0, 1)) as typeof ALL_COLUMNS;
}
