import type { ReactNode } from "react";
import type { Receipt } from "../../../common/domain/mood-playlist.ts";
import { DataTable, type DataColumn } from "../../elements/DataTable.tsx";
import { formatCount, NOT_KNOWN } from "../../elements/format.ts";
import { MoodDot } from "../../elements/MoodBadge.tsx";
import { useMoods } from "../moods/queries.ts";
import { playlistPage } from "../spotify/links.ts";
import { OpenInSpotifyMark } from "../spotify/OpenInSpotify.tsx";
import "./ReceiptTable.css";

type Row = Receipt["playlists"][number];

const STATES = {
  waiting: "Waits",
  done: "Written",
  kept: "Kept as it was",
  failed: "Failed",
  undone: "Taken back",
} as const satisfies Record<Row["state"], string>;

const count = (value: number) => (value === 0 ? NOT_KNOWN : formatCount(value));

const COLUMNS: readonly DataColumn<Row>[] = [
  { heading: "Playlist", cell: (row) => <Name row={row} /> },
  { heading: "Before", numeric: true, cell: ({ before }) => formatCount(before) },
  { heading: "Added", numeric: true, cell: ({ added }) => count(added) },
  { heading: "Removed", numeric: true, cell: ({ removed }) => count(removed) },
  { heading: "Moved", numeric: true, cell: ({ moved }) => count(moved) },
  { heading: "After", numeric: true, cell: ({ after }) => formatCount(after) },
  {
    heading: "State",
    cell: ({ state, created, reason }) => (
      <>
        {state === "done" && created ? "Made" : STATES[state]}
        {reason ? <span className="receipt__reason">{reason}</span> : null}
      </>
    ),
  },
  {
    heading: "Open",
    cell: ({ state, externalId, name }) =>
      externalId !== null && (state === "done" || state === "kept") ? (
        <OpenInSpotifyMark href={playlistPage(externalId)} of={name} />
      ) : null,
  },
];

/** A receipt's playlists, with how many songs each had before and after. */
export function ReceiptTable({ receipt }: { readonly receipt: Receipt }): ReactNode {
  return (
    <DataTable
      caption="Songs in each playlist"
      captionHidden
      columns={COLUMNS}
      rows={receipt.playlists}
      rowKey={({ mood, name }) => `${mood} ${name}`}
    />
  );
}

function Name({ row: { mood, name } }: { readonly row: Row }): ReactNode {
  const color = useMoods().find(({ id }) => id === mood)?.color ?? null;
  return (
    <span className="receipt__name">
      <MoodDot color={color} />
      <span className="cut" title={name}>
        {name}
      </span>
    </span>
  );
}
