import type { ReactNode } from "react";
import { Volume1, Volume2 } from "lucide-react";
import type { Track } from "../../../common/domain/track.ts";
import { playTrack, togglePlaying, trackOf, usePlayerPart } from "./player.ts";
import "./RowSound.css";

/**
 * Beside a title: there is sound of it here. A click plays it; by keyboard Space does, for rows are pointed at and
 * nothing in them takes the focus.
 */
export function RowSound({ track }: { readonly track: Track }): ReactNode {
  const isHeld = usePlayerPart((state) => trackOf(state)?.id === track.id && "peaks" in state);
  const isPlaying = usePlayerPart(
    (state) => state.phase === "playing" && state.track.id === track.id,
  );
  const Icon = isPlaying ? Volume2 : Volume1;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`row-sound ${isPlaying ? "row-sound--playing" : ""}`}
      aria-label={isPlaying ? "Pause" : "Play"}
      title={isPlaying ? "Pause (Space)" : "Play (Space)"}
      onClick={() => (isHeld ? togglePlaying() : void playTrack(track.id))}
    >
      <Icon size={14} aria-hidden />
    </button>
  );
}
