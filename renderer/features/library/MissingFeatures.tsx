import type { ReactNode } from "react";
import type { TrackQueryInput } from "../../../common/domain/track.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf, formatCount } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { showFeatures } from "../coverage/part.ts";
import { useTrackCount } from "./queries.ts";

const WITHOUT: TrackQueryInput = { missing: "features" };

/**
 * Says how many tracks cannot have a guess, and why: where the whole library has no features, and in the lists that
 * hold such tracks (without features, in no mood).
 */
export function MissingFeatures({
  query,
  size,
}: {
  readonly query: TrackQueryInput;
  readonly size: number;
}): ReactNode {
  const count = useTrackCount(WITHOUT) ?? 0;
  const asked = query.missing === "features" || query.mood === "none";
  if (count === 0 || (count < size && !asked)) return null;
  return (
    <Notice
      tone="info"
      action={<Button onClick={() => showFeatures("known")}>Find features…</Button>}
    >
      {count === size
        ? `None of your ${countOf(size, "track")} has audio features (energy, tempo and so on)`
        : `${formatCount(count)} of ${countOf(size, "track")} ${count === 1 ? "has" : "have"} no audio features (energy, tempo and so on)`}
      , so Undertone cannot guess {count === 1 ? "its mood" : "their moods"}. See why and what can
      be done, or set the moods yourself.
    </Notice>
  );
}
