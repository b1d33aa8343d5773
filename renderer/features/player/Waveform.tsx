import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { formatDuration } from "../../elements/format.ts";
import { seekTo, useSeconds } from "./player.ts";
import "./Waveform.css";

/** Steps of the keys, in seconds; a short clip has smaller ones. */
const STEP = 5;
const LARGE_STEP = 30;

/** The outline of a sound with the place in it, which can be moved; a plain line while the outline is not known. */
export function Waveform({
  durationMs,
  peaks,
}: {
  readonly durationMs: number | null;
  readonly peaks: readonly number[];
}): ReactNode {
  const seconds = useSeconds();
  const line = useRef<HTMLDivElement>(null);
  const total = (durationMs ?? 0) / 1000;
  const played = total > 0 ? Math.min(1, seconds / total) : 0;

  const seekToPointer = (event: PointerEvent) => {
    const box = line.current?.getBoundingClientRect();
    if (!box || total === 0) return;
    seekTo(Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * total);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = keyTarget(event.key, seconds, total);
    if (target === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    seekTo(target);
  };
  return (
    <div
      ref={line}
      className="waveform"
      role="slider"
      tabIndex={0}
      aria-label="Place in the track"
      aria-valuemin={0}
      aria-valuemax={Math.round(total)}
      aria-valuenow={Math.round(Math.min(seconds, total))}
      aria-valuetext={`${formatDuration(seconds * 1000)} of ${formatDuration(durationMs)}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seekToPointer(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seekToPointer(event);
      }}
    >
      <Outline peaks={peaks} />
      <div className="waveform__played" style={{ clipPath: `inset(0 ${100 - played * 100}% 0 0)` }}>
        <Outline peaks={peaks} />
      </div>
      <div className="waveform__place" style={{ left: `${played * 100}%` }} />
    </div>
  );
}

function Outline({ peaks }: { readonly peaks: readonly number[] }): ReactNode {
  if (peaks.length === 0) return <div className="waveform__line" />;
  // The loudest part fills the height: an outline is for finding places, not for comparing tracks.
  const highest = Math.max(0.01, ...peaks);
  const path = peaks
    .map((peak, index) => {
      const half = Math.max(0.6, (peak / highest) * 10);
      return `M${index + 0.5} ${10 - half}v${2 * half}`;
    })
    .join("");
  return (
    <svg
      className="waveform__outline"
      viewBox={`0 0 ${peaks.length} 20`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <path d={path} />
    </svg>
  );
}

function keyTarget(key: string, seconds: number, total: number): number | null {
  const step = Math.min(STEP, total / 20);
  const large = Math.min(LARGE_STEP, total / 4);
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return seconds - step;
    case "ArrowRight":
    case "ArrowUp":
      return seconds + step;
    case "PageDown":
      return seconds - large;
    case "PageUp":
      return seconds + large;
    case "Home":
      return 0;
    case "End":
      return total;
    default:
      return null;
  }
}
