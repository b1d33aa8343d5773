import type { ReactNode } from "react";
import "./FigureList.css";

/** A few figures in a row, each a {@link Figure}. */
export function FigureList({ children }: { readonly children: ReactNode }): ReactNode {
  return <dl className="figure-list">{children}</dl>;
}

/** `hint` says what the figure means, as its tooltip. */
export function Figure({
  label,
  value,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
}): ReactNode {
  return (
    <div title={hint}>
      <dt className="soft">{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
