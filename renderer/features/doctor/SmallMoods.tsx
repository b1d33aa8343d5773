import type { ReactNode } from "react";
import type { LabelDoctor } from "../../../common/domain/learning.ts";
import { showScreen, showTracks } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { useMoods } from "../moods/queries.ts";

/** Moods that are guessed from their definition alone, more or less. */
export function SmallMoods({ small }: { readonly small: LabelDoctor["small"] }): ReactNode {
  const moods = useMoods();
  return (
    <section className="card doctor__part" aria-labelledby="doctor-small">
      <div>
        <h2 id="doctor-small">Moods with few labels</h2>
        <p className="soft">
          They can hardly be learnt, nor can their labels be checked. A few more are enough.
        </p>
      </div>
      <ul>
        {small.map(({ mood, labels }) => {
          const its = moods.find(({ id }) => id === mood);
          if (!its) return null;
          return (
            <li key={mood} className="doctor__line">
              <MoodBadge name={its.name} color={its.color} />
              <span className="soft">{labels === 0 ? "no label" : countOf(labels, "label")}</span>
              <span className="doctor__doors">
                <Button
                  aria-label={`Show guesses of ${its.name}`}
                  onClick={() =>
                    showTracks({ mood, by: "guess", sort: "confidence", descending: true })
                  }
                >
                  Show its guesses
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      <Button className="doctor__more" onClick={() => showScreen("teach")}>
        Teach: it asks about such moods first
      </Button>
    </section>
  );
}
