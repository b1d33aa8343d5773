import type { CSSProperties, ReactNode } from "react";
import type { Evaluation } from "../../../common/domain/model.ts";
import "../../elements/DataTable.css";

/** What songs were labelled (rows) and guessed (columns): the numbers, shaded by their share of the row. */
export function Confusion({
  evaluation: { labels, confusion },
}: {
  readonly evaluation: Evaluation;
}): ReactNode {
  const most = Math.max(...confusion.flatMap((row) => row.map((count) => shareOf(count, row))));
  return (
    <div className="data-table__scroll">
      <table className="confusion">
        <caption>
          What you said (rows) and what was guessed (columns); on the diagonal they agree
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">You said</span>
            </th>
            {labels.map((label) => (
              <th key={label} scope="col" className="cut" title={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, row) => {
            const counts = confusion[row] ?? [];
            return (
              <tr key={label}>
                <th scope="row" className="cut" title={label}>
                  {label}
                </th>
                {labels.map((guess, column) => (
                  <Cell
                    key={guess}
                    count={counts[column] ?? 0}
                    shade={shareOf(counts[column] ?? 0, counts) / (most || 1)}
                    agrees={row === column}
                    title={`${counts[column] ?? 0} of ${sumOf(counts)} that you called “${label}” were guessed “${guess}”`}
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Cell({
  count,
  shade,
  agrees,
  title,
}: {
  readonly count: number;
  /** From 0 to 1. */
  readonly shade: number;
  readonly agrees: boolean;
  readonly title: string;
}): ReactNode {
  return (
    <td
      title={title}
      className={`${agrees ? "confusion__right" : ""} ${count === 0 ? "confusion__none" : ""}`}
      style={{ "--share": shade } as CSSProperties}
    >
      {count}
    </td>
  );
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function shareOf(count: number, row: readonly number[]): number {
  return count === 0 ? 0 : count / sumOf(row);
}
