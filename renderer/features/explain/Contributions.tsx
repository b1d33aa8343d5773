import type { ReactNode } from "react";
import type { Explanation } from "../../../common/domain/learning.ts";
import { DataTable, type DataColumn } from "../../elements/DataTable.tsx";
import { formatNumber } from "../../elements/format.ts";
import { FEATURE_WORDS } from "./words.ts";
import "./Contributions.css";

type Contribution = Explanation["contributions"][number];

/** Reasons that are drawn; the table has all. */
const DRAWN = 5;

/** The strongest reasons as bars from a middle line: to the right for the first mood, to the left for the second. */
export function Contributions({
  contributions,
  first,
  second,
}: {
  readonly contributions: readonly Contribution[];
  readonly first: string;
  readonly second: string;
}): ReactNode {
  const drawn = contributions.slice(0, DRAWN);
  const most = Math.max(0.01, ...drawn.map(({ amount }) => Math.abs(amount)));
  return (
    <div className="reasons">
      <div className="reasons__sides soft" aria-hidden>
        <span>← {second}</span>
        <span>{first} →</span>
      </div>
      <ul aria-label="The strongest reasons">
        {drawn.map(({ feature, value, level, amount }) => (
          <li key={feature} className="reasons__item">
            <span className="reasons__words">
              {FEATURE_WORDS[feature].label}
              <span className="soft">
                {value === null ? " not known" : ` ${level}, ${FEATURE_WORDS[feature].show(value)}`}
              </span>
            </span>
            <span className="numbers reasons__amount">
              {signed(amount)}
              <span className="visually-hidden">
                {" "}
                {amount < 0 ? `for ${second}` : `for ${first}`}
              </span>
            </span>
            <span className="reasons__line" aria-hidden>
              <span
                className={`reasons__bar reasons__bar--${amount < 0 ? "against" : "for"}`}
                style={{ width: `${(Math.abs(amount) / most) * 50}%` }}
              />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Everything that adds up to the odds, to two digits. */
export function ContributionTable({
  explanation: { contributions, intercept, logOdds },
  first,
  second,
}: {
  readonly explanation: Explanation;
  readonly first: string;
  readonly second: string;
}): ReactNode {
  const rows: readonly Row[] = [
    ...contributions.map(({ feature, value, amount }) => ({
      key: feature,
      label: FEATURE_WORDS[feature].label,
      value: value === null ? "not known" : FEATURE_WORDS[feature].show(value),
      amount,
    })),
    { key: "start", label: "To start with", value: "", amount: intercept },
    { key: "sum", label: "Together", value: "", amount: logOdds },
  ];
  return (
    <div className="reasons__table">
      <DataTable
        caption={`Natural log-odds of ${first} against ${second}`}
        columns={COLUMNS}
        rows={rows}
        rowKey={({ key }) => key}
      />
    </div>
  );
}

type Row = {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly amount: number;
};

const COLUMNS: readonly DataColumn<Row>[] = [
  { heading: "Feature", cell: ({ label }) => label },
  { heading: "Value", numeric: true, cell: ({ value }) => value },
  { heading: "Adds", numeric: true, cell: ({ amount }) => signed(amount) },
];

/** "+0.42", "−1.30": the sign is there beside the side and the colour. */
function signed(amount: number): string {
  const text = formatNumber(Math.abs(amount), 2);
  if (text === "0.00") return text;
  return amount < 0 ? `−${text}` : `+${text}`;
}
