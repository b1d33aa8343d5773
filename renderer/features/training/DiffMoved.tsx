import type { ReactNode } from "react";
import type { ModelDiff } from "../../../common/domain/model-history.ts";
import { countOf, formatCount } from "../../elements/format.ts";
import { Changes } from "./Changes.tsx";

/** Songs that the second one would put in another mood, those that it is surest of first. */
export function DiffMoved({ diff: { moved } }: { readonly diff: ModelDiff }): ReactNode {
  if (!moved) return null;
  const { count, tracks, first } = moved;
  return (
    <section aria-label="Songs">
      <h3>Songs</h3>
      <p>
        {count === 0
          ? `Both put all ${countOf(tracks, "song")} in the same moods.`
          : `The second puts ${formatCount(count)} of ${countOf(tracks, "song")} in another mood${first.length < count ? `; the ${formatCount(first.length)} that it is surest of` : ""}:`}
      </p>
      {count > 0 ? <Changes label="Songs in another mood" rows={first} none="no mood" /> : null}
    </section>
  );
}
