import type { ReactNode } from "react";
import type { LabelDoctor } from "../../../common/domain/learning.ts";
import { Button } from "../../elements/Button.tsx";
import { formatCount } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { openTrack } from "../library/open-track.ts";
import { useMoods } from "../moods/queries.ts";
import type { Decisions } from "./decisions.ts";

/** One recording that stands in the library several times, with different labels. */
export function Disagreements({
  groups,
  decisions,
}: {
  readonly groups: LabelDoctor["disagreements"];
  readonly decisions: Decisions;
}): ReactNode {
  const moods = useMoods();
  return (
    <section className="card doctor__part" aria-labelledby="doctor-recordings">
      <div>
        <h2 id="doctor-recordings">
          One recording, different labels <span className="soft">{formatCount(groups.length)}</span>
        </h2>
        <p className="soft">
          The same song by the same artists (or with the same ISRC) more than once in your library.
        </p>
      </div>
      <ul>
        {groups.map((group) => {
          const [first] = group;
          const choices = moods.filter(({ id }) => group.some(({ mood }) => mood === id));
          if (!first) return null;
          return (
            <li key={group.map(({ id }) => id).join(" ")} className="doctor__group">
              <ul className="doctor__copies">
                {group.map(({ id, title, artists, mood }) => {
                  const its = moods.find((one) => one.id === mood);
                  return (
                    <li key={id} className="doctor__copy">
                      <button
                        type="button"
                        className="track-panel__jump cut"
                        onClick={() => openTrack(id)}
                      >
                        {title}
                      </button>
                      <span className="soft cut">{artists.join(", ")}</span>
                      <MoodBadge name={its?.name ?? "…"} color={its?.color ?? null} />
                    </li>
                  );
                })}
              </ul>
              <span className="doctor__doors">
                {choices.map((mood) => (
                  <Button
                    key={mood.id}
                    aria-label={`All of ${first.title} is ${mood.name}`}
                    onClick={() => decisions.change(group, mood)}
                  >
                    All {mood.name}
                  </Button>
                ))}
                <Button
                  look="quiet"
                  aria-label={`Keep the labels of ${first.title}`}
                  onClick={() => decisions.keep(group)}
                >
                  Keep
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
