import {
  useCallback,
  useEffect,
  useImperativeHandle,
  type ReactNode,
  type Ref,
  type RefObject,
} from "react";
import type { Row } from "@tanstack/react-table";
import type { Track } from "../../../common/domain/track.ts";
import { useInSight } from "../evidence/in-sight.ts";
import type { TableParts } from "./columns.tsx";
import { PAGE_SIZE } from "./queries.ts";
import { offsetToReveal } from "./row-geometry.ts";
import type { Cursor, Selection } from "./selection.ts";
import { isPicked } from "./selection.ts";
import { recallPlace, rememberPlace } from "./table-state.ts";
import { TrackRow } from "./TrackRow.tsx";
import { useVirtualRows } from "./virtual-rows.ts";

export type RowsHandle = {
  /** Scrolls, as little as needed, until the row is in sight. */
  readonly reveal: (index: number) => void;
  /** How many whole rows are in sight. */
  readonly rowsInSight: () => number;
};

/** The rows in sight of a list of any length. Another list starts at its own place, in the same elements. */
export function TrackRows({
  handle,
  scroller,
  listKey,
  total,
  rowHeight,
  rowAt,
  columns,
  cursor,
  selection,
  onPages,
}: {
  readonly handle: Ref<RowsHandle>;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly listKey: string;
  readonly total: number;
  /** In px; the header has the same. */
  readonly rowHeight: number;
  readonly rowAt: (index: number) => Row<TableParts, Track> | undefined;
  readonly columns: readonly string[];
  readonly cursor: Cursor | null;
  readonly selection: Selection;
  readonly onPages: (first: number, last: number) => void;
}): ReactNode {
  const startAt = recallPlace(listKey);
  const rows = useVirtualRows({
    scroller,
    total,
    rowHeight,
    headerHeight: rowHeight,
    listKey,
    startAt,
    onScroll: rememberPlace,
  });
  const { first, last, room, most, offset, scale } = rows;

  useImperativeHandle(handle, () => ({
    reveal(index) {
      const target = offsetToReveal(index, rowHeight, offset, room);
      if (target !== null && scroller.current) scroller.current.scrollTop = target / scale;
    },
    rowsInSight: () => Math.max(1, Math.floor(room / rowHeight)),
  }));

  const firstPage = Math.floor(first / PAGE_SIZE);
  const lastPage = Math.floor(last / PAGE_SIZE);
  useEffect(() => {
    if (lastPage >= firstPage) onPages(firstPage, lastPage);
  }, [firstPage, lastPage, onPages]);

  const trackAt = useCallback((index: number) => rowAt(index)?.original, [rowAt]);
  const firstWhole = Math.ceil(offset / rowHeight);
  const lastWhole = Math.min(total, Math.floor((offset + room) / rowHeight)) - 1;
  useInSight(listKey, firstWhole, lastWhole, trackAt);

  // Making elements and taking them away costs more than all else in a long scroll: a row that comes into sight
  // takes over those of one that has left it. They stay in their order, so that none has to be moved.
  const drawn = Array.from({ length: last - first + 1 }, (_, index) => first + index).toSorted(
    (a, b) => (a % most) - (b % most),
  );
  return (
    <div role="rowgroup" className="track-table__body" style={{ height: rows.height }}>
      <div className="track-table__rows">
        {drawn.map((index) => {
          const row = rowAt(index);
          const id = row?.original.id;
          return (
            <TrackRow
              key={index % most}
              row={row}
              index={index}
              top={index * rowHeight - rows.lift}
              columns={columns}
              isCursor={id !== undefined && cursor?.id === id}
              isPicked={id !== undefined && isPicked(selection, cursor?.id ?? null, id)}
            />
          );
        })}
      </div>
    </div>
  );
}
