import type { ReactNode } from "react";
import type { ModelDiff } from "../../../common/domain/model-history.ts";
import { DefinitionWords } from "../moods/DefinitionWords.tsx";
import { useMoods } from "../moods/queries.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import "./DiffMoods.css";

type Pair = ModelDiff["moods"][number];

/** Moods that came, went, or were defined otherwise. */
export function DiffMoods({ diff: { moods } }: { readonly diff: ModelDiff }): ReactNode {
  const changes = moods.filter(({ change }) => change !== "same" && change !== "unknown");
  const unknown = moods.some(({ change }) => change === "unknown");
  return (
    <section aria-label="Moods">
      <h3>Moods</h3>
      {changes.length === 0 ? (
        <p>
          {unknown
            ? "The same moods; what their definitions were is not known of both."
            : "The same moods with the same definitions."}
        </p>
      ) : (
        <ul className="diff-moods">
          {changes.map((pair) => (
            <Change key={`${pair.a?.name} ${pair.b?.name}`} pair={pair} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Change({ pair: { change, a, b, features } }: { readonly pair: Pair }): ReactNode {
  const moods = useMoods();
  const name = b?.name ?? a?.name ?? "";
  const color = moods.find((mood) => mood.name === name)?.color ?? null;
  const words = {
    added: "only in the second",
    removed: "only in the first",
    changed: a && a.name !== name ? `was called “${a.name}”` : "defined otherwise",
    same: "",
    unknown: "",
  }[change];
  const part = (side: Pair["a"]) =>
    Object.fromEntries(
      Object.entries(side?.definition ?? {}).filter(([feature]) =>
        features.some((changed) => changed === feature),
      ),
    );
  return (
    <li className="diff-moods__mood">
      <MoodBadge name={name} color={color} note={words} />
      {features.length > 0 ? (
        <dl className="diff-moods__ranges">
          <dt className="soft">First</dt>
          <dd>
            <DefinitionWords definition={part(a)} />
          </dd>
          <dt className="soft">Second</dt>
          <dd>
            <DefinitionWords definition={part(b)} />
          </dd>
        </dl>
      ) : null}
    </li>
  );
}
