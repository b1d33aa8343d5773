import { memo, type ReactNode } from "react";
import { FlexRender, type Row } from "@tanstack/react-table";
import type { Track } from "../../../common/domain/track.ts";
import type { TableParts } from "./columns.tsx";

type Properties = {
  /** Undefined while the track is on its way. */
  readonly row: Row<TableParts, Track> | undefined;
  readonly index: number;
  /** Where it is drawn, in px. A row that stays where it is need not be laid out or painted again. */
  readonly top: number;
  /** Names of the columns. */
  readonly columns: readonly string[];
  readonly isCursor: boolean;
  readonly isPicked: boolean;
};

export function rowElementId(index: number): string {
  return `track-row-${index}`;
}

/** One line of the table. Drawn anew only if its track, place or state differs: a table row object changes more often. */
export const TrackRow = memo(Line, (before, after) => {
  return (
    before.row?.original === after.row?.original &&
    before.index === after.index &&
    before.top === after.top &&
    before.columns === after.columns &&
    before.isCursor === after.isCursor &&
    before.isPicked === after.isPicked
  );
});

function Line({ row, index, top, columns, isCursor, isPicked }: Properties): ReactNode {
  const className = `track-row ${isCursor ? "track-row--cursor" : ""}`;
  // The first line of the grid is its header.
  const line = index + 2;
  if (!row) {
    return (
      <div role="row" aria-rowindex={line} aria-busy className={className} style={{ top }}>
        {columns.map((name) => (
          <div role="gridcell" key={name} className="track-row__cell">
            <span className="track-row__skeleton" />
          </div>
        ))}
      </div>
    );
  }
  return (
    <div
      role="row"
      id={rowElementId(index)}
      aria-rowindex={line}
      aria-selected={isPicked}
      data-index={index}
      className={className}
      style={{ top }}
    >
      {row.getAllCells().map((cell) => (
        <div
          key={cell.column.id}
          role="gridcell"
          className={`track-row__cell ${cell.column.columnDef.meta?.numbers ? "numbers" : "cut"}`}
        >
          <FlexRender cell={cell} />
        </div>
      ))}
    </div>
  );
}
