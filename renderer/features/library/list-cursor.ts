import { useCallback, useEffect, useMemo, useRef } from "react";
import type { TrackQueryInput } from "../../../common/domain/track.ts";
import { announceError, announce } from "../../app/toasts.ts";
import { fetchIds, fetchPosition } from "./queries.ts";
import { CURSOR_ONLY, MOST_PICKED, toggle, type Cursor } from "./selection.ts";
import { changeTable, moveCursor, tableState } from "./table-state.ts";
import { indexOf, trackAt, type TrackWindow } from "./track-window.ts";

export type ListCursor = {
  /** Moves to a row of the list; with `extend` everything from the anchor on is picked. */
  readonly moveTo: (index: number, extend: boolean) => void;
  /** As {@link ListCursor.moveTo}, counted from where the cursor is. */
  readonly moveBy: (rows: number, extend: boolean) => void;
  /** Goes on after a change: to the row after the picked ones, with nothing picked. */
  readonly goOn: () => void;
  readonly toggleAt: (index: number) => void;
  readonly selectAll: () => void;
};

/**
 * Cursor and selection of the list that is shown. They belong to tracks, not to rows: when the list is sorted anew
 * they stay with their tracks; a track that has left the list gives its cursor to the one in its row.
 */
export function useListCursor(
  shown: TrackWindow | null,
  query: TrackQueryInput,
  reveal: (index: number) => void,
): ListCursor {
  // A row that is still being loaded and gets the cursor when it is there.
  const awaited = useRef<{ readonly index: number; readonly extend: boolean } | null>(null);
  const latest = useRef(shown);
  const fetching = useRef(0);
  // The list in which the cursor's track is being looked for.
  const sought = useRef<TrackQueryInput | null>(null);

  const moveTo = useCallback(
    (wanted: number, extend: boolean) => {
      const list = latest.current;
      if (!list || list.total === 0) return;
      const index = Math.max(0, Math.min(list.total - 1, wanted));
      reveal(index);
      const track = trackAt(list, index);
      if (!track) {
        awaited.current = { index, extend };
        return;
      }
      awaited.current = null;
      if (extend) extendTo(list, index, track.id, fetching);
      else moveCursor({ id: track.id, index });
    },
    [reveal],
  );

  const moveBy = useCallback(
    (rows: number, extend: boolean) => {
      const from = awaited.current?.index ?? tableState().cursor?.index;
      moveTo(from === undefined || from === null ? 0 : from + rows, extend);
    },
    [moveTo],
  );

  const goOn = useCallback(() => {
    const list = latest.current;
    const { selection, cursor } = tableState();
    if (!list) return;
    if (selection.kind === "ids" && selection.ids.size > 1) {
      const places = [...selection.ids].flatMap((id) => indexOf(list, id) ?? []);
      changeTable({ selection: CURSOR_ONLY });
      if (places.length > 0) moveTo(Math.max(...places) + 1, false);
    } else if (selection.kind === "all") {
      changeTable({ selection: CURSOR_ONLY });
    } else if (cursor?.index !== undefined && cursor.index !== null) {
      moveTo(cursor.index + 1, false);
    }
  }, [moveTo]);

  const toggleAt = useCallback((index: number) => {
    const track = latest.current && trackAt(latest.current, index);
    if (!track) return;
    const { selection, cursor } = tableState();
    changeTable({
      selection: toggle(selection, cursor, track.id),
      cursor: { id: track.id, index },
      anchor: index,
    });
  }, []);

  const selectAll = useCallback(() => {
    const list = latest.current;
    if (!list || list.total === 0) return;
    const { total, exact } = list;
    changeTable({ selection: { kind: "all", query: list.query, total, exact } });
  }, []);

  const seek = useCallback(
    (list: TrackWindow, id: number) => {
      sought.current = list.query;
      const arrive = (position: number | null) => {
        if (sought.current !== list.query) return;
        sought.current = null;
        const { cursor } = tableState();
        const now = latest.current;
        if (now?.query !== list.query || cursor?.id !== id) return;
        if (position === null) return settleCursor(now);
        changeTable({ cursor: { id, index: position }, anchor: null });
        reveal(position);
      };
      const loaded = indexOf(list, id);
      if (loaded !== null || isAllLoaded(list)) arrive(loaded);
      else fetchPosition(list.query, id).then(arrive, () => arrive(null));
    },
    [reveal],
  );

  useEffect(() => {
    const before = latest.current;
    latest.current = shown;
    if (!shown || shown.query !== query) return;
    if (sought.current === query) return;
    const kept = before?.query === query ? null : keptTrack(before, shown);
    if (kept !== null) {
      seek(shown, kept);
      return;
    }
    const wanted = awaited.current;
    if (wanted && trackAt(shown, Math.min(wanted.index, shown.total - 1))) {
      moveTo(wanted.index, wanted.extend);
    } else {
      settleCursor(shown);
    }
  }, [shown, query, moveTo, seek]);

  return useMemo(
    () => ({ moveTo, moveBy, goOn, toggleAt, selectAll }),
    [moveTo, moveBy, goOn, toggleAt, selectAll],
  );
}

