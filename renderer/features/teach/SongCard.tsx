import { useEffect, useRef, type ReactNode } from "react";
import { Check, CircleHelp, Pause, Play, SkipForward, Undo2 } from "lucide-react";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import type { Track } from "../../../common/domain/track.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf, formatDuration, formatPercent } from "../../elements/format.ts";
import { MoodDot } from "../../elements/MoodBadge.tsx";
import { useTrackDetail } from "../library/queries.ts";
import { spotifyLink } from "../library/spotify-link.ts";
import { useMoods } from "../moods/queries.ts";
import { playOrPauseTrack } from "../player/PlayButton.tsx";
import { usePlayerPart } from "../player/player.ts";
import { OpenInSpotify, OpenInSpotifyMark } from "../spotify/OpenInSpotify.tsx";
import { followWithSound, guessOf, type Answering } from "./answering.ts";
import type { Song } from "./queries.ts";
import { useSession } from "./session.ts";
import { useTeachCommands } from "./teach-commands.ts";
import { Traits } from "./Traits.tsx";
import "./SongCard.css";

/** One song, large, with all that can be said of it. */
export function SongCard({
  song,
  answering,
}: {
  readonly song: Song;
  readonly answering: Answering;
}): ReactNode {
  const moods = useMoods();
  const { detail } = useTrackDetail(song.id);
  const track = detail?.track.id === song.id ? detail.track : undefined;
  const card = useRef<HTMLElement>(null);
  useTeachCommands({ answering, moods, track });
  useEffect(() => {
    followWithSound(song.id);
    // A click left the focus on a button, where Enter would say the same mood of this song too.
    card.current?.focus({ preventScroll: true });
  }, [song.id]);
  const reason = reasonWords(song, moods);
  return (
    <article ref={card} tabIndex={-1} className="card song-card" aria-labelledby="song-card-title">
      <p className="visually-hidden" role="status">
        {song.title} by {song.artists.join(", ")}. {reason}
      </p>
      <header className="song-card__head">
        <div>
          <h2 id="song-card-title" className="song-card__title">
            {song.title}
          </h2>
          <p className="song-card__artists">{song.artists.join(", ")}</p>
          <p className="soft song-card__facts">{track ? factsOf(track) : "\u00a0"}</p>
        </div>
        {track ? <Hear track={track} /> : null}
      </header>
      <p className="song-card__reason">
        <CircleHelp size={16} aria-hidden />
        {reason}
      </p>
      <Traits id={song.id} />
      <Said track={track} moods={moods} />
      <div className="song-card__moods" role="group" aria-label="Its mood">
        {moods.map((mood) => (
          <MoodButton key={mood.id} mood={mood} song={song} onSay={answering.say} />
        ))}
      </div>
      <Steps song={song} moods={moods} answering={answering} />
    </article>
  );
}

function Steps({
  song,
  moods,
  answering,
}: {
  readonly song: Song;
  readonly moods: readonly MoodSummary[];
  readonly answering: Answering;
}): ReactNode {
  const { answers } = useSession();
  const guess = moods.find(({ id }) => id === guessOf(song));
  return (
    <div className="song-card__steps">
      {guess ? (
        <Button look="primary" icon={Check} aria-keyshortcuts="Enter" onClick={answering.accept}>
          Accept “{guess.name}” <kbd>Enter</kbd>
        </Button>
      ) : null}
      <Button icon={SkipForward} aria-keyshortcuts="S" onClick={answering.skip}>
        Skip <kbd>S</kbd>
      </Button>
      <span className="song-card__rest" />
      <Button
        look="quiet"
        icon={Undo2}
        aria-keyshortcuts="Backspace"
        disabled={answers.length === 0}
        onClick={answering.back}
      >
        Back <kbd>Backspace</kbd>
      </Button>
    </div>
  );
}

function MoodButton({
  mood: { id, name, color, key },
  song,
  onSay,
}: {
  readonly mood: MoodSummary;
  readonly song: Song;
  readonly onSay: (mood: number) => void;
}): ReactNode {
  const candidate = song.between.find(({ mood }) => mood === id);
  return (
    <button
      type="button"
      className={`song-card__mood ${candidate ? "song-card__mood--likely" : ""}`}
      {...(key === null ? {} : { "aria-keyshortcuts": key })}
      onClick={() => onSay(id)}
    >
      <MoodDot color={color} />
      <span className="cut">{name}</span>
      {candidate ? <span className="soft">{formatPercent(candidate.probability)}</span> : null}
      {key === null ? null : <kbd>{key.toUpperCase()}</kbd>}
    </button>
  );
}

/** "Between hype and happy; 212 songs like it." */
function reasonWords(
  { between, like }: Pick<Song, "between" | "like">,
  moods: readonly MoodSummary[],
): string {
  const names = between.map(({ mood }) => moods.find(({ id }) => id === mood)?.name ?? "…");
  const others = like === 0 ? "no other song" : countOf(like, "song");
  return `Between ${names.join(" and ")}; ${others} like it.`;
}

function factsOf(track: Track): string {
  return [track.album, track.releaseDate?.slice(0, 4), formatDuration(track.durationMs)]
    .filter((part) => part !== null && part !== undefined)
    .join(" · ");
}

/** Shown where an answer is being changed. */
function Said({
  track,
  moods,
}: {
  readonly track: Track | undefined;
  readonly moods: readonly MoodSummary[];
}): ReactNode {
  const mood = track?.mood;
  if (!mood || mood.by === "guess") return null;
  const name = moods.find(({ id }) => id === mood.id)?.name ?? "…";
  return <p className="song-card__said">You said {name}. Another answer takes its place.</p>;
}

function Hear({ track }: { readonly track: Track }): ReactNode {
  const link = spotifyLink(track.uri);
  const isPlaying = usePlayerPart(
    (state) => state.phase === "playing" && state.track.id === track.id,
  );
  if (track.hasAudio) {
    return (
      <div className="song-card__hear">
        {link === null ? null : <OpenInSpotifyMark href={link} of={track.title} />}
        <Button
          icon={isPlaying ? Pause : Play}
          aria-keyshortcuts="Space"
          onClick={() => playOrPauseTrack(track.id)}
        >
          {isPlaying ? "Pause" : "Play"} <kbd>Space</kbd>
        </Button>
      </div>
    );
  }
  return link === null ? (
    <p className="soft song-card__silent">No sound file of it here</p>
  ) : (
    <OpenInSpotify href={link} />
  );
}
