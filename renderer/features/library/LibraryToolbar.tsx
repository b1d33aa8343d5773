import { memo, type ReactNode, type RefObject } from "react";
import { PanelRight, Redo2, Undo2 } from "lucide-react";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import type { Playlist, TrackQueryInput } from "../../../common/domain/track.ts";
import { IconButton } from "../../elements/Button.tsx";
import { formatCount } from "../../elements/format.ts";
import { ColumnChooser } from "./ColumnChooser.tsx";
import { FilterButton } from "./FilterButton.tsx";
import type { History } from "./history.ts";
import { useDecisions } from "./queries.ts";
import { RecentDecisions } from "./RecentDecisions.tsx";
import { SearchField } from "./SearchField.tsx";
import { isPanelOpen, togglePanel, useTableStatePart } from "./table-state.ts";
import type { TrackWindow } from "./track-window.ts";
import "./LibraryToolbar.css";

/** What is shown, and everything that changes it. */
export function LibraryToolbar({
  query,
  shown,
  moods,
  playlists,
  columns,
  history,
  search,
  onLeaveSearch,
}: {
  readonly query: TrackQueryInput;
  readonly shown: TrackWindow | null;
  readonly moods: ReadonlyMap<number, MoodSummary>;
  readonly playlists: readonly Playlist[];
  readonly columns: readonly string[];
  readonly history: History;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onLeaveSearch: () => void;
}): ReactNode {
  return (
    <header className="library-toolbar">
      <div className="library-toolbar__title">
        <h1 className="cut">{titleOf(query, moods, playlists)}</h1>
        <span className="library-toolbar__count" role="status">
          {shown ? countText(shown) : ""}
        </span>
      </div>
      <SearchField input={search} text={query.text ?? ""} onLeave={onLeaveSearch} />
      <div className="library-toolbar__tools">
        <FilterButton query={query} />
        <Tools columns={columns} history={history} />
      </div>
    </header>
  );
}

const Tools = memo(FurtherTools);

/** What has nothing to do with the list that is shown. */
function FurtherTools({
  columns,
  history,
}: {
  readonly columns: readonly string[];
  readonly history: History;
}): ReactNode {
  const open = isPanelOpen(useTableStatePart(({ panel }) => panel));
  const { canUndo = false, canRedo = false } = useDecisions() ?? {};
  return (
    <>
      <ColumnChooser chosen={columns} />
      <span className="library-toolbar__line" aria-hidden />
      <IconButton icon={Undo2} label="Undo" disabled={!canUndo} onClick={history.undo} />
      <IconButton icon={Redo2} label="Redo" disabled={!canRedo} onClick={history.redo} />
      <RecentDecisions history={history} />
      <span className="library-toolbar__line" aria-hidden />
      <IconButton
        icon={PanelRight}
        label="Track details"
        aria-pressed={open}
        onClick={togglePanel}
      />
    </>
  );
}

function countText({ total, exact }: TrackWindow): string {
  const noun = total === 1 ? "track" : "tracks";
  return exact ? `${formatCount(total)} ${noun}` : `more than ${formatCount(total)} ${noun}`;
}

function titleOf(
  { mood, playlist, text }: TrackQueryInput,
  moods: ReadonlyMap<number, MoodSummary>,
  playlists: readonly Playlist[],
): string {
  if (playlist !== undefined)
    return playlists.find(({ id }) => id === playlist)?.name ?? "Playlist";
  if (mood === "none") return "No mood";
  if (mood !== undefined) return moods.get(mood)?.name ?? "Mood";
  return text === undefined ? "All tracks" : "Search";
}
