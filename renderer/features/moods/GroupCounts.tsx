import type { CSSProperties, ReactNode } from "react";
import type { Discovery, GroupCount } from "../../../common/domain/discovery.ts";
import { DataTable, type DataColumn } from "../../elements/DataTable.tsx";
import { formatNumber } from "../../elements/format.ts";

/** The silhouette that fills a bar; music hardly ever reaches it. */
const FULL = 0.5;

type Row = GroupCount & { readonly isBest: boolean };

const COLUMNS: readonly DataColumn<Row>[] = [
  { heading: "Groups", cell: numberOf },
  {
    heading: "Hold together",
    hint: "Mean silhouette: 1 = far apart, 0 = no gaps between the groups",
    cell: tightness,
  },
  {
    heading: "Two halves of the library agree",
    hint: "Mean adjusted Rand index of the groups found in one half and in the other: 1 = the same, 0 = as by chance",
    cell: agreement,
  },
];

/** How well the library falls into so many groups: per number, against a library without any. */
export function GroupCounts({
  found: { counts, groups },
}: {
  readonly found: Discovery;
}): ReactNode {
  if (counts.length === 0) return null;
  return (
    <div className="card group-counts">
      <DataTable<Row>
        caption="The mark on a bar is where a library of that shape without any groups would be: what counts is how far a bar goes beyond it."
        columns={COLUMNS}
        rows={counts.map((count) => ({ ...count, isBest: count.k === groups }))}
        rowKey={({ k }) => k}
      />
    </div>
  );
}

function numberOf({ k, isBest }: Row): ReactNode {
  return isBest ? (
    <strong>
      {k} <span className="group-counts__best">best</span>
    </strong>
  ) : (
    k
  );
}

function tightness({ silhouette, reference }: Row): ReactNode {
  return (
    <Bar
      share={silhouette / FULL}
      mark={reference / FULL}
      words={`${formatNumber(silhouette, 2)}; without groups ${formatNumber(reference, 2)}`}
    />
  );
}

function agreement({ stability }: Row): ReactNode {
  return <Bar share={stability} words={formatNumber(Math.max(0, stability), 2)} />;
}

function Bar({
  share,
  mark,
  words,
}: {
  readonly share: number;
  readonly mark?: number;
  readonly words: string;
}): ReactNode {
  const percent = (part: number) => `${Math.round(100 * Math.min(1, Math.max(0, part)))}%`;
  const places = {
    "--share": percent(share),
    ...(mark === undefined ? {} : { "--mark": percent(mark) }),
  } as CSSProperties;
  return (
    <span className="group-bar">
      <span className="group-bar__track" style={places} aria-hidden>
        <span className="group-bar__fill" />
        {mark === undefined ? null : <span className="group-bar__mark" />}
      </span>
      <span className="group-bar__words">{words}</span>
    </span>
  );
}
