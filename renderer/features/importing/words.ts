import type { ImportFormat, ImportReport, Inspection } from "../../../common/domain/import.ts";
import { countOf, formatCount } from "../../elements/format.ts";

const DELIMITERS: Readonly<Record<string, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "bars",
};

const FORMATS: Readonly<Record<ImportFormat, string>> = {
  csv: "Text table",
  xlsx: "Excel workbook",
  json: "JSON",
};

/** What was found out about a file: "Text table, separated by semicolons · UTF-8 · 8 columns" */
export function fileWords({ format, delimiter, encoding, layout, columns }: Inspection): string {
  const parts = [
    FORMATS[format],
    delimiter === null ? null : `separated by ${DELIMITERS[delimiter] ?? `“${delimiter}”`}`,
    encoding?.toUpperCase() ?? null,
    countOf(columns.length, "column"),
    layout === null ? null : `layout of ${layout}`,
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

/** What `line` counts in a report. */
export function lineWord(format: ImportFormat): string {
  switch (format) {
    case "csv":
      return "Line";
    case "xlsx":
      return "Row";
    case "json":
      return "Entry";
  }
}

export function reportSentence(report: ImportReport): string {
  const { added, updated, labels, skippedCount } = report;
  if (added + updated + labels === 0) {
    return skippedCount === 0
      ? "Nothing new: the library has all of it already."
      : `Nothing new; ${countOf(skippedCount, "row")} left out.`;
  }
  const parts = [`${countOf(added, "track")} added`];
  if (updated > 0) parts.push(`${formatCount(updated)} updated`);
  if (labels > 0) parts.push(countOf(labels, "label"));
  if (skippedCount > 0) parts.push(`${countOf(skippedCount, "row")} left out`);
  return `${parts.join(", ")}.`;
}
