import type { CSSProperties, ReactNode } from "react";
import type { Evaluation } from "../../../common/domain/model.ts";
import "../../elements/DataTable.css";

/** What songs were labelled (rows) and guessed (columns): the numbers, shaded by their share of the row. */
export function Confusion({
  evaluation: { labels, confusion },
}: {
  readonly evaluation: Evaluation;
}): ReactNode {
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
            const total = counts.reduce((sum, count) => sum + count, 0);
            return (
              <tr key={label}>
                <th scope="row" className="cut" title={label}>
                  {label}
                </th>
                {labels.map((guess, column) => (
                  <Cell
                    key={guess}
                    count={counts[column] ?? 0}
                    total={total}
                    agrees={row === column}
                    title={`${counts[column] ?? 0} of ${total} that you called “${label}” were guessed “${guess}”`}
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
  total,
  agrees,
  title,
}: {
  readonly count: number;
  readonly total: number;
  readonly agrees: boolean;
  readonly title: string;
}): ReactNode {
  return (
    <td
      title={title}
      className={`${agrees ? "confusion__right" : ""} ${count === 0 ? "confusion__none" : ""}`}
      style={{ "--share": total === 0 ? 0 : count / total } as CSSProperties}
    >
      {count}
    </td>
  );
}
