import type { ReactNode } from "react";
import type { Coverage } from "../../../common/domain/coverage.ts";
import { FEATURE_SOURCES } from "../../../common/domain/features.ts";
import { formatCount, formatPercent } from "../../elements/format.ts";
import { FIELD_WORDS, SOURCE_WORDS } from "./words.ts";
import "./FieldTable.css";

const ORDER = Object.keys(FIELD_WORDS);

/** Of each feature: how many tracks have it, and who says it. */
export function FieldTable({
  coverage: { fields, tracks },
}: {
  readonly coverage: Coverage;
}): ReactNode {
  const rows = fields.toSorted((a, b) => ORDER.indexOf(a.field) - ORDER.indexOf(b.field));
  const sources = FEATURE_SOURCES.filter((source) =>
    fields.some(({ by }) => by.some((one) => one.source === source)),
  );
  return (
    <section className="card features-screen__part" aria-labelledby="features-fields">
      <div>
        <h2 id="features-fields">Who says what</h2>
        <p className="soft">
          Where several sources know a value, yours counts before all others; a track’s details show
          each of them.
        </p>
      </div>
      <ul className="field-table__legend">
        {sources.map((source) => (
          <li key={source} data-source={source}>
            <span className="field-table__dot" aria-hidden />
            {SOURCE_WORDS[source]}
          </li>
        ))}
      </ul>
      <table className="field-table">
        <caption className="visually-hidden">How many tracks have each feature, by source</caption>
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col" className="field-table__bar-cell">
              From
            </th>
            <th scope="col" className="numbers">
              Tracks
            </th>
            <th scope="col" className="numbers">
              Of all
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, known, by }) => (
            <tr key={field}>
              <th scope="row">{FIELD_WORDS[field]}</th>
              <td className="field-table__bar-cell">
                <span className="field-table__bar" aria-hidden>
                  {by.map(({ source, tracks: count }) => (
                    <span
                      key={source}
                      data-source={source}
                      style={{ width: `${(count / tracks) * 100}%` }}
                    />
                  ))}
                </span>
                <span className="field-table__sources">
                  {by.length === 0
                    ? "nobody"
                    : by
                        .map(
                          ({ source, tracks: count }) =>
                            `${SOURCE_WORDS[source]} ${formatCount(count)}`,
                        )
                        .join(" · ")}
                </span>
              </td>
              <td className="numbers">{formatCount(known)}</td>
              <td className="numbers soft">{formatPercent(known / tracks)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
