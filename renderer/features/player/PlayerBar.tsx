import { useEffect, type ReactNode } from "react";
import { Pause, Play, SkipBack, SkipForward, X } from "lucide-react";
import type { Track } from "../../../common/domain/track.ts";
import { Button, IconButton } from "../../elements/Button.tsx";
import { formatDuration } from "../../elements/format.ts";
import { showFeatures } from "../coverage/part.ts";
import { spotifyLink } from "../library/spotify-link.ts";
import { OpenInSpotify, OpenInSpotifyMark } from "../spotify/OpenInSpotify.tsx";
import { playNeighbour, playOrPause, useFollowCursor } from "./list.ts";
import { usePlayerCommands } from "./player-commands.ts";
import { closePlayer, trackOf, usePlayer, useSeconds, type PlayerState } from "./player.ts";
import { VolumeControl } from "./VolumeControl.tsx";
import { Waveform } from "./Waveform.tsx";
import "./PlayerBar.css";

type Shown = Exclude<PlayerState, { phase: "closed" }>;

/** The bar that appears when something plays, and stays until it is closed. */
export function PlayerBar(): ReactNode {
  const state = usePlayer();
  useFollowCursor();
  usePlayerCommands();
  useMediaKeys();
  const track = trackOf(state);
  if (state.phase === "closed" || (!track && state.phase !== "failed")) return null;
  return (
    <section className="player-bar" aria-label="Player">
      <div className="player-bar__buttons">
        <IconButton
          icon={SkipBack}
          label="Previous track with sound"
          onClick={() => void playNeighbour(-1)}
        />
        <IconButton
          icon={state.phase === "playing" ? Pause : Play}
          label={state.phase === "playing" ? "Pause" : "Play"}
          className="player-bar__play"
          onClick={playOrPause}
        />
        <IconButton
          icon={SkipForward}
          label="Next track with sound"
          onClick={() => void playNeighbour(1)}
        />
      </div>
      {track ? <Title track={track} /> : null}
      <Middle state={state} />
      <VolumeControl />
      <IconButton icon={X} label="Close the player" onClick={closePlayer} />
    </section>
  );
}

function Title({ track }: { readonly track: Track }): ReactNode {
  return (
    <div className="player-bar__track">
      <div className="player-bar__title cut" title={track.title}>
        {track.title}
      </div>
      <div className="soft cut">{track.artists.join(", ")}</div>
    </div>
  );
}

function Middle({ state }: { readonly state: Shown }): ReactNode {
  switch (state.phase) {
    case "opening":
      return <div className="player-bar__middle" aria-busy />;
    case "playing":
    case "paused":
    case "ended":
      return <SoundLine state={state} />;
    case "silent":
      return <Silent track={state.track} />;
    case "failed":
      return (
        <div className="player-bar__middle player-bar__words" role="alert">
          <p>{state.message}</p>
          {state.code === "file_missing" ? (
            <Button onClick={() => showFeatures("folders")}>Music folders</Button>
          ) : null}
        </div>
      );
  }
}

function SoundLine({ state }: { readonly state: Extract<Shown, { peaks: unknown }> }): ReactNode {
  const link = spotifyLink(state.track.uri);
  return (
    <div className="player-bar__middle">
      <Elapsed />
      <Waveform durationMs={state.durationMs} peaks={state.peaks} />
      <span className="player-bar__time">{formatDuration(state.durationMs)}</span>
      {link === null ? null : <OpenInSpotifyMark href={link} of={state.track.title} />}
    </div>
  );
}

function Elapsed(): ReactNode {
  const seconds = useSeconds();
  return (
    <span className="player-bar__time player-bar__time--elapsed">
      {formatDuration(Math.floor(seconds) * 1000)}
    </span>
  );
}

/** The bar stays where the list goes on: the next track may have sound again. */
function Silent({ track }: { readonly track: Track }): ReactNode {
  const link = spotifyLink(track.uri);
  return (
    <div className="player-bar__middle player-bar__words" role="status">
      <p>
        {link === null
          ? "No sound file of it is on this computer."
          : "No sound file of it is on this computer; Spotify has it."}
      </p>
      {link === null ? (
        <Button onClick={() => showFeatures("folders")}>Music folders</Button>
      ) : (
        <OpenInSpotify href={link} />
      )}
    </div>
  );
}

/** Play, pause and skip keys of keyboards and headphones. */
function useMediaKeys(): void {
  useEffect(() => {
    const { mediaSession } = navigator;
    const actions = [
      ["play", playOrPause],
      ["pause", playOrPause],
      ["nexttrack", () => void playNeighbour(1)],
      ["previoustrack", () => void playNeighbour(-1)],
    ] as const;
    for (const [action, run] of actions) mediaSession.setActionHandler(action, run);
    return () => {
      for (const [action] of actions) mediaSession.setActionHandler(action, null);
    };
  }, []);
}
