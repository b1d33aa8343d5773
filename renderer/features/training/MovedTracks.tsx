import type { ReactNode } from "react";
import { ArrowRight } from "lucide-react";
import type { TrainReport } from "../../../common/domain/model.ts";
import { formatCount, formatPercent } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { Scroller } from "../../elements/Scroller.tsx";
import { useMoods } from "../moods/queries.ts";

/** Where the guesses changed, the surest first. */
export function MovedTracks({
  report: { moved, movedTracks },
}: {
  readonly report: TrainReport;
}): ReactNode {
  if (moved === 0) {
    return <p>Every guess stayed what it was. Your own labels never move.</p>;
  }
  return (
    <section aria-label="Songs that moved">
      <h3 className="report__heading">
        Songs that moved
        <span className="soft">
          {movedTracks.length < moved
            ? ` – the ${formatCount(movedTracks.length)} surest of ${formatCount(moved)}`
            : ` – ${formatCount(moved)}`}
        </span>
      </h3>
      <Scroller label="Songs that moved" className="report__moved">
        <ul>
          {movedTracks.map(({ id, title, artists, from, to, confidence }) => (
            <li key={id} className="moved">
              <span className="cut moved__title" title={title}>
                {title}
              </span>
              <span className="cut soft">{artists.join(", ")}</span>
              <MoodOf id={from} none="no mood" />
              <ArrowRight size={14} role="img" aria-label="to" />
              <MoodOf id={to} none="no mood" />
              <span className="numbers soft">
                {confidence === null ? "" : `${formatPercent(confidence)} sure`}
              </span>
            </li>
          ))}
        </ul>
      </Scroller>
    </section>
  );
}

function MoodOf({ id, none }: { readonly id: number | null; readonly none: string }): ReactNode {
  const mood = useMoods().find((candidate) => candidate.id === id);
  const name = id === null ? none : (mood?.name ?? "a deleted mood");
  return <MoodBadge name={name} color={mood?.color ?? null} />;
}
