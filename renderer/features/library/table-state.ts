import { useLayoutEffect } from "react";
import type { TrackQueryInput } from "../../../common/domain/track.ts";
import { createStore, useStore, useStorePart } from "../../app/store.ts";
import { conditionsOf, CURSOR_ONLY, type Cursor, type Selection } from "./selection.ts";

/** What the user has done to the list; kept while another screen is shown. */
type TableState = {
  readonly cursor: Cursor | null;
  /** Where a Shift selection starts. */
  readonly anchor: number | null;
  readonly selection: Selection;
  /** Widths of columns that were dragged, in px. */
  readonly widths: Readonly<Record<string, number>>;
  /** Null: as the window's width suggests. */
  readonly panel: boolean | null;
  /** The hint about first labels was read. */
  readonly hintHidden: boolean;
};

const state = createStore<TableState>({
  cursor: null,
  anchor: null,
  selection: CURSOR_ONLY,
  widths: {},
  panel: null,
  hintHidden: false,
});

export function useTableState(): TableState {
  return useStore(state);
}

/** A part of it: the component is drawn again only when that part differs. */
export function useTableStatePart<Part>(select: (state: TableState) => Part): Part {
  return useStorePart(state, select);
}

export function tableState(): TableState {
  return state.get();
}

export function changeTable(change: Partial<TableState>): void {
  state.set((before) => ({ ...before, ...change }));
}

/** Puts the cursor on a row and picks nothing else. */
export function moveCursor(cursor: Cursor): void {
  changeTable({ cursor, anchor: cursor.index, selection: CURSOR_ONLY });
}

/** Another list is shown: places are not known any more; picked tracks stay if only the order differs. */
function queryChanged(before: TrackQueryInput, after: TrackQueryInput): void {
  const same = conditionsOf(before) === conditionsOf(after);
  state.set((old) => ({
    ...old,
    cursor: old.cursor && { ...old.cursor, index: null },
    anchor: null,
    selection: same ? old.selection : CURSOR_ONLY,
  }));
}

/** Narrower windows start without the panel, which would leave titles a dozen letters (px of the window's width). */
const PANEL_FROM = 1400;

export function isPanelOpen(panel: boolean | null): boolean {
  return panel ?? window.innerWidth >= PANEL_FROM;
}

export function togglePanel(): void {
  state.set((before) => ({ ...before, panel: !isPanelOpen(before.panel) }));
}

/** How far each list was scrolled, in px of rows; the last one only. Not state: nothing is drawn from it. */
let place = { query: "", offset: 0 };

export function rememberPlace(query: string, offset: number): void {
  place = { query, offset };
}

export function recallPlace(query: string): number {
  return place.query === query ? place.offset : 0;
}

let lastQuery: TrackQueryInput = {};

/** Notices that another list is shown, even if it was changed from another screen. */
export function useQueryChange(query: TrackQueryInput): void {
  useLayoutEffect(() => {
    if (query === lastQuery) return;
    queryChanged(lastQuery, query);
    lastQuery = query;
  }, [query]);
}
