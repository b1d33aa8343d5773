import type { ReactNode } from "react";
import { Volume1, Volume2, VolumeX } from "lucide-react";
import { IconButton } from "../../elements/Button.tsx";
import { setLevel, toggleMuted, useVolume } from "./volume.ts";

export function VolumeControl(): ReactNode {
  const { level, muted } = useVolume();
  const heard = muted ? 0 : level;
  const Icon = heard === 0 ? VolumeX : heard < 0.5 ? Volume1 : Volume2;
  return (
    <div className="player-bar__volume">
      <IconButton icon={Icon} label={muted ? "Unmute" : "Mute"} onClick={toggleMuted} />
      <input
        type="range"
        className="player-bar__level"
        aria-label="Volume"
        aria-valuetext={`${Math.round(heard * 100)} %`}
        min={0}
        max={1}
        step={0.05}
        value={heard}
        onChange={(event) => setLevel(event.target.valueAsNumber)}
      />
    </div>
  );
}
