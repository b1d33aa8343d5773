import type { ReactNode } from "react";
import { MODEL_FEATURES, type ModelFeature } from "../../../common/domain/features.ts";
import type { MoodDefinition, Range } from "../../../common/domain/mood.ts";
import { useSettings } from "../settings/queries.ts";
import { useLibraryStats } from "../stats/queries.ts";
import { RangeEditor } from "./RangeEditor.tsx";
import "./DefinitionEditor.css";

/** Target ranges of a mood, feature by feature, over what the library holds. */
export function DefinitionEditor({
  name,
  definition,
  onChange,
}: {
  readonly name: string;
  readonly definition: MoodDefinition;
  readonly onChange: (definition: MoodDefinition) => void;
}): ReactNode {
  const stats = useLibraryStats();
  const { retrainAutomatically } = useSettings();
  const change = (feature: ModelFeature, range: Range | null) => {
    const { [feature]: _, ...rest } = definition;
    onChange(range ? { ...rest, [feature]: range } : rest);
  };
  return (
    <div className="definition" role="group" aria-label={`Definition of ${name}`}>
      <p className="soft">
        Songs inside these ranges are likelier to be “{name}”; leave a feature out if it does not
        matter. The bars under the sliders show your library: the light line is all of it, the dark
        part the middle half, the mark the median.
        {retrainAutomatically ? "" : " Press “Retrain now” to see what a change does."}
      </p>
      <ul className="definition__list">
        {MODEL_FEATURES.map((feature) => (
          <RangeEditor
            key={feature}
            feature={feature}
            range={definition[feature] ?? null}
            stats={stats?.features.find((figures) => figures.feature === feature)}
            onChange={(range) => change(feature, range)}
          />
        ))}
      </ul>
    </div>
  );
}
