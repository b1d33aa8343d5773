import { useCallback, useMemo, useState, type ReactNode } from "react";
import { MODEL_FEATURES, type ModelFeature } from "../../../common/domain/features.ts";
import type { LibraryStats } from "../../../common/domain/stats.ts";
import { Chart, type TokenColor } from "../../elements/Chart.tsx";
import { Field, Select } from "../../elements/Field.tsx";
import { useMoods } from "../moods/queries.ts";
import { boxOption, type Box } from "./box-plot.ts";
import { MoodTable } from "./FeatureTable.tsx";
import { FEATURES } from "./model-features.ts";

/** One feature across the moods: box plots, and the same figures as a table. */
export function MoodComparison({ stats }: { readonly stats: LibraryStats }): ReactNode {
  const moods = useMoods();
  const [feature, setFeature] = useState<ModelFeature>("energy");
  const boxes = useMemo<readonly Box[]>(
    () =>
      stats.perMood.map(({ mood: id, name, features }) => ({
        name,
        color: moods.find((mood) => mood.id === id)?.color ?? "mood-none",
        figures: features.find((figures) => figures.feature === feature),
      })),
    [stats, moods, feature],
  );
  const option = useCallback(
    (color: TokenColor) => boxOption(boxes, feature, color),
    [boxes, feature],
  );
  const { label, hint } = FEATURES[feature];
  return (
    <>
      <div className="statistics__choose">
        <Field label="Compare">
          {(ids) => (
            <Select
              {...ids}
              value={feature}
              options={MODEL_FEATURES.map((value) => ({ value, label: FEATURES[value].label }))}
              onChange={setFeature}
            />
          )}
        </Field>
        <p className="soft">
          {label}: {hint}. Box: the middle half; line in it: the median; thin lines: lowest to
          highest.
        </p>
      </div>
      <Chart
        height={3 + 2.5 * boxes.length}
        label={`${label} per mood as box plots. The table below has the same figures.`}
        option={option}
      />
      <details className="statistics__details">
        <summary>Show as a table</summary>
        <MoodTable feature={feature} stats={stats} />
      </details>
    </>
  );
}
