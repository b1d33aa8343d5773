import { useLayoutEffect, useReducer, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from "@tanstack/react-virtual";
import { rowGeometry, type Geometry } from "./row-geometry.ts";

export type VirtualRows = Geometry & {
  /** The rows to draw, one after the other; `first` > `last` while there is no room for any. */
  readonly first: number;
  readonly last: number;
  /** How much higher than `row × rowHeight` a row is drawn, in px; 0 but in a list that is too tall for Chromium. */
  readonly lift: number;
  /** Scrolled by, in px of rows. */
  readonly offset: number;
  /** Height in px in which rows are visible. */
  readonly room: number;
};

/** Rows drawn beyond the edges, so that a quick scroll finds them there. */
const OVERSCAN = 6;

/**
 * Which rows of a list of any length to draw. TanStack's Virtualizer, with two differences from its React hook: a list
 * that is too tall for Chromium is scrolled in a shorter area, and `headerHeight` px of the scroller are the header's.
 */
export function useVirtualRows({
  scroller,
  total,
  rowHeight,
  headerHeight,
  startAt,
  onScroll,
}: {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly total: number;
  readonly rowHeight: number;
  readonly headerHeight: number;
  /** Where a list begins that is drawn for the first time, in px of rows. */
  readonly startAt: number;
  readonly onScroll: (offset: number) => void;
}): VirtualRows {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const options = (onChange: (sync: boolean) => void) => ({
    count: total,
    overscan: OVERSCAN,
    initialOffset: startAt,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    observeElementRect,
    // The observer outlives this render, so it asks for the scale each time.
    observeElementOffset: (instance: Rows, report: (offset: number, moving: boolean) => void) =>
      observeElementOffset(instance, (scrolled, moving) => {
        const offset = scrolled * geometryOf(instance, headerHeight).scale;
        onScroll(offset);
        report(offset, moving);
      }),
    scrollToFn: (offset: number, how: Parameters<typeof elementScroll>[1], instance: Rows) =>
      elementScroll(offset / geometryOf(instance, headerHeight).scale, how, instance),
    onChange: (_: unknown, sync: boolean) => onChange(sync),
  });
  const [virtualizer] = useState(() => new Virtualizer(options(() => {})));
  virtualizer.setOptions(options((sync) => (sync ? flushSync(draw) : draw())));
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());

  const geometry = geometryOf(virtualizer, headerHeight);
  const items = virtualizer.getVirtualItems();
  const offset = virtualizer.scrollOffset ?? 0;
  return {
    ...geometry,
    room: roomOf(virtualizer, headerHeight),
    offset,
    first: items[0]?.index ?? 0,
    last: items.at(-1)?.index ?? -1,
    lift: Math.round(offset - offset / geometry.scale),
  };
}

type Rows = Virtualizer<HTMLDivElement, HTMLDivElement>;

function geometryOf(rows: Rows, headerHeight: number): Geometry {
  const { count, estimateSize } = rows.options;
  return rowGeometry(count, estimateSize(0), roomOf(rows, headerHeight));
}

function roomOf({ scrollRect }: Rows, headerHeight: number): number {
  return (scrollRect?.height ?? 0) - headerHeight;
}
