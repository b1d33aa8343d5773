import type { ReactNode } from "react";
import type { ModelDiff } from "../../../common/domain/model-history.ts";
import { DataTable, type DataColumn } from "../../elements/DataTable.tsx";
import { formatCount, formatMoment, formatNumber, formatPercent } from "../../elements/format.ts";
import { ENOUGH_LABELS, intervalWords } from "./words.ts";

type Side = ModelDiff["a"];
type Row = { readonly name: string; readonly a: string; readonly b: string };

const ROWS: readonly { readonly name: string; readonly of: (side: Side) => string }[] = [
  {
    name: "Learnt from",
    of: ({ source, labels }) =>
      source === "imported" ? "imported" : `${formatCount(labels)} labels`,
  },
  {
    name: "Agreement (95 %)",
    of: ({ accuracy, labels }) =>
      labels < ENOUGH_LABELS || !accuracy ? "too early" : intervalWords(accuracy),
  },
  { name: "Macro F1", of: ({ macroF1, labels }) => measured(labels, macroF1) },
  { name: "Log loss", of: ({ logLoss, labels }) => measured(labels, logLoss) },
  { name: "Calibration error", of: ({ ece, labels }) => measured(labels, ece) },
  { name: "Sure from", of: ({ sureFrom }) => formatPercent(sureFrom) },
];

/** The figures of both, each on its own held-out labels. */
export function DiffFigures({ diff: { a, b } }: { readonly diff: ModelDiff }): ReactNode {
  // Two of one minute would have the same heading, which is the column's key.
  const headings = { a: formatMoment(a.createdAt), b: formatMoment(b.createdAt) };
  const same = headings.a === headings.b;
  const columns: readonly DataColumn<Row>[] = [
    { heading: "Figure", cell: ({ name }) => name },
    { heading: same ? `${headings.a}, first` : headings.a, cell: (row) => row.a },
    { heading: same ? `${headings.b}, second` : headings.b, cell: (row) => row.b },
  ];
  return (
    <DataTable
      caption="Each on the labels that were held out from it"
      columns={columns}
      rows={ROWS.map(({ name, of }) => ({ name, a: of(a), b: of(b) }))}
      rowKey={({ name }) => name}
    />
  );
}

function measured(labels: number, figure: number | null): string {
  return labels < ENOUGH_LABELS ? "too early" : formatNumber(figure, 3);
}