/**
 * The track that the user put the cursor on, which another list shows too if it has it. Not while words are typed:
 * then the list's beginning is what the user waits for. Without a list before this one it is a track that was opened
 * from another screen, whose place is not known yet.
 */
function keptTrack(before: TrackWindow | null, shown: TrackWindow): number | null {
  const { cursor } = tableState();
  if (!cursor || cursor.byItself) return null;
  if (!before) return cursor.index === null ? cursor.id : null;
  const { text } = shown.query;
  if (text !== undefined && text !== before.query.text) return null;
  return cursor.id;
}

function isAllLoaded({ pages, total }: TrackWindow): boolean {
  return [...pages.values()].reduce((sum, tracks) => sum + tracks.length, 0) >= total;
}

function settleCursor(shown: TrackWindow): void {
  const { cursor } = tableState();
  if (shown.total === 0) {
    if (cursor) changeTable({ cursor: null, selection: CURSOR_ONLY });
    return;
  }
  const found = cursor && indexOf(shown, cursor.id);
  if (cursor && found !== null) {
    if (found !== cursor.index) changeTable({ cursor: { ...cursor, index: found }, anchor: null });
    return;
  }
  const index = Math.min(cursor?.index ?? 0, shown.total - 1);
  const successor = trackAt(shown, index);
  // In the list that the user works in the next track takes the place of one that has left; in another list nobody
  // has chosen the first one.
  const stays = cursor !== null && cursor.index !== null && !cursor.byItself;
  const next: Cursor = { id: successor?.id ?? 0, index, ...(stays ? {} : { byItself: true }) };
  if (successor) changeTable({ cursor: next, anchor: null });
}

function extendTo(
  list: TrackWindow,
  index: number,
  id: number,
  fetching: { current: number },
): void {
  const { anchor, cursor } = tableState();
  const start = anchor ?? cursor?.index ?? index;
  const from = Math.min(start, index);
  const to = Math.max(start, index);
  if (to - from + 1 > MOST_PICKED) {
    announce(
      "More than 100,000 tracks cannot be picked one by one. Filter the list and select the whole result (Ctrl+A).",
    );
    return;
  }
  fetching.current += 1;
  const turn = fetching.current;
  changeTable({ cursor: { id, index }, anchor: start });
  const pick = (ids: readonly number[]) => {
    // A later move has overtaken this one.
    if (fetching.current === turn) changeTable({ selection: { kind: "ids", ids: new Set(ids) } });
  };
  const loaded = loadedIds(list, from, to);
  if (loaded) pick(loaded);
  else fetchIds(list.query, from, to).then(pick, announceError);
}

function loadedIds(list: TrackWindow, from: number, to: number): number[] | null {
  const ids: number[] = [];
  for (let index = from; index <= to; index += 1) {
    const track = trackAt(list, index);
    if (!track) return null;
    ids.push(track.id);
  }
  return ids;
}
