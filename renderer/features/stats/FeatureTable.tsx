import { useMemo, useState, type ReactNode } from "react";
import { MODEL_FEATURES, type ModelFeature } from "../../../common/domain/features.ts";
import type { FeatureStats, LibraryStats } from "../../../common/domain/stats.ts";
import { DataTable, type DataColumn } from "../../elements/DataTable.tsx";
import { Field, Select } from "../../elements/Field.tsx";
import { formatCount } from "../../elements/format.ts";
import { FEATURES, showFigure } from "./model-features.ts";

type Row = { readonly feature: ModelFeature; readonly figures: FeatureStats };

const WHOLE = "all";

/** Every feature's figures, of the whole library or of one mood. */
export function FeatureTable({ stats }: { readonly stats: LibraryStats }): ReactNode {
  const [chosen, setChosen] = useState(WHOLE);
  const mood = stats.perMood.find(({ mood: id }) => String(id) === chosen);
  const name = mood ? mood.name : "the whole library";
  const rows = toRows((mood ?? stats).features);
  return (
    <>
      <Field label="Figures of">
        {(ids) => (
          <div>
            <Select
              {...ids}
              value={mood ? chosen : WHOLE}
              options={[
                { value: WHOLE, label: "The whole library" },
                ...stats.perMood.map(({ mood: id, name: label }) => ({ value: String(id), label })),
              ]}
              onChange={setChosen}
            />
          </div>
        )}
      </Field>
      <DataTable
        caption={`Audio features of ${name}`}
        captionHidden
        columns={COLUMNS}
        rows={rows}
        rowKey={({ feature }) => feature}
      />
    </>
  );
}

/** One feature of all moods side by side: the comparison chart's numbers. */
export function MoodTable({
  feature,
  stats,
}: {
  readonly feature: ModelFeature;
  readonly stats: LibraryStats;
}): ReactNode {
  const rows = useMemo(
    () => [
      ...stats.perMood.map(({ name, features }) => ({
        name,
        figures: figuresOf(features, feature),
      })),
      { name: "whole library", figures: figuresOf(stats.features, feature) },
    ],
    [stats, feature],
  );
  const columns: readonly DataColumn<(typeof rows)[number]>[] = [
    { heading: "Mood", cell: ({ name }) => name },
    ...FIGURES.map(({ heading, hint, of }) => ({
      heading,
      hint,
      numeric: true,
      cell: ({ figures }: (typeof rows)[number]) => (figures ? of(figures, feature) : ""),
    })),
  ];
  return (
    <DataTable
      caption={`${FEATURES[feature].label} per mood`}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={({ name }) => name}
    />
  );
}

type Figure = {
  readonly heading: string;
  readonly hint: string;
  readonly of: (figures: FeatureStats, feature: ModelFeature) => string;
};

const FIGURES: readonly Figure[] = [
  { heading: "Known", hint: "Tracks with a value", of: ({ count }) => formatCount(count) },
  {
    heading: "Missing",
    hint: "Tracks without one; they count as the mean when guessing",
    of: ({ missing }) => formatCount(missing),
  },
  { heading: "Mean", hint: "", of: ({ mean }, feature) => showFigure(feature, mean) },
  {
    heading: "Std",
    hint: "Standard deviation: how far values typically are from the mean",
    of: ({ std }, feature) => showFigure(feature, std),
  },
  { heading: "Min", hint: "", of: ({ min }, feature) => showFigure(feature, min) },
  { heading: "Q1", hint: "A quarter lies below", of: ({ q1 }, feature) => showFigure(feature, q1) },
  {
    heading: "Median",
    hint: "Half lies below",
    of: ({ median }, feature) => showFigure(feature, median),
  },
  { heading: "Q3", hint: "A quarter lies above", of: ({ q3 }, feature) => showFigure(feature, q3) },
  { heading: "Max", hint: "", of: ({ max }, feature) => showFigure(feature, max) },
];

const COLUMNS: readonly DataColumn<Row>[] = [
  {
    heading: "Feature",
    cell: ({ feature }) => <span title={FEATURES[feature].hint}>{FEATURES[feature].label}</span>,
  },
  ...FIGURES.map(({ heading, hint, of }) => ({
    heading,
    hint,
    numeric: true,
    cell: ({ feature, figures }: Row) => of(figures, feature),
  })),
];

function toRows(features: readonly FeatureStats[]): Row[] {
  return MODEL_FEATURES.flatMap((feature) => {
    const figures = figuresOf(features, feature);
    return figures ? [{ feature, figures }] : [];
  });
}

function figuresOf(features: readonly FeatureStats[], feature: ModelFeature) {
  return features.find((figures) => figures.feature === feature);
}
