import type { ReactNode } from "react";
import type { Evaluation } from "../../../common/domain/model.ts";
import { formatNumber } from "../../elements/format.ts";
import { DataTable, type DataColumn } from "../../elements/DataTable.tsx";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { useMoods } from "../moods/queries.ts";
import { Confusion } from "./Confusion.tsx";
import "./Figures.css";

/** Per-mood figures and the confusion matrix of held-out labels. */
export function Figures({ evaluation }: { readonly evaluation: Evaluation }): ReactNode {
  const colors = useMoodColors();
  return (
    <div className="figures">
      <MoodFigures evaluation={evaluation} colors={colors} />
      <Confusion evaluation={evaluation} />
    </div>
  );
}

/** Mood names of a report to their colours now; a mood renamed since has none. */
function useMoodColors(): ReadonlyMap<string, string> {
  return new Map(useMoods().map(({ name, color }) => [name, color]));
}

type MoodRow = {
  readonly label: string;
  readonly color: string | null;
  readonly right: number;
  readonly guessed: number;
  readonly labelled: number;
  readonly f1: number | null;
};

const COLUMNS: readonly DataColumn<MoodRow>[] = [
  {
    heading: "Mood",
    cell: ({ label, color }) => <MoodBadge name={label} color={color} />,
  },
  {
    heading: "Precision",
    hint: "Of the songs guessed to be in this mood: how many are",
    numeric: true,
    cell: ({ right, guessed }) => <Share part={right} whole={guessed} />,
  },
  {
    heading: "Recall",
    hint: "Of the songs that you labelled with this mood: how many were guessed so",
    numeric: true,
    cell: ({ right, labelled }) => <Share part={right} whole={labelled} />,
  },
  {
    heading: "F1",
    hint: "Precision and recall in one figure, from 0 to 1",
    numeric: true,
    cell: ({ f1 }) => formatNumber(f1, 2),
  },
];

function MoodFigures({
  evaluation: { labels, perLabel, confusion },
  colors,
}: {
  readonly evaluation: Evaluation;
  readonly colors: ReadonlyMap<string, string>;
}): ReactNode {
  const rows = labels.map<MoodRow>((label, index) => ({
    label,
    color: colors.get(label) ?? null,
    right: confusion[index]?.[index] ?? 0,
    guessed: confusion.reduce((sum, row) => sum + (row[index] ?? 0), 0),
    labelled: confusion[index]?.reduce((sum, count) => sum + count, 0) ?? 0,
    f1: perLabel.find((figures) => figures.label === label)?.f1 ?? null,
  }));
  return (
    <DataTable
      caption="Per mood, on held-out labels"
      columns={COLUMNS}
      rows={rows}
      rowKey={({ label }) => label}
    />
  );
}

/** A percentage never without what it is of. */
function Share({ part, whole }: { readonly part: number; readonly whole: number }): ReactNode {
  if (whole === 0) return <span className="soft">none</span>;
  return (
    <>
      {Math.round((100 * part) / whole)} %{" "}
      <span className="soft figures__of">
        {part} of {whole}
      </span>
    </>
  );
}
