import { useCallback, useMemo, useRef, useState, type ReactNode } from "react";
import { useViewPart } from "../../app/view.ts";
import { Notice } from "../../elements/Notice.tsx";
import { useMoods } from "../moods/queries.ts";
import { useListForPlayer } from "../player/list.ts";
import { useSettings } from "../settings/queries.ts";
import { SpotifyCredit } from "../spotify/SpotifyCredit.tsx";
import { useUnsureBelow } from "../training/queries.ts";
import { Welcome } from "../welcome/Welcome.tsx";
import { FilterChips } from "./FilterChips.tsx";
import { FirstLabels } from "./FirstLabels.tsx";
import { useHistory } from "./history.ts";
import { useLibraryCommands } from "./library-commands.ts";
import { LibraryContext } from "./library-context.ts";
import { LibraryToolbar } from "./LibraryToolbar.tsx";
import { useListCursor } from "./list-cursor.ts";
import { MissingFeatures } from "./MissingFeatures.tsx";
import { NoResults } from "./NoResults.tsx";
import { PAGE_SIZE, usePlaylists, useTrackCount } from "./queries.ts";
import { useRelabel } from "./relabel.tsx";
import { useRowHeight } from "./row-height.ts";
import { SelectionBar } from "./SelectionBar.tsx";
import { isPanelOpen, recallPlace, useQueryChange, useTableState } from "./table-state.ts";
import { TrackPanel } from "./TrackPanel.tsx";
import type { RowsHandle } from "./TrackRows.tsx";
import { TrackTable } from "./TrackTable.tsx";
import { useTrackWindow } from "./track-window.ts";
import "./LibraryScreen.css";

/** The list of tracks with search, filters, relabelling and details; the welcome while there are none. */
export function LibraryScreen(): ReactNode {
  const size = useTrackCount({});
  if (size === undefined) return null;
  return size === 0 ? <Welcome /> : <Library size={size} />;
}

function Library({ size }: { readonly size: number }): ReactNode {
  const query = useViewPart((view) => view.query);
  const { selection, cursor, panel } = useTableState();
  const settings = useSettings();
  const moodList = useMoods();
  const playlists = usePlaylists();
  useQueryChange(query);

  const [seen, setSeen] = useState({ query, ...useFirstPages(query) });
  const pages = seen.query === query ? seen : { query, first: 0, last: 0 };
  const { shown, error } = useTrackWindow(query, pages.first, pages.last);
  const shownQuery = shown?.query ?? query;
  const onPages = useCallback(
    (first: number, last: number) =>
      setSeen((before) => {
        // A new list's first page is fetched without being asked for.
        const known = before.query === shownQuery ? before : { first: 0, last: 0 };
        const same = known.first === first && known.last === last;
        return same ? before : { query: shownQuery, first, last };
      }),
    [shownQuery],
  );

  const grid = useRef<HTMLDivElement>(null);
  const rows = useRef<RowsHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const reveal = useCallback((index: number) => rows.current?.reveal(index), []);
  const listCursor = useListCursor(shown, query, reveal);
  useListForPlayer(listCursor.moveTo);
  const { relabel, question } = useRelabel();
  const history = useHistory();
  const find = useCallback(() => {
    search.current?.focus();
    search.current?.select();
  }, []);
  useLibraryCommands({ history, listCursor, relabel, moods: moodList, find });

  const unsureBelow = useUnsureBelow();
  const moods = useMemo(() => new Map(moodList.map((mood) => [mood.id, mood])), [moodList]);
  const context = useMemo(() => ({ moods, unsureBelow }), [moods, unsureBelow]);
  return (
    <LibraryContext value={context}>
      <section className="library" aria-label="Library">
        <LibraryToolbar
          query={query}
          shown={shown}
          moods={moods}
          playlists={playlists}
          columns={settings.columns}
          history={history}
          search={search}
          onLeaveSearch={() => grid.current?.focus()}
        />
        <FilterChips query={query} moods={moods} playlists={playlists} />
        {error ? <Notice tone="error">{error.message}</Notice> : null}
        <MissingFeatures query={query} size={size} />
        <FirstLabels moods={moodList} />
        <div className="library__split">
          <div className="library__list">
            {shown && shown.total > 0 ? (
              <TrackTable
                grid={grid}
                rows={rows}
                shown={shown}
                sort={query.sort ?? "added"}
                descending={query.descending ?? false}
                listCursor={listCursor}
                columnNames={settings.columns}
                relabel={relabel}
                onPages={onPages}
              />
            ) : null}
            {shown?.total === 0 ? <NoResults query={shown.query} /> : null}
            <SpotifyCredit playlists={playlists} />
            {shown ? (
              <SelectionBar
                selection={selection}
                shown={shown}
                relabel={relabel}
                onSelectAll={listCursor.selectAll}
              />
            ) : null}
          </div>
          {isPanelOpen(panel) ? (
            <TrackPanel id={cursor?.id ?? null} relabel={relabel} grid={grid} />
          ) : null}
        </div>
      </section>
      {question}
    </LibraryContext>
  );
}

/** The pages to fetch first: those that were in sight when the list was left. */
function useFirstPages(query: object): { readonly first: number; readonly last: number } {
  const rowHeight = useRowHeight();
  const first = Math.floor(recallPlace(JSON.stringify(query)) / rowHeight / PAGE_SIZE);
  return { first, last: first };
}
