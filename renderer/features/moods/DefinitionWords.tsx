import type { ReactNode } from "react";
import { MODEL_FEATURES } from "../../../common/domain/features.ts";
import type { MoodDefinition } from "../../../common/domain/mood.ts";
import { FEATURES, showRange } from "../stats/model-features.ts";
import "./DefinitionWords.css";

/** A definition as chips: "Energy 20 % to 45 %". */
export function DefinitionWords({
  definition,
}: {
  readonly definition: MoodDefinition;
}): ReactNode {
  const named = MODEL_FEATURES.flatMap((feature) => {
    const range = definition[feature];
    return range ? [{ feature, range }] : [];
  });
  if (named.length === 0) return <p className="soft">Nothing yet.</p>;
  return (
    <ul className="definition-words">
      {named.map(({ feature, range }) => (
        <li key={feature}>
          {FEATURES[feature].label} <strong>{showRange(feature, range)}</strong>
        </li>
      ))}
    </ul>
  );
}
