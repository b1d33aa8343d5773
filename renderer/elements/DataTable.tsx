import type { ReactNode } from "react";
import "./DataTable.css";

export type DataColumn<Row> = {
  readonly heading: string;
  /** What the heading means, as its tooltip. */
  readonly hint?: string;
  readonly numeric?: boolean;
  readonly cell: (row: Row) => ReactNode;
};

/** A plain table of figures; the first column heads its rows. `caption` is its name. */
export function DataTable<Row>({
  caption,
  captionHidden = false,
  columns,
  rows,
  rowKey,
}: {
  readonly caption: ReactNode;
  readonly captionHidden?: boolean;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
}): ReactNode {
  return (
    <div className="data-table__scroll">
      <table className="data-table">
        <caption className={captionHidden ? "visually-hidden" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ heading, hint, numeric }) => (
              <th
                key={heading}
                scope="col"
                title={hint}
                className={numeric ? "numbers" : undefined}
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ heading, numeric, cell }, index) => {
                const className = numeric ? "numbers" : undefined;
                return index === 0 ? (
                  <th key={heading} scope="row" className={className}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={heading} className={className}>
                    {cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
