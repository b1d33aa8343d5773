import type { ReactNode } from "react";
import { FlexRender, type ReactTable } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { Track, TrackSort } from "../../../common/domain/track.ts";
import { refineTracks } from "../../app/view.ts";
import type { TableParts } from "./columns.tsx";

/** Column names: a click sorts, a second one turns the order round, a third goes back to the order of adding. */
export function TableHeader({
  table,
  sort,
  descending,
}: {
  readonly table: ReactTable<TableParts, Track>;
  /** The order that the list is in, or will be in. */
  readonly sort: TrackSort;
  readonly descending: boolean;
}): ReactNode {
  const headers = table.getHeaderGroups().flatMap((group) => group.headers);
  return (
    <div role="rowgroup" className="track-table__header">
      <div role="row" aria-rowindex={1} className="track-row">
        {headers.map((header) => {
          const { meta } = header.column.columnDef;
          const sorted = meta?.sort !== sort ? "none" : descending ? "descending" : "ascending";
          return (
            <div
              key={header.id}
              role="columnheader"
              aria-sort={sorted}
              className={`track-table__name ${meta?.numbers ? "track-table__name--numbers" : ""}`}
            >
              <button
                type="button"
                className="track-table__sort"
                title={meta ? `Sort by ${meta.full.toLowerCase()}` : undefined}
                onClick={() => meta && sortBy(meta.sort, sort, descending)}
              >
                <span className="cut">
                  <FlexRender header={header} />
                </span>
                {sorted === "ascending" ? <ArrowUp size={14} aria-hidden /> : null}
                {sorted === "descending" ? <ArrowDown size={14} aria-hidden /> : null}
              </button>
              <span
                aria-hidden
                className="track-table__grip"
                onMouseDown={(event) => {
                  // A column that takes the room left over is wider than its size says: it starts from what is seen.
                  const drawn = event.currentTarget.parentElement?.offsetWidth ?? header.getSize();
                  table.setColumnSizing((before) => ({ ...before, [header.column.id]: drawn }));
                  header.getResizeHandler()(event);
                }}
                onDoubleClick={() => header.column.resetSize()}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function sortBy(sort: TrackSort, current: TrackSort, descending: boolean): void {
  if (current !== sort) refineTracks({ sort, descending: undefined });
  else if (!descending) refineTracks({ sort, descending: true });
  else refineTracks({ sort: undefined, descending: undefined });
}
