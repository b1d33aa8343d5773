import { useState, type ReactNode } from "react";
import { ChevronDown } from "lucide-react";
import { closeOverlay } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { countOf } from "../../elements/format.ts";
import { Menu } from "../../elements/Menu.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import { FEATURE_WORDS, listed } from "../explain/words.ts";
import { MoodMenuItems } from "../library/MoodMenuItems.tsx";
import { useRelabel } from "../library/relabel.tsx";
import { sentenceOf } from "../moods/errors.ts";
import { useSimilar, type SimilarSong } from "./queries.ts";
import { SimilarRow } from "./SimilarRow.tsx";
import "./SimilarDialog.css";

const FIRST = 20;
const MORE = 30;
const MOST = 500;

/** Songs like one, like a selection, or like a mood: nearest first, to hear, to open, or to put into a mood. */
export function SimilarDialog({
  ids,
  title,
  notIn,
}: {
  readonly ids: readonly number[];
  readonly title: string;
  readonly notIn: number | null;
}): ReactNode {
  const [count, setCount] = useState(FIRST);
  const { answer, error, isFetching } = useSimilar({ ids, notIn, count });
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const songs = answer?.similar ?? [];
  const mayGoOn = songs.length === count && count < MOST;
  return (
    <Dialog
      size="l"
      title={`Songs like ${ids.length === 1 ? `“${answer?.tracks[0]?.title ?? title}”` : title}`}
      description={answer ? describe(ids.length, notIn, title, answer.features) : undefined}
      onClose={closeOverlay}
      footer={
        <>
          {mayGoOn ? (
            <Button
              disabled={isFetching}
              onClick={() => setCount((before) => Math.min(MOST, before + MORE))}
            >
              Show more
            </Button>
          ) : null}
          <span className="similar__rest" />
          <LabelMenu songs={songs} picked={picked} />
          <Button onClick={closeOverlay}>Close</Button>
        </>
      }
    >
      {error ? <Notice tone="error">{sentenceOf(error)}</Notice> : null}
      {!answer && !error ? <ProgressBar label="Comparing songs" done={0} total={null} /> : null}
      {answer && songs.length === 0 ? (
        <p>
          {notIn === null
            ? "There is no other song with audio features to compare it with."
            : `Every song that could be compared is in ${title} already.`}
        </p>
      ) : null}
      <ul className="similar" aria-label="Nearest first">
        {songs.map((song) => (
          <SimilarRow
            key={song.id}
            song={song}
            known={answer?.features.length ?? 0}
            isPicked={picked.has(song.id)}
            onPick={(isPicked) => setPicked((before) => withId(before, song.id, isPicked))}
          />
        ))}
      </ul>
    </Dialog>
  );
}

function describe(
  asked: number,
  notIn: number | null,
  title: string,
  features: readonly (keyof typeof FEATURE_WORDS)[],
): string {
  const names = listed(features.map((feature) => FEATURE_WORDS[feature].label.toLowerCase()));
  const middle = asked === 1 ? "" : `Like the middle of ${countOf(asked, "song")}. `;
  const rest = notIn === null ? "" : ` What is in ${title} already is left out.`;
  return `${middle}Compared by ${names}.${rest}`;
}

function LabelMenu({
  songs,
  picked,
}: {
  readonly songs: readonly SimilarSong[];
  readonly picked: ReadonlySet<number>;
}): ReactNode {
  const { relabel, question } = useRelabel();
  const some = songs.filter(({ id }) => picked.has(id));
  const wanted = (some.length > 0 ? some : songs).map(({ id }) => id);
  if (wanted.length === 0) return null;
  return (
    <>
      <Menu
        trigger={
          <Button look="primary">
            {some.length > 0
              ? `Label ${countOf(some.length, "picked song")}`
              : `Label all ${songs.length}`}
            <ChevronDown size={16} aria-hidden />
          </Button>
        }
      >
        <MoodMenuItems
          onChoose={(action) =>
            relabel(action, { target: { ids: wanted }, size: wanted.length, exact: true })
          }
        />
      </Menu>
      {question}
    </>
  );
}

function withId(before: ReadonlySet<number>, id: number, isIn: boolean): ReadonlySet<number> {
  const after = new Set(before);
  if (isIn) after.add(id);
  else after.delete(id);
  return after;
}
