import { useState, type ReactNode } from "react";
import type { EvidenceKind } from "../../../common/domain/evidence-kind.ts";
import { Button } from "../../elements/Button.tsx";
import { Checkbox } from "../../elements/Field.tsx";
import { formatCount } from "../../elements/format.ts";
import { useSaveSettings } from "../settings/queries.ts";
import { EvidenceDialog } from "./EvidenceDialog.tsx";
import { useEvidence } from "./queries.ts";
import { KIND_HINTS, KIND_WORDS, weightWords } from "./words.ts";
import "./LearntFrom.css";

/** What the next training learns from, kind by kind, each with its songs. */
export function LearntFrom(): ReactNode {
  const summary = useEvidence();
  const save = useSaveSettings();
  const [opened, setOpened] = useState<EvidenceKind | null>(null);
  if (!summary) return null;
  // The two that are made in the window are shown from the start, so that one knows of them.
  const kinds = summary.kinds.filter(
    ({ kind, count }) => count > 0 || kind === "hand" || kind === "seen",
  );
  return (
    <section className="card learnt-from" aria-label="What it learns from">
      <h2>What it learns from</h2>
      <ul className="learnt-from__kinds">
        {kinds.map(({ kind, count, learnable, weight }) => (
          <li key={kind} className="learnt-from__kind">
            <span className="learnt-from__count numbers">{formatCount(count)}</span>
            <div>
              <div>
                {KIND_WORDS[kind]}
                <span className="soft">
                  {" – "}
                  {kind === "seen" && !summary.learnFromSeen
                    ? "switched off"
                    : `each counts ${weightWords(weight)}`}
                </span>
              </div>
              <div className="soft learnt-from__hint">
                {KIND_HINTS[kind]}
                {without(kind, count - learnable, summary.learnFromSeen)}
              </div>
            </div>
            {count > 0 ? (
              <Button
                look="quiet"
                aria-label={`Show: ${KIND_WORDS[kind]}`}
                onClick={() => setOpened(kind)}
              >
                Show
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Checkbox
        checked={summary.learnFromSeen}
        onChange={(event) => save({ learnFromSeen: event.target.checked })}
        label="Learn from songs that I looked at and left"
        hint="They count for less than a label, and never where it is measured how often the model is right."
      />
      {opened ? <EvidenceDialog kind={opened} onClose={() => setOpened(null)} /> : null}
    </section>
  );
}

function without(kind: EvidenceKind, count: number, learnFromSeen: boolean): string {
  if (count === 0 || (kind === "seen" && !learnFromSeen)) return "";
  return count === 1
    ? " One of them has no audio features to learn from."
    : ` ${formatCount(count)} of them have no audio features to learn from.`;
}
