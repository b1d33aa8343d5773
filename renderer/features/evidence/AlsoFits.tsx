import type { ReactNode } from "react";
import { Plus } from "lucide-react";
import type { TrackDetail } from "../../../common/domain/track.ts";
import { Button } from "../../elements/Button.tsx";
import { formatPercent } from "../../elements/format.ts";
import { alsoFitting, type FittingMood } from "./also-fitting.ts";
import "./AlsoFits.css";

/** Further moods that fit a track more probably than not, each with the button that adds it. */
export function AlsoFits({
  detail,
  nameOf,
  onAdd,
}: {
  readonly detail: TrackDetail;
  readonly nameOf: (mood: number) => string;
  readonly onAdd: (mood: number) => void;
}): ReactNode {
  const fitting = alsoFitting(detail);
  if (fitting.length === 0) return null;
  return (
    <ul className="also-fits" aria-label="Moods that fit too">
      {fitting.map((one, place) => (
        <li key={one.mood}>
          <Suggestion
            fitting={one}
            name={nameOf(one.mood)}
            withKey={place === 0}
            onAdd={() => onAdd(one.mood)}
          />
        </li>
      ))}
    </ul>
  );
}

function Suggestion({
  fitting: { fits },
  name,
  withKey,
  onAdd,
}: {
  readonly fitting: FittingMood;
  readonly name: string;
  readonly withKey: boolean;
  readonly onAdd: () => void;
}): ReactNode {
  return (
    <Button
      icon={Plus}
      look="quiet"
      title={`Add ${name} as a second mood`}
      aria-keyshortcuts={withKey ? "+" : undefined}
      onClick={onAdd}
    >
      also fits: {name} ({formatPercent(fits)}){withKey ? <kbd aria-hidden>+</kbd> : null}
    </Button>
  );
}
