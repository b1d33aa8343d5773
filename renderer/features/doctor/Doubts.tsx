import { useState, type ReactNode } from "react";
import type { LabelDoctor } from "../../../common/domain/learning.ts";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf, formatCount, formatPercent } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { openTrack } from "../library/open-track.ts";
import { spotifyLink } from "../library/spotify-link.ts";
import { useMoods } from "../moods/queries.ts";
import { PlayButton } from "../player/PlayButton.tsx";
import { OpenInSpotifyMark } from "../spotify/OpenInSpotify.tsx";
import { useTrackOf } from "../similar/queries.ts";
import type { Decisions } from "./decisions.ts";

type Doubt = LabelDoctor["doubts"][number];

/** Shown at first; a longer list is for who asks for it. */
const FIRST = 25;

export function Doubts({
  doubts,
  more,
  kept,
  decisions,
}: {
  readonly doubts: readonly Doubt[];
  /** Doubts beyond those of the list. */
  readonly more: number;
  readonly kept: number;
  readonly decisions: Decisions;
}): ReactNode {
  const [count, setCount] = useState(FIRST);
  const moods = useMoods();
  return (
    <section className="card doctor__part" aria-labelledby="doctor-doubts">
      <div>
        <h2 id="doctor-doubts">
          Labels in doubt <span className="soft">{formatCount(doubts.length + more)}</span>
        </h2>
        <p className="soft">
          The most doubtful first. In brackets: how probable the model finds each mood.
          {kept > 0
            ? ` ${countOf(kept, "doubt")} that you keep ${kept === 1 ? "is" : "are"} left out.`
            : ""}
        </p>
      </div>
      <ul>
        {doubts.slice(0, count).map((doubt) => (
          <DoubtRow key={doubt.id} doubt={doubt} moods={moods} decisions={decisions} />
        ))}
      </ul>
      {doubts.length > count ? (
        <Button className="doctor__more" onClick={() => setCount(count + 50)}>
          Show {Math.min(50, doubts.length - count)} more
        </Button>
      ) : null}
      {doubts.length <= count && more > 0 ? (
        <p className="soft">
          {formatCount(more)} less doubtful ones follow: decide on these first, then check again.
        </p>
      ) : null}
    </section>
  );
}

function DoubtRow({
  doubt: { id, title, artists, mood, by, probability, says },
  moods,
  decisions,
}: {
  readonly doubt: Doubt;
  readonly moods: readonly MoodSummary[];
  readonly decisions: Decisions;
}): ReactNode {
  const track = useTrackOf(id);
  const link = spotifyLink(track?.uri ?? null);
  const label = moods.find((one) => one.id === mood);
  const other = moods.find((one) => one.id === says.mood);
  if (!label || !other) return null;
  const song = { id, title };
  return (
    <li className="doctor__row">
      <span className="doctor__song">
        <button type="button" className="track-panel__jump cut" onClick={() => openTrack(id)}>
          {title}
        </button>
        <span className="soft cut">{artists.join(", ")}</span>
      </span>
      <span className="doctor__opinion">
        <span className="soft">{SAID[by]}</span>
        <MoodBadge name={label.name} color={label.color} note={`(${formatPercent(probability)})`} />
      </span>
      <span className="doctor__opinion">
        <span className="soft">the model says</span>
        <MoodBadge
          name={other.name}
          color={other.color}
          note={`(${formatPercent(says.probability)})`}
        />
      </span>
      <span className="doctor__doors">
        {track?.hasAudio ? <PlayButton track={track} /> : null}
        {link === null ? null : <OpenInSpotifyMark href={link} of={title} />}
        <Button
          aria-label={`Change ${title} to ${other.name}`}
          onClick={() => decisions.change([song], other)}
        >
          Change to {other.name}
        </Button>
        <Button
          look="quiet"
          aria-label={`Keep ${title} as ${label.name}`}
          onClick={() => decisions.keep([song])}
        >
          Keep
        </Button>
      </span>
    </li>
  );
}

const SAID: Readonly<Record<Doubt["by"], string>> = {
  user: "you said",
  file: "a file said",
  playlist: "a playlist’s name said",
};
