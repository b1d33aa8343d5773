import { useId, useState, type ReactNode } from "react";
import type { Explanation } from "../../../common/domain/learning.ts";
import type { TrackMood } from "../../../common/domain/track.ts";
import { AppError } from "../../../common/errors.ts";
import { Button } from "../../elements/Button.tsx";
import { formatPercent } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { openTrack } from "../library/open-track.ts";
import { sentenceOf } from "../moods/errors.ts";
import { useMoods } from "../moods/queries.ts";
import { Contributions, ContributionTable } from "./Contributions.tsx";
import { useExplanation } from "./queries.ts";
import { useRested } from "./rested.ts";
import { becauseWords, changedWords, distanceWords } from "./words.ts";
import "./WhyPart.css";

/** Before the next track is asked about (ms). */
const REST = 120;

/** Why the model says what it says of a track: a sentence, the strongest reasons, songs like it, and what would change it. */
export function WhyPart({
  id,
  mood,
}: {
  readonly id: number;
  readonly mood: TrackMood | null;
}): ReactNode {
  const { explanation, error } = useExplanation(useRested(id, REST));
  if (!explanation) return error ? <p className="soft">{plainly(error)}</p> : null;
  return <Why explanation={explanation} mood={mood} />;
}

/** The three things that can be missing, in the words of this place. */
function plainly(error: Error): string {
  if (error instanceof AppError && error.code === "no_features") {
    return "Nothing is known of how it sounds, so the model says nothing. Add audio features first.";
  }
  if (error instanceof AppError && error.code === "conflict") {
    return "There is no model of these moods yet. Use “Retrain now” at the left.";
  }
  return sentenceOf(error);
}

function Why({
  explanation,
  mood,
}: {
  readonly explanation: Explanation;
  readonly mood: TrackMood | null;
}): ReactNode {
  const { track, first, second, contributions, nearest, counterfactual } = explanation;
  const name = useMoodNames();
  const because = becauseWords(contributions);
  const isLabelled = mood !== null && mood.by !== "guess";
  return (
    <div className="why">
      <p>
        {isLabelled ? `${saidWords(mood, name(mood.id))} ` : ""}
        {isLabelled && mood.id === first.mood ? "The model agrees" : "The model says "}
        {isLabelled && mood.id === first.mood ? null : <strong>{name(first.mood)}</strong>}
        {because === null ? ", as the moods’ definitions and what is usual suggest" : ` ${because}`}
        . Second comes {name(second.mood)}: {formatPercent(first.probability)} against{" "}
        {formatPercent(second.probability)}.
      </p>
      <Contributions
        contributions={contributions}
        first={name(first.mood)}
        second={name(second.mood)}
      />
      {counterfactual ? (
        <p className="why__would">
          {changedWords(counterfactual.feature, counterfactual.value)} this would be{" "}
          <strong>{name(counterfactual.mood)}</strong>.
        </p>
      ) : (
        <p className="why__would">No usual value of a single feature would make it another mood.</p>
      )}
      <Nearest nearest={nearest} />
      <Exact key={track.id} explanation={explanation} name={name} />
    </div>
  );
}

function saidWords({ by }: TrackMood, name: string): string {
  switch (by) {
    case "user":
      return `You said ${name}.`;
    case "file":
      return `A file says ${name}.`;
    case "playlist":
      return `A playlist’s name says ${name}.`;
    case "guess":
      return "";
    default:
      return by satisfies never;
  }
}

function Nearest({ nearest }: { readonly nearest: Explanation["nearest"] }): ReactNode {
  const moods = useMoods();
  const heading = useId();
  if (nearest.length === 0) {
    return (
      <p className="soft">No other song has a label yet, so there is none to compare it with.</p>
    );
  }
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="why__heading">
        Nearest songs with a label
      </h3>
      <ul className="why__nearest">
        {nearest.map(({ id, title, artists, mood, distance }) => {
          const its = moods.find((one) => one.id === mood);
          return (
            <li key={id} className="why__near">
              <button type="button" className="track-panel__jump cut" onClick={() => openTrack(id)}>
                {title}
              </button>
              <MoodBadge name={its?.name ?? "…"} color={its?.color ?? null} />
              <span className="soft cut">{artists.join(", ")}</span>
              <span className="soft" title={`${distance.toFixed(2)} standard deviations away`}>
                {distanceWords(distance)}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** For who wants to add it up. */
function Exact({
  explanation,
  name,
}: {
  readonly explanation: Explanation;
  readonly name: (mood: number) => string;
}): ReactNode {
  const [isShown, setShown] = useState(false);
  return (
    <>
      <Button look="quiet" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {isShown ? "Hide the exact figures" : "Show the exact figures"}
      </Button>
      {isShown ? (
        <ContributionTable
          explanation={explanation}
          first={name(explanation.first.mood)}
          second={name(explanation.second.mood)}
        />
      ) : null}
    </>
  );
}

function useMoodNames(): (mood: number) => string {
  const moods = useMoods();
  return (id) => moods.find((mood) => mood.id === id)?.name ?? "a deleted mood";
}
