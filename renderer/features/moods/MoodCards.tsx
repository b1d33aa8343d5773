import { useCallback, useState, type ReactNode } from "react";
import { Plus } from "lucide-react";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import { Button } from "../../elements/Button.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { useTrackCount } from "../library/queries.ts";
import { MergeDialog } from "./MergeDialog.tsx";
import { MoodCard, type MoodAction } from "./MoodCard.tsx";
import { NewMoodDialog } from "./NewMoodDialog.tsx";
import { useOpened } from "./opened.ts";
import { useMoods, useReorderMoods } from "./queries.ts";
import { RemoveDialog } from "./RemoveDialog.tsx";
import { SplitDialog } from "./SplitDialog.tsx";
import "./MoodCards.css";

const ALL_TRACKS = {};

type Asked = { readonly action: MoodAction; readonly mood: MoodSummary };

/** All moods as cards in the user's order, and the dialogs that change more than one thing at a time. */
export function MoodCards(): ReactNode {
  const moods = useMoods();
  const { mood: open } = useOpened();
  const tracks = useTrackCount(ALL_TRACKS);
  const [adding, setAdding] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const { move, said } = useMove(moods);
  const close = () => setAsked(null);
  return (
    <div className="mood-cards">
      <div className="mood-cards__intro">
        <p className="soft">
          A mood’s definition says what it sounds like. Without any labels it makes the first
          guesses; your labels then teach the model the rest.
        </p>
        <Button icon={Plus} onClick={() => setAdding(true)}>
          Add a mood
        </Button>
      </div>
      {tracks === 0 ? (
        <Notice tone="info">
          There are no tracks yet. You can set up your moods now; once you import tracks, each gets
          a first guess from these definitions.
        </Notice>
      ) : null}
      <ol className="mood-cards__list">
        {moods.map((mood, index) => (
          <MoodCard
            key={mood.id}
            mood={mood}
            others={moods.filter((other) => other.id !== mood.id)}
            isOpen={open === mood.id}
            isFirst={index === 0}
            isLast={index === moods.length - 1}
            onMove={(by) => move(index, by)}
            onAsk={(action) => setAsked({ action, mood })}
          />
        ))}
      </ol>
      <span className="visually-hidden" aria-live="polite">
        {said}
      </span>
      {adding ? <NewMoodDialog onClose={() => setAdding(false)} /> : null}
      {asked?.action === "merge" ? <MergeDialog mood={asked.mood} onClose={close} /> : null}
      {asked?.action === "split" ? <SplitDialog mood={asked.mood} onClose={close} /> : null}
      {asked?.action === "remove" ? <RemoveDialog mood={asked.mood} onClose={close} /> : null}
    </div>
  );
}

/** Moves a mood up or down. The element that moved keeps the focus, which moving it in the page takes away. */
function useMove(moods: readonly MoodSummary[]): {
  readonly move: (index: number, by: -1 | 1) => void;
  readonly said: string;
} {
  const reorder = useReorderMoods();
  const [said, setSaid] = useState("");
  const move = useCallback(
    (index: number, by: -1 | 1) => {
      const mood = moods[index];
      const other = moods[index + by];
      if (!mood || !other) return;
      const focused = document.activeElement;
      reorder(
        moods
          .with(index, other)
          .with(index + by, mood)
          .map(({ id }) => id),
      );
      setSaid(`${mood.name} is now ${index + by + 1} of ${moods.length}.`);
      requestAnimationFrame(() => {
        if (focused instanceof HTMLElement) focused.focus();
      });
    },
    [moods, reorder],
  );
  return { move, said };
}
