import type { ReactNode } from "react";
import { Copy } from "lucide-react";
import type { ImportReport } from "../../../common/domain/import.ts";
import { announce } from "../../app/toasts.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf, formatCount } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { Scroller } from "../../elements/Scroller.tsx";
import { copyText } from "../activity/copy-text.ts";
import type { ImportSubject } from "./queries.ts";
import { lineWord, reportSentence } from "./words.ts";
import "./ReportStep.css";

type Row = ImportReport["skipped"][number];

/** What an import did: figures, and the rows and cells that stayed out, with their reasons. */
export function ReportStep({
  subject,
  report,
}: {
  readonly subject: ImportSubject;
  readonly report: ImportReport;
}): ReactNode {
  const { added, updated, unchanged, labels, newMoods, skipped, skippedCount, warnings } = report;
  const figures = [
    ["Added", added],
    ["Updated", updated],
    ["Unchanged", unchanged],
    ["Labels", labels],
    ["Left out", skippedCount],
  ] as const;
  return (
    <div className="import-report">
      <Notice tone={added + updated + unchanged === 0 ? "warning" : "good"}>
        {reportSentence(report)}
      </Notice>
      <dl className="import-report__figures">
        {figures.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      {newMoods.length > 0 ? <p>New moods: {newMoods.join(", ")}.</p> : null}
      {skipped.length > 0 ? (
        <RowList
          title={`${countOf(skippedCount, "row")} left out`}
          shown={skipped}
          line={lineWord(subject.format)}
        />
      ) : null}
      {warnings.length > 0 ? (
        <RowList
          title={`${countOf(warnings.length, "note")} on rows that went in`}
          shown={warnings}
          line={lineWord(subject.format)}
        />
      ) : null}
    </div>
  );
}

function RowList({
  title,
  shown,
  line,
}: {
  readonly title: string;
  readonly shown: readonly Row[];
  readonly line: string;
}): ReactNode {
  const copy = async () => {
    const text = [`${line}\tReason`, ...shown.map((row) => `${row.line}\t${row.reason}`)];
    const copied = await copyText(text.join("\n"));
    announce(copied ? "The list is on the clipboard." : "The clipboard cannot be used here.");
  };
  return (
    <section className="row-list">
      <header>
        <h3>{title}</h3>
        <Button look="quiet" icon={Copy} onClick={() => void copy()}>
          Copy list
        </Button>
      </header>
      <Scroller label={title} className="row-list__scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{line}</th>
              <th scope="col">Reason</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={`${row.line} ${row.reason}`}>
                <td className="numbers">{formatCount(row.line)}</td>
                <td>{row.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      {shown.length === 1000 ? <p className="soft">The list ends after 1,000 rows.</p> : null}
    </section>
  );
}
