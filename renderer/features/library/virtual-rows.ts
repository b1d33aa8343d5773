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
  /** The most rows that are drawn at a time in this room. */
  readonly most: number;
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
  listKey,
  startAt,
  onScroll,
}: {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly total: number;
  readonly rowHeight: number;
  readonly headerHeight: number;
  /** Which list it is: another one begins at its own place, in the same elements. */
  readonly listKey: string;
  /** Where a list begins that is drawn for the first time, in px of rows. */
  readonly startAt: number;
  readonly onScroll: (listKey: string, offset: number) => void;
}): VirtualRows {
  const [place] = useState<Place>(() => ({ listKey, scrolled: 0 }));
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
        notice(place, scrolled);
        const offset = scrolled * geometryOf(instance, headerHeight).scale;
        onScroll(place.listKey, offset);
        report(offset, moving);
      }),
    scrollToFn: (offset: number, how: Parameters<typeof elementScroll>[1], instance: Rows) =>
      elementScroll(offset / geometryOf(instance, headerHeight).scale, how, instance),
    onChange: (_: unknown, sync: boolean) => onChange(sync),
  });
  const [virtualizer] = useState(() => new Virtualizer(options(() => {})));
  virtualizer.setOptions(options((sync) => (sync ? flushSync(draw) : draw())));
  const [drawnKey, setDrawnKey] = useState(listKey);
  if (drawnKey !== listKey) {
    setDrawnKey(listKey);
    drawFrom(virtualizer, startAt);
  }
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  useLayoutEffect(() => scrollToBegin(virtualizer, place, listKey, headerHeight));

  const geometry = geometryOf(virtualizer, headerHeight);
  const items = virtualizer.getVirtualItems();
  const offset = virtualizer.scrollOffset ?? 0;
  const room = roomOf(virtualizer, headerHeight);
  return {
    ...geometry,
    room,
    most: Math.ceil(room / rowHeight) + 2 * OVERSCAN + 2,
    offset,
    first: items[0]?.index ?? 0,
    last: items.at(-1)?.index ?? -1,
    lift: Math.round(offset - offset / geometry.scale),
  };
}

type Rows = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** Which list the element is scrolled for, and how far (px) it said last. */
type Place = { listKey: string; scrolled: number };

function notice(place: Place, scrolled: number): void {
  place.scrolled = scrolled;
}

/** Rows of another list are drawn from its own place on; the element follows when its new height is set. */
function drawFrom(rows: Rows, offset: number): void {
  rows.scrollOffset = offset;
}

function scrollToBegin(rows: Rows, place: Place, listKey: string, headerHeight: number): void {
  if (place.listKey === listKey) return;
  place.listKey = listKey;
  const wanted = (rows.scrollOffset ?? 0) / geometryOf(rows, headerHeight).scale;
  // Even setting what is set already would have Chromium lay out everything at once.
  if (rows.scrollElement && Math.abs(place.scrolled - wanted) >= 1) {
    rows.scrollElement.scrollTop = wanted;
  }
}

function geometryOf(rows: Rows, headerHeight: number): Geometry {
  const { count, estimateSize } = rows.options;
  return rowGeometry(count, estimateSize(0), roomOf(rows, headerHeight));
}

function roomOf({ scrollRect }: Rows, headerHeight: number): number {
  return (scrollRect?.height ?? 0) - headerHeight;
}
