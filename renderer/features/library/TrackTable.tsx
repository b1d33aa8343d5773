import {
  memo,
  useCallback,
  useEffect,
  useMemo,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from "react";
import { useTable } from "@tanstack/react-table";
import type { Track, TrackSort } from "../../../common/domain/track.ts";
import { chosenColumns, tableParts } from "./columns.tsx";
import { listKey } from "./list-keys.ts";
import { PAGE_SIZE } from "./queries.ts";
import type { ListCursor } from "./list-cursor.ts";
import { aimOf, CURSOR_ONLY, isPicked } from "./selection.ts";
import { changeTable, tableState, useTableState } from "./table-state.ts";
import { TableHeader } from "./TableHeader.tsx";
import { RowMenu } from "./RowMenu.tsx";
import { rowElementId } from "./TrackRow.tsx";
import { TrackRows, type RowsHandle } from "./TrackRows.tsx";
import { trackAt, type TrackWindow } from "./track-window.ts";
import type { Relabel } from "./relabel.tsx";
import { useRowHeight } from "./row-height.ts";
import "./TrackTable.css";

const NO_TRACKS: Track[] = [];

/** The grid of tracks. Keys work while it has the focus, or nothing has. Drawn anew only when what it shows changes. */
export const TrackTable = memo(Grid);

function Grid({
  grid,
  rows,
  shown,
  sort,
  descending,
  listCursor,
  columnNames,
  relabel,
  onPages,
}: {
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly rows: RefObject<RowsHandle | null>;
  readonly shown: TrackWindow;
  readonly sort: TrackSort;
  readonly descending: boolean;
  readonly listCursor: ListCursor;
  readonly columnNames: readonly string[];
  readonly relabel: Relabel;
  readonly onPages: (first: number, last: number) => void;
}): ReactNode {
  const { cursor, selection, widths } = useTableState();
  const rowHeight = useRowHeight();
  const [menu, setMenu] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const columns = useMemo(() => chosenColumns(columnNames), [columnNames]);
  const { data, starts } = useMemo(() => flatten(shown), [shown]);
  const table = useTable({
    features: tableParts,
    columns,
    data,
    getRowId: (track, index) => `${track.id}:${index}`,
    columnResizeMode: "onChange",
    initialState: { columnSizing: widths },
    defaultColumn: { minSize: 48 },
  });
  const { columnSizing } = table.state;
  useEffect(() => changeTable({ widths: columnSizing }), [columnSizing]);

  const tableRows = table.getRowModel().rows;
  const rowAt = useCallback(
    (index: number) => {
      const start = starts.get(Math.floor(index / PAGE_SIZE));
      return start === undefined ? undefined : tableRows[start + (index % PAGE_SIZE)];
    },
    [starts, tableRows],
  );
  const names = useMemo(() => columns.map((column) => column.id ?? ""), [columns]);

  const openMenu = useCallback(() => {
    const { cursor } = tableState();
    const element =
      cursor?.index === undefined || cursor.index === null
        ? null
        : document.getElementById(rowElementId(cursor.index));
    const box = (element ?? grid.current)?.getBoundingClientRect();
    if (cursor && box) setMenu({ x: box.left + 32, y: box.bottom });
  }, [grid]);

  const press = useKeys({ listCursor, relabel, rows, openMenu });
  useKeysOfNothing(press);

  const place = (target: EventTarget): number | null => {
    const line = target instanceof Element ? target.closest("[data-index]") : null;
    return line instanceof HTMLElement ? Number(line.dataset["index"]) : null;
  };
  const onClick = (event: MouseEvent) => {
    const index = place(event.target);
    if (index === null) return;
    grid.current?.focus({ preventScroll: true });
    if (event.ctrlKey || event.metaKey) listCursor.toggleAt(index);
    else listCursor.moveTo(index, event.shiftKey);
  };
  const onContextMenu = (event: MouseEvent) => {
    const index = place(event.target);
    const track = index === null ? undefined : trackAt(shown, index);
    if (index === null || !track) return;
    event.preventDefault();
    if (!isPicked(selection, cursor?.id ?? null, track.id)) listCursor.moveTo(index, false);
    setMenu({ x: event.clientX, y: event.clientY });
  };

  const listName = useMemo(() => JSON.stringify(shown.query), [shown.query]);
  const active = cursor !== null && cursor.index !== null ? rowElementId(cursor.index) : undefined;
  return (
    <>
      {/* The focus stays on the grid and rows are pointed at: a row that is scrolled away leaves the document. */}
      <div
        ref={grid}
        role="grid"
        tabIndex={0}
        aria-label="Tracks"
        aria-multiselectable
        aria-rowcount={shown.exact ? shown.total + 1 : -1}
        aria-colcount={names.length}
        aria-activedescendant={active}
        className="track-table"
        style={template(columns, columnSizing)}
        onKeyDown={(event) => {
          if (event.target === event.currentTarget) press(event);
        }}
        onClick={onClick}
        onContextMenu={onContextMenu}
      >
        <TableHeader table={table} sort={sort} descending={descending} />
        <TrackRows
          key={rowHeight}
          handle={rows}
          scroller={grid}
          listKey={listName}
          total={shown.total}
          rowHeight={rowHeight}
          rowAt={rowAt}
          columns={names}
          cursor={cursor}
          selection={selection}
          onPages={onPages}
        />
      </div>
      {menu ? (
        <RowMenu
          place={menu}
          grid={grid}
          shown={shown}
          relabel={relabel}
          onClose={() => setMenu(null)}
        />
      ) : null}
    </>
  );
}

/** All loaded tracks as the table library wants them, and where each page starts among them. */
function flatten(shown: TrackWindow): {
  readonly data: Track[];
  readonly starts: ReadonlyMap<number, number>;
} {
  if (shown.pages.size === 0) return { data: NO_TRACKS, starts: new Map() };
  const data: Track[] = [];
  const starts = new Map<number, number>();
  for (const [page, tracks] of shown.pages) {
    starts.set(page, data.length);
    data.push(...tracks);
  }
  return { data, starts };
}

type Press = (event: globalThis.KeyboardEvent | KeyboardEvent) => void;

function useKeys({
  listCursor,
  relabel,
  rows,
  openMenu,
}: {
  readonly listCursor: ListCursor;
  readonly relabel: Relabel;
  readonly rows: RefObject<RowsHandle | null>;
  readonly openMenu: () => void;
}): Press {
  return useCallback(
    (event) => {
      const key = listKey(event);
      if (!key) return;
      event.preventDefault();
      const { selection, cursor } = tableState();
      switch (key.kind) {
        case "move": {
          const page = Math.max(1, (rows.current?.rowsInSight() ?? 1) - 1);
          const { moveBy, moveTo } = listCursor;
          if (key.to === "first") moveTo(0, key.extend);
          else if (key.to === "last") moveTo(Number.MAX_SAFE_INTEGER, key.extend);
          else moveBy({ up: -1, down: 1, pageUp: -page, pageDown: page }[key.to], key.extend);
          return;
        }
        case "escape":
          changeTable({ selection: CURSOR_ONLY, anchor: null });
          return;
        case "menu":
          openMenu();
          return;
        case "accept":
        case "clear": {
          const aim = aimOf(selection, cursor);
          if (!aim) return;
          relabel({ kind: key.kind }, aim, key.kind === "accept" ? listCursor.goOn : undefined);
        }
      }
    },
    [listCursor, relabel, rows, openMenu],
  );
}

/** Right after the start, or when what had the focus is gone, keys go to the body: they are for the list then. */
function useKeysOfNothing(press: Press): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.target === document.body && !event.defaultPrevented) press(event);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [press]);
}

function template(
  columns: ReturnType<typeof chosenColumns>,
  dragged: Readonly<Record<string, number>>,
): CSSProperties {
  const least: string[] = [];
  const tracks = columns.map((column) => {
    const width = dragged[column.id ?? ""];
    // Sizes are for the usual 16 px text and grow with it.
    const size = width === undefined ? `${(column.size ?? 100) / 16}rem` : `${width}px`;
    const grow = column.meta?.grow ?? 0;
    least.push(size);
    return width === undefined && grow > 0 ? `minmax(${size}, ${grow}fr)` : size;
  });
  return {
    "--track-columns": tracks.join(" "),
    "--track-width": `calc(${least.join(" + ")} + 2 * var(--space-3))`,
  } as CSSProperties;
}
