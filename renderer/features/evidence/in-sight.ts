import { useEffect } from "react";
import type { Track } from "../../../common/domain/track.ts";
import { passedOver, shownIn } from "./passed-over.ts";

/** A list that has not moved for so long (ms) stands still. */
const STILL_AFTER = 250;

/**
 * Notes which rows of a list are in sight while it stands still. Nothing is drawn for it: a timer is set anew whenever
 * what is in sight changes. `first` and `last` are the rows that are in sight as a whole.
 */
export function useInSight(
  list: string,
  first: number,
  last: number,
  trackAt: (index: number) => Track | undefined,
): void {
  useEffect(() => {
    const show = () => {
      if (document.hidden) return;
      const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, place) =>
        trackAt(first + place),
      );
      // Rows that are on their way are not seen yet; they come with a change.
      const there = rows.findIndex((track) => !track);
      const known = there < 0 ? rows : rows.slice(0, there);
      passedOver.show(
        list,
        first,
        known.flatMap((track) => (track ? [shownIn(track)] : [])),
        performance.now(),
      );
    };
    let timer = setTimeout(show, STILL_AFTER);
    const onVisibility = () => {
      clearTimeout(timer);
      if (document.hidden) passedOver.rest(performance.now());
      else timer = setTimeout(show, STILL_AFTER);
    };
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisibility);
      passedOver.rest(performance.now());
    };
  }, [list, first, last, trackAt]);
  useEffect(() => () => passedOver.leave(), []);
}
