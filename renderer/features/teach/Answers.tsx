import type { ReactNode } from "react";
import { openOverlay } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { formatCount, formatPercent } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { useMoods } from "../moods/queries.ts";
import { movedWords } from "../training/words.ts";
import { revisit, type useSession } from "./session.ts";
import "./Answers.css";

type Session = ReturnType<typeof useSession>;

/** Answers that stay in sight. */
const SHOWN = 10;

/** What the answers did, and the last ones, each of which can be changed. */
export function Answers({
  session: { answers, lastMoved, moved, lastModel },
  expectedChange,
}: {
  readonly session: Session;
  readonly expectedChange: number | null;
}): ReactNode {
  const moods = useMoods();
  const shown = answers.slice(-SHOWN).toReversed();
  return (
    <aside className="answers" aria-label="Your answers">
      <section className="card answers__did">
        <h2 className="answers__heading">What they did</h2>
        <p role="status">
          {lastMoved === null ? (
            "After each training it says here how many songs changed their mood."
          ) : (
            <>
              <strong key={`${lastModel}`} className="answers__moved">
                {movedWords(lastMoved)}
              </strong>{" "}
              after the last answer; {formatCount(moved)} since you started.
            </>
          )}
        </p>
        {lastModel === null ? null : (
          <Button look="quiet" onClick={() => openOverlay({ kind: "report", model: lastModel })}>
            Show which
          </Button>
        )}
        {expectedChange === null ? null : (
          <p className="soft answers__expected">
            Another 20 answers would change about {shareWords(expectedChange)} of the guesses.
          </p>
        )}
      </section>
      <section aria-label="Last answers">
        <h2 className="answers__heading">Last answers</h2>
        {shown.length === 0 ? (
          <p className="soft">Nothing yet. Each answer can be changed here.</p>
        ) : (
          <ol className="answers__list">
            {shown.map(({ song, mood }) => {
              const its = moods.find(({ id }) => id === mood);
              return (
                <li key={song.id} className="answers__item">
                  <span className="cut" title={`${song.title} – ${song.artists.join(", ")}`}>
                    {song.title}
                  </span>
                  {mood === null ? (
                    <span className="soft">skipped</span>
                  ) : (
                    <MoodBadge name={its?.name ?? "…"} color={its?.color ?? null} />
                  )}
                  <Button
                    look="quiet"
                    aria-label={`Change ${song.title}`}
                    onClick={() => revisit(song.id)}
                  >
                    Change
                  </Button>
                </li>
              );
            })}
          </ol>
        )}
      </section>
    </aside>
  );
}

/** "4 %", "0.6 %": under one in a hundred a digit more says how little it is. */
export function shareWords(share: number): string {
  return share < 0.01 ? `${(share * 100).toFixed(1)} %` : formatPercent(share);
}
