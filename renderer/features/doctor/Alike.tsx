import type { ReactNode } from "react";
import type { LabelDoctor } from "../../../common/domain/learning.ts";
import { Button } from "../../elements/Button.tsx";
import { formatPercent } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { showMood } from "../moods/opened.ts";
import { useMoods } from "../moods/queries.ts";

/** Pairs of moods that the features do not tell apart. */
export function Alike({ alike }: { readonly alike: LabelDoctor["alike"] }): ReactNode {
  const moods = useMoods();
  return (
    <section className="card doctor__part" aria-labelledby="doctor-alike">
      <div>
        <h2 id="doctor-alike">Moods that are hardly told apart</h2>
        <p className="soft">
          What is known of their songs does not part them (50 % is chance). Merge them, or make
          their labels clearer.
        </p>
      </div>
      <ul>
        {alike.map(({ moods: pair, toldApart }) => {
          const [one, other] = pair.map((id) => moods.find((mood) => mood.id === id));
          if (!one || !other) return null;
          return (
            <li key={pair.join(" ")} className="doctor__line">
              <span className="doctor__pair">
                <MoodBadge name={one.name} color={one.color} />
                and
                <MoodBadge name={other.name} color={other.color} />
              </span>
              <span className="soft">told apart right {formatPercent(toldApart)} of the time</span>
              <span className="doctor__doors">
                <Button
                  aria-label={`Look at ${one.name} and ${other.name}`}
                  onClick={() => showMood(one.id)}
                >
                  Look at the moods
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
