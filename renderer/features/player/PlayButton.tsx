import type { ReactNode } from "react";
import { Pause, Play } from "lucide-react";
import type { Track } from "../../../common/domain/track.ts";
import { IconButton } from "../../elements/Button.tsx";
import { playTrack, togglePlaying, trackOf, usePlayerPart, playerState } from "./player.ts";

/** Plays this track, or pauses it while it plays. */
export function PlayButton({ track }: { readonly track: Track }): ReactNode {
  const isPlaying = usePlayerPart(
    (state) => state.phase === "playing" && state.track.id === track.id,
  );
  return (
    <IconButton
      icon={isPlaying ? Pause : Play}
      label={`${isPlaying ? "Pause" : "Play"} ${track.title}`}
      onClick={() => playOrPauseTrack(track.id)}
    />
  );
}

/** Goes on with a track that the player holds, or plays it from its beginning. */
export function playOrPauseTrack(id: number): void {
  const state = playerState();
  if (trackOf(state)?.id === id && "peaks" in state) togglePlaying();
  else void playTrack(id);
}
