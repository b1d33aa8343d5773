import { useEffect, useState, type RefObject } from "react";

/** Rows drawn beyond the edges, so that Tab finds the next one there. */
const MORE = 8;

/** Which rows of one height (px) a scroller shows now; `first` > `last` before it is laid out. */
export function useRowsInSight(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): { readonly first: number; readonly last: number } {
  const [{ top, room }, setPlace] = useState({ top: 0, room: 0 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => setPlace({ top: element.scrollTop, room: element.clientHeight });
    element.addEventListener("scroll", look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, [scroller]);
  return {
    first: Math.max(0, Math.floor(top / rowHeight) - MORE),
    last: Math.min(count - 1, Math.ceil((top + room) / rowHeight) + MORE),
  };
}
