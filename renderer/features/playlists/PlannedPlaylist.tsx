import type { ReactNode } from "react";
import type { PlaylistPlan, TheirEditsChoice } from "../../../common/domain/mood-playlist.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf, formatCount } from "../../elements/format.ts";
import { MoodDot } from "../../elements/MoodBadge.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { Scroller } from "../../elements/Scroller.tsx";
import { useMoods } from "../moods/queries.ts";
import { playlistPage } from "../spotify/links.ts";
import { OpenInSpotifyMark } from "../spotify/OpenInSpotify.tsx";
import { useUpdatePlaylist } from "./queries.ts";
import { TheirEdits } from "./TheirEdits.tsx";
import { TrackChanges } from "./TrackChanges.tsx";
import { lookAtChanges } from "./writing.ts";
import "./PlannedPlaylist.css";

/** What would become of one playlist. */
export function PlannedPlaylist({
  playlist,
  choice,
  onChoose,
  onRulesChanged,
}: {
  readonly playlist: PlaylistPlan;
  readonly choice: TheirEditsChoice;
  readonly onChoose: (choice: TheirEditsChoice) => void;
  readonly onRulesChanged: () => void;
}): ReactNode {
  const { mood, moodName, name, externalId, action, theirs, left, leftCount } = playlist;
  const color = useMoods().find(({ id }) => id === mood)?.color ?? null;
  return (
    <li className="planned" aria-label={moodName}>
      <header className="planned__head">
        <MoodDot color={color} />
        <h3 className="cut" title={name}>
          {name}
        </h3>
        {externalId === null || action === "missing" ? null : (
          <OpenInSpotifyMark href={playlistPage(externalId)} of={name} />
        )}
        <div className="planned__action">
          <Action playlist={playlist} choice={choice} />
        </div>
      </header>
      {action === "missing" ? (
        <Missing playlist={playlist} onRulesChanged={onRulesChanged} />
      ) : null}
      {theirs ? <TheirEdits theirs={theirs} choice={choice} onChoose={onChoose} /> : null}
      {theirs && choice !== "merge" ? null : (
        <TrackChanges playlist={playlist} onRulesChanged={onRulesChanged} />
      )}
      {leftCount > 0 ? <Left left={left} count={leftCount} /> : null}
    </li>
  );
}

/** The counts as signs and as words; with another choice than a merge they are not known beforehand. */
function Action({
  playlist: { externalId, action, added, removed, moved, described, total, theirs },
  choice,
}: {
  readonly playlist: PlaylistPlan;
  readonly choice: TheirEditsChoice;
}): ReactNode {
  if (action === "missing") return <span className="planned__tag">Not on Spotify any more</span>;
  if (action === "nothing" && externalId === null) {
    return <span className="soft">No song matches its rules yet, so none is made</span>;
  }
  if (action === "nothing") {
    return <span className="soft">As it should be · {countOf(total, "song")}</span>;
  }
  if (theirs && choice === "keep") return <span className="soft">Stays as it is on Spotify</span>;
  if (theirs && choice === "ours") return <span className="soft">Becomes what the rules say</span>;
  if (theirs && added.length + removed.length + moved === 0 && !described) {
    return <span className="soft">Your changes stand · {countOf(total, "song")}</span>;
  }
  return (
    <>
      {action === "create" ? <span className="planned__tag">New playlist</span> : null}
      {added.length > 0 ? <Sign sign="+" count={added.length} words="added" /> : null}
      {removed.length > 0 ? <Sign sign="−" count={removed.length} words="removed" /> : null}
      {moved > 0 ? <Sign sign="↕" count={moved} words="moved" /> : null}
      {described && action === "update" ? (
        <span className="planned__tag">Name or description</span>
      ) : null}
      <span className="soft">{countOf(total, "song")} afterwards</span>
    </>
  );
}

const SIGN_TONES = { "+": "plus", "−": "minus", "↕": "move" } as const;

function Sign({
  sign,
  count,
  words,
}: {
  readonly sign: keyof typeof SIGN_TONES;
  readonly count: number;
  readonly words: string;
}): ReactNode {
  return (
    <span
      className={`planned__sign planned__sign--${SIGN_TONES[sign]}`}
      title={`${countOf(count, "song")} ${words}`}
    >
      <span aria-hidden>
        {sign}
        {formatCount(count)}
      </span>
      <span className="visually-hidden">
        {countOf(count, "song")} {words}
      </span>
    </span>
  );
}

function Missing({
  playlist: { mood, moodName, reason },
  onRulesChanged,
}: {
  readonly playlist: PlaylistPlan;
  readonly onRulesChanged: () => void;
}): ReactNode {
  const { mutate: update } = useUpdatePlaylist(mood);
  return (
    <Notice tone="warning">
      {reason ?? "This playlist is not on Spotify any more."} It is left alone unless you say
      otherwise.
      <span className="planned__choices">
        <Button onClick={() => lookAtChanges({ recreate: true })}>Make it anew</Button>
        <Button
          look="quiet"
          onClick={() => update({ chosen: false }, { onSuccess: onRulesChanged })}
        >
          No playlist for {moodName} any more
        </Button>
      </span>
    </Notice>
  );
}

function Left({
  left,
  count,
}: {
  readonly left: PlaylistPlan["left"];
  readonly count: number;
}): ReactNode {
  // Two songs may have one title and one reason.
  const distinct = [
    ...new Map(left.map((song) => [`${song.title} ${song.reason}`, song])).values(),
  ];
  return (
    <details className="planned__more">
      <summary>{countOf(count, "song stays", "songs stay")} out, and why</summary>
      <Scroller label="Songs that stay out" className="planned__scroll">
        <ul>
          {distinct.map(({ title, reason }) => (
            <li key={`${title} ${reason}`} className="planned__left">
              <span className="cut" title={title}>
                {title}
              </span>
              <span className="soft">{reason}</span>
            </li>
          ))}
          {count > left.length ? (
            <li className="planned__left soft">and {formatCount(count - left.length)} more</li>
          ) : null}
        </ul>
      </Scroller>
    </details>
  );
}
