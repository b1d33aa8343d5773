import type { ReactNode } from "react";
import type { ModelDiff } from "../../../common/domain/model-history.ts";
import { countOf, formatCount } from "../../elements/format.ts";
import { Changes } from "./Changes.tsx";

/** Labels that one of them learnt from and the other did not, or otherwise. */
export function DiffLabels({ diff: { labels } }: { readonly diff: ModelDiff }): ReactNode {
  const { same, added, removed, changed } = labels;
  const total = added.count + removed.count + changed.count;
  const first = [...changed.first, ...removed.first, ...added.first];
  return (
    <section aria-label="Labels">
      <h3>Labels</h3>
      <p className="compare__counts">
        <span>{countOf(same, "label")} the same</span>
        <span>{formatCount(added.count)} only in the second</span>
        <span>{formatCount(removed.count)} only in the first</span>
        <span>{formatCount(changed.count)} with another mood</span>
      </p>
      {total > 0 ? <Changes label="Labels that differ" rows={first} none="no label" /> : null}
      {first.length < total ? (
        <p className="soft">
          {formatCount(first.length)} of {formatCount(total)} are named.
        </p>
      ) : null}
    </section>
  );
}
