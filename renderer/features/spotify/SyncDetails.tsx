import type { ReactNode } from "react";
import type { SyncedPlaylist, SyncReport } from "../../../common/domain/spotify.ts";
import { DataTable, type DataColumn } from "../../elements/DataTable.tsx";
import { countOf, formatCount } from "../../elements/format.ts";
import { Scroller } from "../../elements/Scroller.tsx";
import { markWords } from "./sync-words.ts";
import "./SyncDetails.css";

const COLUMNS: readonly DataColumn<SyncedPlaylist>[] = [
  { heading: "Playlist", cell: ({ name }) => name },
  { heading: "Added", numeric: true, cell: ({ added }) => formatCount(added) },
  { heading: "Removed", numeric: true, cell: ({ removed }) => formatCount(removed) },
  {
    heading: "Besides",
    hint: "Places that are kept but hold no song of the library, and songs with a remark",
    cell: ({ marks }) => markWords(marks),
  },
];

const LEFT_COLUMNS: readonly DataColumn<SyncedPlaylist>[] = [
  { heading: "Playlist", cell: ({ name }) => name },
  { heading: "Why", cell: ({ reason }) => reason ?? "" },
];

/** By playlist: what came, what went, what is marked, and what was left with the reason. */
export function SyncDetails({ report }: { readonly report: SyncReport }): ReactNode {
  const { added, updated, unchanged, playlists, requests } = report;
  const synced = playlists.filter(({ state }) => state === "synced");
  const left = playlists.filter(({ state }) => state === "left");
  const same = playlists.length - synced.length - left.length;
  const figures = [
    ["New tracks", added],
    ["Updated", updated],
    ["Unchanged", unchanged],
    ["Requests", requests],
  ] as const;
  return (
    <div className="sync-details">
      <dl className="sync-details__figures">
        {figures.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      {left.length > 0 ? (
        <Scroller label="Playlists that were left" className="sync-details__scroll">
          <DataTable
            caption={countOf(
              left.length,
              "playlist was left as it was",
              "playlists were left as they were",
            )}
            columns={LEFT_COLUMNS}
            rows={left}
            rowKey={({ id }) => id}
          />
        </Scroller>
      ) : null}
      {synced.length > 0 ? (
        <Scroller label="Playlists that were synced" className="sync-details__scroll">
          <DataTable
            caption={`${countOf(synced.length, "playlist")} synced`}
            columns={COLUMNS}
            rows={synced}
            rowKey={({ id }) => id}
          />
        </Scroller>
      ) : null}
      {same > 0 ? (
        <p className="soft">{countOf(same, "playlist")} unchanged: nothing had to be asked for.</p>
      ) : null}
    </div>
  );
}
