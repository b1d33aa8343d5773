import type { TrackQueryInput, TrackTarget } from "../../../common/domain/track.ts";

/** The row that keys act on. `index` is its place in the list, null while that is not known. */
export type Cursor = {
  readonly id: number;
  readonly index: number | null;
  /** Nobody put it there: it stands where it does because the track it was on is not in the list. */
  readonly byItself?: true;
};

/** What is picked. `cursor`: nothing but the cursor's row. `all`: whatever the query finds, loaded or not. */
export type Selection =
  | { readonly kind: "cursor" }
  | { readonly kind: "ids"; readonly ids: ReadonlySet<number> }
  | {
      readonly kind: "all";
      readonly query: TrackQueryInput;
      readonly total: number;
      readonly exact: boolean;
    };

export const CURSOR_ONLY: Selection = { kind: "cursor" };

/** How many tracks a change of picked ones may name; the contract's bound. */
export const MOST_PICKED = 100_000;

export type Aim = {
  readonly target: TrackTarget;
  readonly size: number;
  /** False: there are `size` tracks at least. */
  readonly exact: boolean;
};

/** What a change is for: the selection, else the cursor's row, else nothing. */
export function aimOf(selection: Selection, cursor: Cursor | null): Aim | null {
  switch (selection.kind) {
    case "ids":
      return { target: { ids: [...selection.ids] }, size: selection.ids.size, exact: true };
    case "all": {
      const { query, total, exact } = selection;
      // The calls' defaults, which a target has to spell out.
      const spelled = {
        ...query,
        sort: query.sort ?? "added",
        descending: query.descending ?? false,
      };
      return { target: { query: spelled }, size: total, exact };
    }
    case "cursor":
      return cursor && { target: { ids: [cursor.id] }, size: 1, exact: true };
  }
}

export function isPicked(selection: Selection, cursorId: number | null, id: number): boolean {
  switch (selection.kind) {
    case "ids":
      return selection.ids.has(id);
    case "all":
      return true;
    case "cursor":
      return cursorId === id;
  }
}

/** Ctrl or Cmd and a click: takes one track in or out. A whole result gives way to the one track. */
export function toggle(selection: Selection, cursor: Cursor | null, id: number): Selection {
  if (selection.kind === "all") return { kind: "ids", ids: new Set([id]) };
  const before = selection.kind === "ids" ? selection.ids : cursor ? [cursor.id] : [];
  const ids = new Set(before);
  if (ids.has(id)) ids.delete(id);
  else ids.add(id);
  return ids.size === 0 ? CURSOR_ONLY : { kind: "ids", ids };
}

/** The conditions of a query without its order: while they stay, so does the selection. */
export function conditionsOf(query: TrackQueryInput): string {
  const { sort: _sort, descending: _descending, ...conditions } = query;
  return JSON.stringify(Object.entries(conditions).sort(([a], [b]) => a.localeCompare(b)));
}
