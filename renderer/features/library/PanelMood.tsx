import type { ReactNode } from "react";
import { X } from "lucide-react";
import type { TrackDetail, TrackMood } from "../../../common/domain/track.ts";
import { formatPercent } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { AlsoFits } from "../evidence/AlsoFits.tsx";
import { Counted } from "../evidence/Counted.tsx";
import { useLibraryContext } from "./library-context.ts";
import type { Relabel } from "./relabel.tsx";

/** Who says which mood, how probable the model finds each, and further moods, which can be taken away. */
export function PanelMood({
  detail,
  relabel,
}: {
  readonly detail: TrackDetail;
  readonly relabel: Relabel;
}): ReactNode {
  const { moods } = useLibraryContext();
  const { track, probabilities } = detail;
  const aim = { target: { ids: [track.id] }, size: 1, exact: true };
  const { mood, also } = track;
  const nameOf = (moodId: number) => moods.get(moodId)?.name ?? "…";
  return (
    <div className="panel-mood">
      <p>{mood ? `${nameOf(mood.id)}: ${sourceText(mood)}` : "In no mood."}</p>
      {also.length > 0 ? (
        <ul className="panel-mood__also" aria-label="Further moods">
          {also.map((moodId) => (
            <li key={moodId}>
              <button
                type="button"
                className="filter-chips__chip"
                onClick={() =>
                  relabel({ kind: "notAlso", mood: moodId, name: nameOf(moodId) }, aim)
                }
              >
                <span className="visually-hidden">Remove </span>
                also {nameOf(moodId)}
                <X size={14} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <AlsoFits
        detail={detail}
        nameOf={nameOf}
        onAdd={(moodId) => relabel({ kind: "also", mood: moodId, name: nameOf(moodId) }, aim)}
      />
      {probabilities.length === 0 ? (
        <p className="soft">The model says nothing of this track.</p>
      ) : (
        <ul className="panel-mood__bars" aria-label="How probable the model finds each mood">
          {probabilities.map(({ mood: moodId, probability }) => (
            <li key={moodId} className="panel-mood__bar">
              <MoodBadge name={nameOf(moodId)} color={moods.get(moodId)?.color ?? null} />
              <span className="panel-mood__track" aria-hidden>
                <span
                  style={{
                    width: `${Math.round(probability * 100)}%`,
                    background: `var(--${moods.get(moodId)?.color ?? "mood-none"})`,
                  }}
                />
              </span>
              <span className="numbers">{formatPercent(probability)}</span>
            </li>
          ))}
        </ul>
      )}
      <Counted detail={detail} nameOf={nameOf} onClear={() => relabel({ kind: "clear" }, aim)} />
    </div>
  );
}

function sourceText({ by, confidence }: TrackMood): string {
  switch (by) {
    case "user":
      return "set by you.";
    case "file":
      return "said by a file that you imported.";
    case "playlist":
      return "said by a playlist's name.";
    case "guess":
      return confidence === null ? "a guess." : `a guess, ${formatPercent(confidence)} sure.`;
  }
}
